// Fast Fourier transform: joins the transforms of the even and odd halves, two numbers at a time.

/** Maximum length of a transform. */
export const MAX_LENGTH: i32 = 1 << 18;
const ROW: usize = <usize>MAX_LENGTH << 3;
/** f64[MAX_LENGTH]: real parts; the imaginary parts follow. */
export const REAL: usize = 0x1000;
export const IMAGINARY: usize = REAL + ROW;
/** f64[MAX_LENGTH]: at m..2m-1, the cosines of 0, -pi/m, ..., -pi (m - 1)/m, for m = 1, 2, 4, ...; the sines follow. */
export const COSINES: usize = IMAGINARY + ROW;
export const SINES: usize = COSINES + ROW;
/** Bytes of memory needed. */
export const SIZE: usize = SINES + ROW;

/** Numbers per block: a block stays in the cache during all passes within it. */
const BLOCK: i32 = 1 << 12;

/** Joins pairs of numbers at byte offsets from..to-1. */
function joinPairs(from: usize, to: usize): void {
  const c = load<f64>(COSINES + 8);
  const s = load<f64>(SINES + 8);
  for (let a = from; a < to; a += 16) {
    const b = a + 8;
    const x = load<f64>(b, REAL) * c - load<f64>(b, IMAGINARY) * s;
    const y = load<f64>(b, REAL) * s + load<f64>(b, IMAGINARY) * c;
    store<f64>(b, load<f64>(a, REAL) - x, REAL);
    store<f64>(b, load<f64>(a, IMAGINARY) - y, IMAGINARY);
    store<f64>(a, load<f64>(a, REAL) + x, REAL);
    store<f64>(a, load<f64>(a, IMAGINARY) + y, IMAGINARY);
  }
}

/** Joins halves of `half` bytes, two numbers or more, at byte offsets from..to-1. */
function joinHalves(half: usize, from: usize, to: usize): void {
  for (let start = from; start < to; start += 2 * half) {
    let turn = half;
    for (let a = start; a < start + half; a += 16, turn += 16) {
      const b = a + half;
      const c = v128.load(turn, COSINES);
      const s = v128.load(turn, SINES);
      const re = v128.load(b, REAL);
      const im = v128.load(b, IMAGINARY);
      const x = f64x2.sub(f64x2.mul(re, c), f64x2.mul(im, s));
      const y = f64x2.add(f64x2.mul(re, s), f64x2.mul(im, c));
      const evenRe = v128.load(a, REAL);
      const evenIm = v128.load(a, IMAGINARY);
      v128.store(b, f64x2.sub(evenRe, x), REAL);
      v128.store(b, f64x2.sub(evenIm, y), IMAGINARY);
      v128.store(a, f64x2.add(evenRe, x), REAL);
      v128.store(a, f64x2.add(evenIm, y), IMAGINARY);
    }
  }
}

// @ts-ignore: decorator
@inline
function exchange(a: usize, b: usize): void {
  const kept = load<f64>(a);
  store<f64>(a, load<f64>(b));
  store<f64>(b, kept);
}

/** Moves each of n numbers to its index with the bits reversed. */
function reverseBits(n: i32): void {
  for (let i = 1, j = 0; i < n; i++) {
    let bit = n >>> 1;
    for (; (j & bit) != 0; bit >>>= 1) j ^= bit;
    j |= bit;
    if (i >= j) continue;
    const a = <usize>i << 3;
    const b = <usize>j << 3;
    exchange(REAL + a, REAL + b);
    exchange(IMAGINARY + a, IMAGINARY + b);
  }
}

/** Transforms the first n numbers in place; n is a power of 2, at least 2. */
export function transform(n: i32): void {
  reverseBits(n);
  const all = <usize>n << 3;
  const block = <usize>min(n, BLOCK) << 3;
  for (let start: usize = 0; start < all; start += block) {
    joinPairs(start, start + block);
    for (let half: usize = 16; half < block; half <<= 1) joinHalves(half, start, start + block);
  }
  for (let half = block; half < all; half <<= 1) joinHalves(half, 0, all);
}
