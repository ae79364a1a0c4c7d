// The bits that probabilities are worth: -log2 p, to the bit what FreeBSD's log2 gives, which is that of V8.
//
// Source: e_log2.c and k_log.h of FreeBSD's msun, after Sun's fdlibm: p = 2^k (1 + f), f between sqrt(1/2) - 1 and
// sqrt(2) - 1, and log(1 + f) by a polynomial, in two parts whose sum is more exact than a number.

/** Most numbers of one call. */
export const CHUNK: i32 = 4096;
/** f64[4096]: the numbers. */
export const NUMBERS: usize = 0x1000;

const LEAST_NORMAL: i64 = 0x0010000000000000;
const INFINITE: i64 = 0x7ff0000000000000;
const FRACTION: i64 = 0x000fffffffffffff;
const ONE: i64 = 0x3ff0000000000000;
/** Added to a fraction, it carries into the exponent where that is above sqrt(2). */
const ABOVE_ROOT: i64 = 0x00095f6400000000;
const UPPER_HALF: i64 = 0xffffffff00000000;
/** 2^52 as bits: an integer in its fraction makes a float of it. */
const WHOLE: i64 = 0x4330000000000000;
/** 2^52, and what an exponent has too much. */
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

/** A polynomial by one term more, the one below. */
// @ts-ignore: decorator
@inline
function lower(w: v128, upper: v128, term: f64): v128 {
  return f64x2.add(f64x2.splat(term), f64x2.mul(w, upper));
}

/** -log2 of two normal numbers above 0; `bias` is what their exponents have too much, and 2^52. */
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

/** 2^54, by which numbers too small for the exponent are multiplied. */
const SCALE: f64 = 18014398509481984;

/** The same of any number. */
function bitsOf(x: f64): f64 {
  if (x == 0) return Infinity;
  if (!(x > 0)) return NaN;
  if (x == Infinity) return -Infinity;
  const small = reinterpret<i64>(x) < LEAST_NORMAL;
  return f64x2.extract_lane(bitsOfTwo(f64x2.splat(small ? x * SCALE : x), WHOLE_BIAS + (small ? 54 : 0)), 0);
}

/** Puts the bits in place of the first numbers, four at once: behind the last one by up to three more. */
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
