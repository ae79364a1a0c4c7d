/*! Logarithms, exponentials, sines and cosines of fdlibm:
Copyright (C) 1993, 2004 by Sun Microsystems, Inc. All rights reserved.
Developed at SunSoft, a Sun Microsystems, Inc. business.
Permission to use, copy, modify, and distribute this software is freely granted, provided that this notice is preserved. */

/**
 * Functions of `Math` as fdlibm computes them, to the last digit: those of Node are, and those of newer browsers are not. A page that
 * shows the command's numbers brings them along.
 *
 * Source: fdlibm 5.3 (e_log.c, e_exp.c, s_sin.c, s_cos.c, k_sin.c, k_cos.c, e_rem_pio2.c) and FreeBSD's e_log2.c.
 */

const float = new Float64Array(1);
const words = new Int32Array(float.buffer);
/** Where the high half of a number stands. */
const high = new Uint8Array(new Float64Array([1]).buffer)[7] === 0x3f ? 1 : 0;
const low = 1 - high;

function highWord(x: number): number {
  float[0] = x;
  return words[high]!;
}

function lowWord(x: number): number {
  float[0] = x;
  return words[low]!;
}

function fromWords(upper: number, lower: number): number {
  words[high] = upper;
  words[low] = lower;
  return float[0]!;
}

const ln2High = 0.6931471803691238;
const ln2Low = 1.9082149292705877e-10;
const two54 = 2 ** 54;
const [lg1, lg2, lg3, lg4, lg5, lg6, lg7] = [
  0.6666666666666735, 0.3999999999940942, 0.2857142874366239, 0.22222198432149784, 0.1818357216161805,
  0.15313837699209373, 0.14798198605116586,
] as const;

/** 2^k (1 + f) = x, with 1 + f near 1, and the upper bits of x without its exponent. @param x above 0 */
function reduced(x: number): { readonly k: number; readonly f: number; readonly top: number } {
  let k = 0;
  let upper = highWord(x);
  let scaled = x;
  if (upper < 0x0010_0000) {
    k -= 54;
    scaled *= two54;
    upper = highWord(scaled);
  }
  const lower = lowWord(scaled);
  k += (upper >> 20) - 1023;
  const top = upper & 0x000f_ffff;
  const i = (top + 0x9_5f64) & 0x10_0000;
  return { k: k + (i >> 20), f: fromWords(top | (i ^ 0x3ff0_0000), lower) - 1, top };
}

/** Natural logarithm. */
export function log(x: number): number {
  if (!(x > 0) || x === Number.POSITIVE_INFINITY)
    return x === 0 ? Number.NEGATIVE_INFINITY : x > 0 ? x : Number.NaN;
  const { k, f, top } = reduced(x);
  if ((0x000f_ffff & (2 + top)) < 3) {
    if (f === 0) return k === 0 ? 0 : k * ln2High + k * ln2Low;
    const r = f * f * (0.5 - 0.3333333333333333 * f);
    return k === 0 ? f - r : k * ln2High - (r - k * ln2Low - f);
  }
  const s = f / (2 + f);
  const z = s * s;
  const w = z * z;
  const r = z * (lg1 + w * (lg3 + w * (lg5 + w * lg7))) + w * (lg2 + w * (lg4 + w * lg6));
  if (((top - 0x6_147a) | (0x6_b851 - top)) > 0) {
    const half = 0.5 * f * f;
    if (k === 0) return f - (half - s * (half + r));
    return k * ln2High - (half - (s * (half + r) + k * ln2Low) - f);
  }
  return k === 0 ? f - s * (f - r) : k * ln2High - (s * (f - r) - k * ln2Low - f);
}

const inverseLn2High = 1.4426950407214463;
const inverseLn2Low = 1.6751713164886512e-10;

/** Logarithm to base 2. */
export function log2(x: number): number {
  if (!(x > 0) || x === Number.POSITIVE_INFINITY)
    return x === 0 ? Number.NEGATIVE_INFINITY : x > 0 ? x : Number.NaN;
  if (x === 1) return 0;
  const { k, f } = reduced(x);
  const half = 0.5 * f * f;
  const s = f / (2 + f);
  const z = s * s;
  const w = z * z;
  const r = s * (half + (z * (lg1 + w * (lg3 + w * (lg5 + w * lg7))) + w * (lg2 + w * (lg4 + w * lg6))));
  const upper = fromWords(highWord(f - half), 0);
  const lower = f - upper - half + r;
  const most = upper * inverseLn2High;
  const sum = k + most;
  return (lower + upper) * inverseLn2Low + lower * inverseLn2High + (k - sum + most) + sum;
}

const inverseLn2 = Math.LOG2E;
const [p1, p2, p3, p4, p5] = [
  0.16666666666666602, -0.0027777777777015593, 0.00006613756321437934, -0.0000016533902205465252,
  4.1381367970572385e-8,
] as const;

