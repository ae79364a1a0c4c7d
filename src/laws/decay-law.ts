import { leastSquaresLine } from "../math/linear-algebra.ts";

/** A law of decay fitted on a logarithmic scale. */
interface DecayLaw {
  readonly law: "power" | "exponential";
  /** I at distance 1 of the fit */
  readonly factor: number;
  /** exponent b of d^-b, or 1/xi of exp(-d/xi) */
  readonly rate: number;
  /** Akaike's criterion; the less the better */
  readonly aic: number;
}

/**
 * Power law and exponential through the same points, by least squares of the logarithm.
 *
 * @param distances shape (m,), ascending, m at least 4
 * @param values shape (m,), all above 0
 * @returns the better law first
 * Source: Akaike 1974, IEEE Trans. Autom. Control 19; Lin & Tegmark 2017, Entropy 19(7) (the two laws).
 */
export function fitDecay(distances: readonly number[], values: readonly number[]): [DecayLaw, DecayLaw] {
  const logs = Float64Array.from(values, (value) => Math.log(value));
  const fitted = (["power", "exponential"] as const).map((law): DecayLaw => {
    const x = Float64Array.from(distances, (distance) =>
      law === "power" ? Math.log(distance) : distance - 1,
    );
    const m = x.length;
    const { slope, intercept } = leastSquaresLine(x, logs);
    let squares = 0;
    for (let i = 0; i < m; i++) {
      const residual = logs[i]! - intercept - slope * x[i]!;
      squares += residual * residual;
    }
    // A perfect fit would have no finite criterion.
    const aic = m * Math.log(Math.max(squares / m, 1e-24)) + 2 * 3;
    return { law, factor: Math.exp(intercept), rate: -slope, aic };
  }) as [DecayLaw, DecayLaw];
  return fitted[0].aic <= fitted[1].aic ? fitted : [fitted[1], fitted[0]];
}
