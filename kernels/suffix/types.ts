/** Writes the LMS positions of a text in its order, the last one just below `end`. */
export function listLms<T>(text: usize, n: i32, end: usize): void {
  let next = 0;
  let s = 1;
  let at = end - 4;
  for (let i = n - 2; i >= 0; i--) {
    const c = <i32>load<T>(text + (<usize>i << alignof<T>()));
    const before = <i32>(c < next + s);
    // Written in any case and kept if it is one.
    store<i32>(at, i + 1);
    at -= <usize>(s & ~before) << 2;
    s = before;
    next = c;
  }
}