/** e to the power of x. */
export function exp(x: number): number {
  const sign = highWord(x) < 0 ? 1 : 0;
  const size = highWord(x) & 0x7fff_ffff;
  if (size >= 0x4086_2e42) {
    if (Number.isNaN(x)) return x;
    if (x > 709.782712893384) return Number.POSITIVE_INFINITY;
    if (x < -745.1332191019411) return 0;
  }
  let k = 0;
  let [upper, lower, rest] = [0, 0, x];
  if (size > 0x3fd6_2e42) {
    if (size < 0x3ff0_a2b2) {
      if (x === 1) return Math.E;
      k = 1 - sign - sign;
      upper = x - (sign === 1 ? -ln2High : ln2High);
      lower = sign === 1 ? -ln2Low : ln2Low;
    } else {
      k = Math.trunc(inverseLn2 * x + (sign === 1 ? -0.5 : 0.5));
      upper = x - k * ln2High;
      lower = k * ln2Low;
    }
    rest = upper - lower;
  } else if (size < 0x3e30_0000) return 1 + x;
  const t = rest * rest;
  const c = rest - t * (p1 + t * (p2 + t * (p3 + t * (p4 + t * p5))));
  if (k === 0) return 1 - ((rest * c) / (c - 2) - rest);
  const y = 1 - (lower - (rest * c) / (2 - c) - upper);
  if (k < -1021) return y * fromWords(0x3ff0_0000 + ((k + 1000) << 20), 0) * 2 ** -1000;
  return k === 1024 ? y * 2 * 2 ** 1023 : y * fromWords(0x3ff0_0000 + (k << 20), 0);
}

const [s1, s2, s3, s4, s5, s6] = [
  -0.16666666666666632, 0.00833333333332249, -0.0001984126982985795, 0.0000027557313707070068,
  -2.5050760253406863e-8, 1.58969099521155e-10,
] as const;

function sineNearZero(x: number, tail: number): number {
  if ((highWord(x) & 0x7fff_ffff) < 0x3e40_0000) return x;
  const z = x * x;
  const v = z * x;
  const r = s2 + z * (s3 + z * (s4 + z * (s5 + z * s6)));
  return tail === 0 ? x + v * (s1 + z * r) : x - (z * (0.5 * tail - v * r) - tail - v * s1);
}

const [c1, c2, c3, c4, c5, c6] = [
  0.0416666666666666, -0.001388888888887411, 0.00002480158728947673, -2.7557314351390663e-7,
  2.087572321298175e-9, -1.1359647557788195e-11,
] as const;

function cosineNearZero(x: number, tail: number): number {
  const size = highWord(x) & 0x7fff_ffff;
  if (size < 0x3e40_0000) return 1;
  const z = x * x;
  const r = z * (c1 + z * (c2 + z * (c3 + z * (c4 + z * (c5 + z * c6)))));
  if (size < 0x3fd3_3333) return 1 - (0.5 * z - (z * r - x * tail));
  const q = size > 0x3fe9_0000 ? 0.28125 : fromWords(size - 0x0020_0000, 0);
  return 1 - q - (0.5 * z - q - (z * r - x * tail));
}

const inverseHalfPi = 0.6366197723675814;
const halfPi1 = 1.5707963267341256;
const halfPi1Tail = 6.077100506506192e-11;
const halfPi2 = 6.077100506303966e-11;
const halfPi2Tail = 2.0222662487959506e-21;
/** Angles up to here, which are all that anything is computed of: some thousand turns. */
const largestAngle = 2 ** 13;
/** Of others; `Math` may have these functions in place of its own. */
const [engineSin, engineCos] = [Math.sin, Math.cos];

/** Quarter turns, and what is left of an angle, in two parts. */
function quarters(angle: number): { readonly n: number; readonly x: number; readonly tail: number } {
  const size = highWord(angle) & 0x7fff_ffff;
  if (size <= 0x3fe9_21fb) return { n: 0, x: angle, tail: 0 };
  const sign = angle < 0 ? -1 : 1;
  const t = Math.abs(angle);
  const n = size < 0x4002_d97c ? 1 : Math.trunc(t * inverseHalfPi + 0.5);
  let r = t - n * halfPi1;
  let w = n * halfPi1Tail;
  let x = r - w;
  const near = n < 32 ? size === highWord(n * (Math.PI / 2)) : true;
  if (near && (n === 1 || (size >> 20) - ((highWord(x) >> 20) & 0x7ff) > 16)) {
    const before = r;
    w = n * halfPi2;
    r = before - w;
    w = n * halfPi2Tail - (before - r - w);
    x = r - w;
  }
  return { n: sign * n, x: sign * x, tail: sign * (r - x - w) };
}

/** Sine of an angle of some thousand turns at most. */
export function sin(angle: number): number {
  if (!(Math.abs(angle) < largestAngle)) return engineSin(angle);
  const { n, x, tail } = quarters(angle);
  const turned = (n & 1) === 0 ? sineNearZero(x, tail) : cosineNearZero(x, tail);
  return (n & 2) === 0 ? turned : -turned;
}

/** Cosine of an angle of some thousand turns at most. */
export function cos(angle: number): number {
  if (!(Math.abs(angle) < largestAngle)) return engineCos(angle);
  const { n, x, tail } = quarters(angle);
  const turned = (n & 1) === 0 ? cosineNearZero(x, tail) : sineNearZero(x, tail);
  return ((n + 1) & 2) === 0 ? turned : -turned;
}
