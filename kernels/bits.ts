// Code lengths of probabilities in bits: -log2 p, bit-identical to FreeBSD's log2, which V8 uses.
//
// Source: e_log2.c and k_log.h of FreeBSD's msun, after Sun's fdlibm. p = 2^k (1 + f), with f from sqrt(1/2) - 1 to
// sqrt(2) - 1. A polynomial gives log(1 + f) as a high and a low part, whose sum is more precise than one double.

/** Maximum number of values per call. */
export const CHUNK: i32 = 4096;
/** f64[4096]: the numbers, which `toBits` replaces. */
export const NUMBERS: usize = 0x1000;

const LEAST_NORMAL: i64 = 0x0010000000000000;
const INFINITE: i64 = 0x7ff0000000000000;
const FRACTION: i64 = 0x000fffffffffffff;
const ONE: i64 = 0x3ff0000000000000;
/** Added to the fraction bits of a number, it carries into the exponent if 1 + fraction is above sqrt(2). */
const ABOVE_ROOT: i64 = 0x00095f6400000000;
const UPPER_HALF: i64 = 0xffffffff00000000;
/** Bits of 2^52. An integer in its fraction bits makes it the float 2^52 + integer. */
const WHOLE: i64 = 0x4330000000000000;
/** 2^52 plus the exponent bias, 1023. */
const WHOLE_BIAS: f64 = 4503599627371519;

const INVERSE_LN2_HIGH: f64 = reinterpret<f64>(0x3ff7154765200000);
const INVERSE_LN2_LOW: f64 = reinterpret<f64>(0x3de705fc2eefa200);
const A1: f64 = reinterpret<f64>(0x3fe5555555555593);
const A2: f64 = reinterpret<f64>(0x3fd999999997fa04);
const A3: f64 = reinterpret<f64>(0x3fd2492494229359);
const A4: f64 = reinterpret<f64>(0x3fcc71c51d8e78af);
const A5: f64 = reinterpret<f64>(0x3fc7466496cb03de);
const A6: f64 = reinterpret<f64>(0x3fc39a09d078c69f);
const A7: f64 = reinterpret<f64>(0x3fc2f112df3e5244);

/** One step of Horner's rule: term + w * upper. */
// @ts-ignore: decorator
@inline
function lower(w: v128, upper: v128, term: f64): v128 {
  return f64x2.add(f64x2.splat(term), f64x2.mul(w, upper));
}

/** -log2 of two normal numbers above 0; `bias` is 2^52 plus the bias of their exponents. */
// @ts-ignore: decorator
@inline
function bitsOfTwo(numbers: v128, bias: f64): v128 {
  const fraction = v128.and(numbers, i64x2.splat(FRACTION));
  const carry = v128.and(i64x2.add(fraction, i64x2.splat(ABOVE_ROOT)), i64x2.splat(LEAST_NORMAL));
  const exponent = i64x2.shr_u(i64x2.add(v128.and(numbers, i64x2.splat(INFINITE)), carry), 52);
  const y = f64x2.sub(v128.or(exponent, i64x2.splat(WHOLE)), f64x2.splat(bias));
  const f = f64x2.sub(v128.or(fraction, v128.xor(carry, i64x2.splat(ONE))), f64x2.splat(1));
  const half = f64x2.mul(f64x2.mul(f64x2.splat(0.5), f), f);
  const s = f64x2.div(f, f64x2.add(f64x2.splat(2), f));
  const z = f64x2.mul(s, s);
  const w = f64x2.mul(z, z);
  const even = f64x2.mul(w, lower(w, lower(w, f64x2.splat(A6), A4), A2));
  const odd = f64x2.mul(z, lower(w, lower(w, lower(w, f64x2.splat(A7), A5), A3), A1));
  const r = f64x2.mul(s, f64x2.add(half, f64x2.add(odd, even)));
  const high = v128.and(f64x2.sub(f, half), i64x2.splat(UPPER_HALF));
  const low = f64x2.add(f64x2.sub(f64x2.sub(f, high), half), r);
  const valueHigh = f64x2.mul(high, f64x2.splat(INVERSE_LN2_HIGH));
  const valueLow = f64x2.add(
    f64x2.mul(f64x2.add(low, high), f64x2.splat(INVERSE_LN2_LOW)), f64x2.mul(low, f64x2.splat(INVERSE_LN2_HIGH)),
  );
  const sum = f64x2.add(y, valueHigh);
  const rest = f64x2.add(valueLow, f64x2.add(f64x2.sub(y, sum), valueHigh));
  return f64x2.neg(f64x2.add(rest, sum));
}

/** 2^54, a factor that makes subnormal numbers normal. */
const SCALE: f64 = 18014398509481984;

/** -log2 of any number; NaN below 0. */
function bitsOf(x: f64): f64 {
  if (x == 0) return Infinity;
  if (!(x > 0)) return NaN;
  if (x == Infinity) return -Infinity;
  const small = reinterpret<i64>(x) < LEAST_NORMAL;
  return f64x2.extract_lane(bitsOfTwo(f64x2.splat(small ? x * SCALE : x), WHOLE_BIAS + (small ? 54 : 0)), 0);
}

/** Replaces the first `count` numbers p by -log2 p, four at a time: up to three numbers after them are replaced, too. */
export function toBits(count: i32): void {
  const end = NUMBERS + (<usize>count << 3);
  for (let at = NUMBERS; at < end; at += 32) {
    const one = v128.load(at), two = v128.load(at, 16);
    const least = i64x2.splat(LEAST_NORMAL), most = i64x2.splat(INFINITE);
    const usual = v128.and(
      v128.and(i64x2.ge_s(one, least), i64x2.lt_s(one, most)), v128.and(i64x2.ge_s(two, least), i64x2.lt_s(two, most)),
    );
    if (i64x2.all_true(usual)) {
      v128.store(at, bitsOfTwo(one, WHOLE_BIAS));
      v128.store(at, bitsOfTwo(two, WHOLE_BIAS), 16);
    } else for (let each = at; each < at + 32; each += 8) store<f64>(each, bitsOf(load<f64>(each)));
  }
}
