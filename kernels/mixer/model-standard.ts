// Constants of the standard profile for text, in place of the variables of model.ts.

export const contexts: i32 = 13;
export const orders: i32 = 5;
export const sets: i32 = 11;
export const inputBytes: usize = 128;
export const setBytes: usize = 144;
export const farthest: i32 = 0;
export const recording: bool = false;
export const thorough: bool = false;
export const further: bool = true;
export const plain: bool = false;

/** Does nothing: the model is fixed. */
export function setModel(
  contextNumber: i32, orderNumber: i32, setNumber: i32, far: i32, records: bool, thoroughly: bool,
  plainly: bool,
): void {}
