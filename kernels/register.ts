// Berlekamp-Massey algorithm: shortest linear feedback shift register over GF(2) that generates a sequence, 64 bits at a time.

/** u8[n]: the bits. The arrays computed from them follow. */
export const BITS: usize = 0x1000;

let count: i32 = 0;
/** Bytes of a bit array of 64-bit words, with room for shifts beyond its end. */
let row: usize = 0;
/** The bits in reverse order, so that they align with the register that multiplies them. */
let line: usize = 0;
let register: usize = 0;
let before: usize = 0;
let longer: usize = 0;
let length: i32 = 0;
let lengthBefore: i32 = 0;
let changedAt: i32 = 0;

/** Lays out the memory for n bits; returns its size in bytes. */
export function configure(n: i32): usize {
  count = n;
  row = (<usize>(n >>> 6) + 3) << 3;
  line = (BITS + <usize>n + 7) & ~7;
  register = line + row;
  before = register + row;
  longer = before + row;
  return longer + row;
}

/** Address of the register: bit k is 1 if it has a tap k bits back. Bit 0 is always 1. */
export function registerAddress(): usize {
  return register;
}

/** Packs the bits into words and resets to the register of length 0. */
export function begin(): void {
  memory.fill(line, 0, 3 * row);
  for (let i = 0; i < count; i++) {
    const place = count - 1 - i;
    const word = line + (<usize>(place >>> 6) << 3);
    store<u64>(word, load<u64>(word) | (<u64>load<u8>(BITS + i) << <u64>(place & 63)));
  }
  store<u64>(register, 1);
  store<u64>(before, 1);
  length = 0;
  lengthBefore = 0;
  changedAt = -1;
}

/** Inner product over GF(2) of bits 0..degree of a polynomial and the bits of `line` from `offset` on. */
// @ts-ignore: decorator
@inline
function parityOfProduct(polynomial: usize, offset: i32, degree: i32): i32 {
  const shift = <u64>(offset & 63);
  const end = polynomial + (<usize>(degree >>> 6) << 3);
  let at = line + (<usize>(offset >>> 6) << 3);
  let low = load<u64>(at);
  let sum: u64 = 0;
  for (; polynomial <= end; polynomial += 8) {
    at += 8;
    const high = load<u64>(at);
    // In two steps, since a shift by 64 is a shift by 0.
    sum ^= load<u64>(polynomial) & ((low >> shift) | ((high << 1) << (63 - shift)));
    low = high;
  }
  return <i32>popcnt(sum) & 1;
}

/** Adds x^shift times a polynomial to `target`. */
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

/** Continues with bits from..to-1; returns the length of the shortest register that generates all bits so far. */
export function extend(from: i32, to: i32): i32 {
  for (let i = from; i < to; i++) {
    if (parityOfProduct(register, count - 1 - i, length) == 0) continue;
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
