// Parameters of the model. A kernel for one model is compiled with constants in place of this file, so that the compiler removes
// the parts that this model does not have, and the tests for them.

export let contexts: i32 = 0;
export let orders: i32 = 0;
export let sets: i32 = 0;
export let inputBytes: usize = 0;
/** Bytes of a weight set: its weights and its learning rate. */
export let setBytes: usize = 0;
/** Symbols in the longest `far` feature; 0: none. */
export let farthest: i32 = 0;
/** Whether contexts use features of records in place of those of words and lines. */
export let recording: bool = false;
/** Whether there are features of followers, a third map and a fourth bucket per context. */
export let thorough: bool = false;
/** Whether there are four further final mixers. */
export let further: bool = false;
/** Whether the last symbols select no weights, maps or calibrations: with 3 sets, only contexts and pointers depend on them. */
export let plain: bool = false;

export function setModel(
  contextNumber: i32, orderNumber: i32, setNumber: i32, far: i32, records: bool, thoroughly: bool,
  plainly: bool,
): void {
  contexts = contextNumber;
  orders = orderNumber;
  sets = setNumber;
  // Two inputs per context, order 0, confidence of three experts, length of the match, bias, laws of samples; at least 16.
  inputBytes = <usize>max(16, ((2 * contexts + (records ? 9 : 6)) + 3) & ~3) << 2;
  setBytes = inputBytes + 16;
  farthest = far;
  recording = records;
  thorough = thoroughly;
  further = thorough || sets > 7;
  plain = plainly;
}
