const LN2_INVERSE: f64 = 1.4426950408889634;
/** Number of positions whose logarithms are computed from that of the first. */
const BLOCK: i32 = 64;
/** First position from which the series below is exact to double precision. */
const FIRST: i32 = 1024;

let ratios: f64 = 0;

/** Sums over i = 1..n-1 of log2(i + 1) / L, which is returned, and of its inverse, where L - 1 is the number at i. */
export function sumMatches(lengths: usize, n: i32): f64 {
  let inverses: f64 = 0;
  ratios = 0;
  const slow = min(n, FIRST);
  for (let i = 1; i < slow; i++) {
    const bits = Math.log2(<f64>(i + 1));
    const length = <f64>(load<i32>(lengths + (<usize>i << 2)) + 1);
    ratios += length / bits;
    inverses += bits / length;
  }
  for (let begin = FIRST; begin < n; begin += BLOCK) {
    // log2(x + d) = log2 x + 2 / ln 2 (y + y^3/3 + y^5/5 + y^7/7 + y^9/9), y = d / (2 x + d) < 1/32.
    const x = <f64>(begin + 1);
    const start = f64x2.splat(Math.log2(x));
    const twice = f64x2.splat(2 * x);
    const end = min(begin + BLOCK, n);
    let sums = f64x2.splat(0);
    let inverseSums = f64x2.splat(0);
    let d = f64x2(0, 1);
    let i = begin;
    for (; i + 2 <= end; i += 2) {
      const length = f64x2.convert_low_i32x4_s(
        i32x4.add(v128.load64_zero(lengths + (<usize>i << 2)), i32x4.splat(1)),
      );
      const y = f64x2.div(d, f64x2.add(twice, d));
      const square = f64x2.mul(y, y);
      let series = f64x2.add(f64x2.mul(square, f64x2.splat(1.0 / 9)), f64x2.splat(1.0 / 7));
      series = f64x2.add(f64x2.mul(series, square), f64x2.splat(1.0 / 5));
      series = f64x2.add(f64x2.mul(series, square), f64x2.splat(1.0 / 3));
      series = f64x2.add(f64x2.mul(series, square), f64x2.splat(1));
      const bits = f64x2.add(start, f64x2.mul(f64x2.mul(series, y), f64x2.splat(2 * LN2_INVERSE)));
      sums = f64x2.add(sums, f64x2.div(length, bits));
      inverseSums = f64x2.add(inverseSums, f64x2.div(bits, length));
      d = f64x2.add(d, f64x2.splat(2));
    }
    ratios += f64x2.extract_lane(sums, 0) + f64x2.extract_lane(sums, 1);
    inverses += f64x2.extract_lane(inverseSums, 0) + f64x2.extract_lane(inverseSums, 1);
    if (i < end) {
      const bits = Math.log2(<f64>(i + 1));
      const length = <f64>(load<i32>(lengths + (<usize>i << 2)) + 1);
      ratios += length / bits;
      inverses += bits / length;
    }
  }
  return inverses;
}

/** Sum of L / log2(i + 1) from the last call. */
export function lastRatioSum(): f64 {
  return ratios;
}
