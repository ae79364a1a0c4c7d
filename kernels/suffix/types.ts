/** Writes the LMS positions in text order, the last one just below `end`. */
export function listLms<T>(text: usize, n: i32, end: usize): void {
  let next = 0;
  let s = 1;
  let at = end - 4;
  for (let i = n - 2; i >= 0; i--) {
    const c = <i32>load<T>(text + (<usize>i << alignof<T>()));
    const before = <i32>(c < next + s);
    // Written without a branch; kept if it is an LMS position.
    store<i32>(at, i + 1);
    at -= <usize>(s & ~before) << 2;
    s = before;
    next = c;
  }
}

/** Counts suffixes of a circular text in `classes`, i32[size][4]: L after L, L after S, S after S, LMS. */
export function countClasses<T>(text: usize, n: i32, size: i32, classes: usize): void {
  memory.fill(classes, 0, <usize>size << 4);
  let next = 0;
  let s = 1;
  for (let i = n - 2; i >= -1; i--) {
    const c = <i32>load<T>(text + (<usize>i << alignof<T>()));
    const before = i < 0 ? 1 : <i32>(c < next + s);
    const address = classes + (<usize>(4 * next + 2 * s + (s ^ before)) << 2);
    store<i32>(address, load<i32>(address) + 1);
    s = before;
    next = c;
  }
}
