import { wasm as compiled } from "./fourier.wasm.ts";
import { borrow, type KernelConstant, type KernelExports, reserve } from "./load.ts";

/** Complex numbers in two arrays of one shape. */
interface ComplexArray {
  readonly re: Float64Array;
  readonly im: Float64Array;
}

/**
 * Discrete Fourier transform, X_k = sum of x_j exp(-2 pi i j k/n), in new arrays.
 *
 * @param input shape (n,), any n
 * @throws RangeError when the tables exceed what the platform can allocate
 * Cost: O(n log n); four times that where n is not a power of 2.
 * Source: Cooley & Tukey 1965, Math. Comput. 19; Bluestein 1970, IEEE Trans. Audio Electroacoust. 18.
 */
export function fourierTransform({ re, im }: ComplexArray): ComplexArray {
  const n = re.length;
  if ((n & (n - 1)) !== 0) return chirpTransform({ re, im });
  const output = { re: re.slice(), im: im.slice() };
  transformInPlace(output);
  return output;
}

/**
 * The same in place.
 *
 * @param data shape (n,), n a power of 2
 */
export function transformInPlace({ re, im }: ComplexArray): void {
  const n = re.length;
  if (n < 2) return;
  kernel ??= open();
  const size = Math.min(n, kernel.re.length);
  const parts = n / size;
  turnBy(kernel, size >>> 1);
  const from = parts === 1 ? { re, im } : { re: re.slice(), im: im.slice() };
  for (let part = 0, first = 0; part < parts; part++) {
    everyOther(from.re, first, parts, kernel.re.subarray(0, size));
    everyOther(from.im, first, parts, kernel.im.subarray(0, size));
    kernel.run.transform(size);
    re.set(kernel.re.subarray(0, size), part * size);
    im.set(kernel.im.subarray(0, size), part * size);
    // The next index with reversed bits.
    let bit = parts >>> 1;
    for (; (first & bit) !== 0; bit >>>= 1) first ^= bit;
    first |= bit;
  }
  for (let half = size; half < n; half *= 2) joinHalves({ re, im }, half);
}

/** Copies every `step`-th number, from `first` on. */
function everyOther(from: Float64Array, first: number, step: number, to: Float64Array): void {
  if (step === 1) to.set(from);
  else for (let i = 0, at = first; i < to.length; i++, at += step) to[i] = from[at]!;
}

interface FourierExports extends KernelExports {
  readonly MAX_LENGTH: KernelConstant;
  readonly REAL: KernelConstant;
  readonly IMAGINARY: KernelConstant;
  readonly COSINES: KernelConstant;
  readonly SINES: KernelConstant;
  readonly SIZE: KernelConstant;
  transform(n: number): void;
}

/** The kernel and its memory, for the largest transform so far. */
interface Kernel extends ComplexArray {
  readonly run: FourierExports;
  readonly cosines: Float64Array;
  readonly sines: Float64Array;
  /** largest size whose rotations are stored */
  turns: number;
}

let kernel: Kernel | undefined;

function open(): Kernel {
  const run = borrow<FourierExports>(compiled);
  reserve(run.memory, run.SIZE.value);
  const viewAt = ({ value }: KernelConstant) =>
    new Float64Array(run.memory.buffer, value, run.MAX_LENGTH.value);
  return {
    run,
    re: viewAt(run.REAL),
    im: viewAt(run.IMAGINARY),
    cosines: viewAt(run.COSINES),
    sines: viewAt(run.SINES),
    turns: 0,
  };
}

/** Stores exp(-pi i k/m), k < m, the rotations of the second half of 2 m numbers, and those for m/2, m/4 and so on. */
function turnBy(to: Kernel, m: number): void {
  if (m <= to.turns) return;
  to.turns = m;
  const { cosines, sines } = to;
  for (let k = 0; k < m; k++) {
    const angle = (-Math.PI * k) / m;
    cosines[m + k] = Math.cos(angle);
    sines[m + k] = Math.sin(angle);
  }
  for (let i = m - 1; i > 0; i--) {
    cosines[i] = cosines[2 * i]!;
    sines[i] = sines[2 * i]!;
  }
}

/** Combines the transforms of the even and odd halves into those of 2 m numbers. */
function joinHalves({ re, im }: ComplexArray, m: number): void {
  for (let k = 0; k < m; k++) {
    const angle = (-Math.PI * k) / m;
    const c = Math.cos(angle);
    const s = Math.sin(angle);
    for (let a = k, b = k + m; b < re.length; a += 2 * m, b += 2 * m) {
      const x = re[b]! * c - im[b]! * s;
      const y = re[b]! * s + im[b]! * c;
      re[b] = re[a]! - x;
      im[b] = im[a]! - y;
      re[a]! += x;
      im[a]! += y;
    }
  }
}

/** Any length as a convolution with a chirp: jk = (j^2 + k^2 - (k - j)^2)/2. */
function chirpTransform({ re, im }: ComplexArray): ComplexArray {
  const n = re.length;
  let size = 1;
  while (size < 2 * n - 1) size *= 2;
  const cosines = new Float64Array(n);
  const sines = new Float64Array(n);
  for (let k = 0, square = 0; k < n; k++) {
    const angle = (Math.PI * square) / n;
    cosines[k] = Math.cos(angle);
    sines[k] = Math.sin(angle);
    square = (square + 2 * k + 1) % (2 * n);
  }
  const a = { re: new Float64Array(size), im: new Float64Array(size) };
  const b = { re: new Float64Array(size), im: new Float64Array(size) };
  for (let k = 0; k < n; k++) {
    a.re[k] = re[k]! * cosines[k]! + im[k]! * sines[k]!;
    a.im[k] = im[k]! * cosines[k]! - re[k]! * sines[k]!;
    b.re[k] = cosines[k]!;
    b.im[k] = sines[k]!;
    if (k > 0) {
      b.re[size - k] = cosines[k]!;
      b.im[size - k] = sines[k]!;
    }
  }
  transformInPlace(a);
  transformInPlace(b);
  // The inverse transform is the transform of the conjugate, conjugated.
  for (let k = 0; k < size; k++) {
    const x = a.re[k]! * b.re[k]! - a.im[k]! * b.im[k]!;
    const y = a.re[k]! * b.im[k]! + a.im[k]! * b.re[k]!;
    a.re[k] = x;
    a.im[k] = -y;
  }
  transformInPlace(a);
  const output = { re: new Float64Array(n), im: new Float64Array(n) };
  for (let k = 0; k < n; k++) {
    const x = a.re[k]! / size;
    const y = -a.im[k]! / size;
    output.re[k] = x * cosines[k]! + y * sines[k]!;
    output.im[k] = y * cosines[k]! - x * sines[k]!;
  }
  return output;
}
