// The shortest linear feedback shift register over GF(2) that gives some bits, by Berlekamp and Massey, 64 bits at once.

/** Address of the bits, a byte each; what is computed with them follows. */
export const BITS: usize = 0x1000;

// @ts-ignore: decorator
@inline
function firstRow(n: i32): usize {
  return (BITS + <usize>n + 7) & ~7;
}

/** Bytes of n bits in words, and of what is shifted beyond them. */
// @ts-ignore: decorator
@inline
function rowSize(n: i32): usize {
  return (<usize>(n >>> 6) + 3) << 3;
}

/** Bytes of memory that n bits take. */
export function size(n: i32): usize {
  return firstRow(n) + 4 * rowSize(n);
}

/** Parity of the bits 0..degree of a polynomial and the bits of `line` from `offset` on, multiplied. */
// @ts-ignore: decorator
@inline
function parityOfProduct(polynomial: usize, line: usize, offset: i32, degree: i32): i32 {
  const shift = <u64>(offset & 63);
  const end = polynomial + (<usize>(degree >>> 6) << 3);
  let at = line + (<usize>(offset >>> 6) << 3);
  let low = load<u64>(at);
  let sum: u64 = 0;
  for (; polynomial <= end; polynomial += 8) {
    at += 8;
    const high = load<u64>(at);
    // In two steps: a shift by 64 would be one by 0.
    sum ^= load<u64>(polynomial) & ((low >> shift) | ((high << 1) << (63 - shift)));
    low = high;
  }
  return <i32>popcnt(sum) & 1;
}

/** Adds x^shift times a polynomial of some degree. */
// @ts-ignore: decorator
@inline
function addShifted(target: usize, polynomial: usize, shift: i32, degree: i32): void {
  const bits = <u64>(shift & 63);
  const end = polynomial + (<usize>(degree >>> 6) << 3);
  let at = target + (<usize>(shift >>> 6) << 3);
  let carry: u64 = 0;
  for (; polynomial <= end; polynomial += 8, at += 8) {
    const word = load<u64>(polynomial);
    store<u64>(at, load<u64>(at) ^ ((word << bits) | carry));
    carry = (word >> 1) >> (63 - bits);
  }
  store<u64>(at, load<u64>(at) ^ carry);
}

/** Length of the register of the first `n` bits. */
export function linearComplexity(n: i32): i32 {
  const row = rowSize(n);
  const line = firstRow(n);
  let register = line + row;
  let before = register + row;
  let longer = before + row;
  memory.fill(line, 0, 3 * row);
  // Backwards, so that the register lies along the bits it is multiplied with.
  for (let i = 0; i < n; i++) {
    const place = n - 1 - i;
    const word = line + (<usize>(place >>> 6) << 3);
    store<u64>(word, load<u64>(word) | (<u64>load<u8>(BITS + i) << <u64>(place & 63)));
  }
  store<u64>(register, 1);
  store<u64>(before, 1);
  let length = 0;
  let lengthBefore = 0;
  let changedAt = -1;
  for (let i = 0; i < n; i++) {
    if (parityOfProduct(register, line, n - 1 - i, length) == 0) continue;
    if (2 * length > i) {
      addShifted(register, before, i - changedAt, lengthBefore);
      continue;
    }
    memory.copy(longer, register, row);
    addShifted(longer, before, i - changedAt, lengthBefore);
    const free = before;
    before = register;
    register = longer;
    longer = free;
    lengthBefore = length;
    length = i + 1 - length;
    changedAt = i;
  }
  return length;
}
