// What the model is made of. Where a kernel is compiled for one model alone, this file gives way to one that has constants
// in place of these variables: the compiler then leaves out what that model lacks, and counts nothing while it runs.

export let contexts: i32 = 0;
export let orders: i32 = 0;
export let sets: i32 = 0;
export let inputBytes: usize = 0;
/** A set's weights, and how far it learns. */
export let setBytes: usize = 0;
/** How many symbols back the contexts look; 0 when none looks farther than 8. */
export let farthest: i32 = 0;
/** Whether contexts are of records, not of words and lines. */
export let recording: bool = false;
/** Whether contexts are also of what followed before, and a third map says what it means. */
export let thorough: bool = false;
/** Whether there are further final mixers. */
export let further: bool = false;
/** Whether the last symbols choose no weights, maps or calibrations, so that contexts are all that is known of them. */
export let plain: bool = false;

export function becomeModel(
  contextNumber: i32, orderNumber: i32, setNumber: i32, far: i32, records: bool, thoroughly: bool,
  plainly: bool,
): void {
  contexts = contextNumber;
  orders = orderNumber;
  sets = setNumber;
  // Two inputs a context, order 0, confidence of three experts, length of the match, bias; sixteen at least.
  inputBytes = <usize>max(16, ((2 * contexts + 6) + 3) & ~3) << 2;
  setBytes = inputBytes + 16;
  farthest = far;
  recording = records;
  thorough = thoroughly;
  further = thorough || sets > 7;
  plain = plainly;
}
