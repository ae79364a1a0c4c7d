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
 * Cost: O(n log n); four times that where n is no power of 2.
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
 * @param rotations those of n
 */
export function transformInPlace(data: ComplexArray, rotations = rotationsOf(data.re.length)): void {
  const n = data.re.length;
  reverseBits(data);
  const blockSize = Math.min(n, mostAtOnce);
  for (let start = 0; start < n; start += blockSize) {
    for (let size = 2; size <= blockSize; size *= 2)
      joinParts(data, rotations, size, start, start + blockSize);
  }
  for (let size = 2 * blockSize; size <= n; size *= 2) joinParts(data, rotations, size, 0, n);
}

/** Numbers that are joined, from pairs on, before the next are looked at: so many stay in the cache. */
const mostAtOnce = 2 ** 12;

/** By m: shape (m,), exp(-pi i k/m), by which the second part of 2 m numbers is turned. */
type Rotations = ReadonlyMap<number, ComplexArray>;

function rotationsOf(n: number): Rotations {
  const rotations = new Map<number, ComplexArray>();
  let finer: ComplexArray | undefined;
  for (let m = n >>> 1; m > 0; m >>>= 1) {
    const re = new Float64Array(m);
    const im = new Float64Array(m);
    for (let k = 0; k < m; k++) {
      const angle = (-2 * Math.PI * k) / n;
      re[k] = finer === undefined ? Math.cos(angle) : finer.re[2 * k]!;
      im[k] = finer === undefined ? Math.sin(angle) : finer.im[2 * k]!;
    }
    finer = { re, im };
    rotations.set(m, finer);
  }
  return rotations;
}

/** Makes transforms of `size` numbers, from `from` to `to`, out of those of their even and odd halves. */
function joinParts({ re, im }: ComplexArray, rotations: Rotations, size: number, from: number, to: number) {
  const middle = size >>> 1;
  const { re: cosines, im: sines } = rotations.get(middle)!;
  for (let start = from; start < to; start += size) {
    for (let k = 0, a = start, b = start + middle; k < middle; k++, a++, b++) {
      const c = cosines[k]!;
      const s = sines[k]!;
      const x = re[b]! * c - im[b]! * s;
      const y = re[b]! * s + im[b]! * c;
      re[b] = re[a]! - x;
      im[b] = im[a]! - y;
      re[a]! += x;
      im[a]! += y;
    }
  }
}

function reverseBits({ re, im }: ComplexArray): void {
  const n = re.length;
  for (let i = 1, j = 0; i < n; i++) {
    let bit = n >>> 1;
    for (; (j & bit) !== 0; bit >>>= 1) j ^= bit;
    j |= bit;
    if (i >= j) continue;
    const [x, y] = [re[i]!, im[i]!];
    re[i] = re[j]!;
    im[i] = im[j]!;
    re[j] = x;
    im[j] = y;
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
  const rotations = rotationsOf(size);
  transformInPlace(a, rotations);
  transformInPlace(b, rotations);
  // The inverse transform is the transform of the conjugate, conjugated.
  for (let k = 0; k < size; k++) {
    const x = a.re[k]! * b.re[k]! - a.im[k]! * b.im[k]!;
    const y = a.re[k]! * b.im[k]! + a.im[k]! * b.re[k]!;
    a.re[k] = x;
    a.im[k] = -y;
  }
  transformInPlace(a, rotations);
  const output = { re: new Float64Array(n), im: new Float64Array(n) };
  for (let k = 0; k < n; k++) {
    const x = a.re[k]! / size;
    const y = -a.im[k]! / size;
    output.re[k] = x * cosines[k]! + y * sines[k]!;
    output.im[k] = y * cosines[k]! - x * sines[k]!;
  }
  return output;
}
