/**
 * Half-width of a two-sided Student t interval in units of its standard error: P(|T| <= t) = level.
 *
 * @param level coverage, in (0, 1)
 * @param degreesOfFreedom a positive integer
 * @returns t > 0, relative error below 1e-12 for levels up to 0.999
 * @throws RangeError when an argument is outside its range
 * Cost: O(degrees of freedom), some ten times.
 * Source: Abramowitz & Stegun 1964, 26.7.3-4 (the probability as a finite sum in the angle atan(t / sqrt nu)).
 */
export function studentQuantile(level: number, degreesOfFreedom: number): number {
  if (!(level > 0 && level < 1)) throw new RangeError(`level must lie in (0, 1), not ${level}`);
  if (!(Number.isSafeInteger(degreesOfFreedom) && degreesOfFreedom > 0))
    throw new RangeError(`degrees of freedom must be a positive integer, not ${degreesOfFreedom}`);
  // The probability is concave in the angle, so Newton's method from 0 climbs to the root and never passes it.
  let angle = 0;
  for (let step = 0; step < 100; step++) {
    const { probability, density } = withinAngle(angle, degreesOfFreedom);
    const next = angle + (level - probability) / density;
    if (!(next > angle)) break;
    angle = next;
  }
  return Math.sqrt(degreesOfFreedom) * Math.tan(angle);
}

/** P(|T| <= sqrt(nu) tan angle) and its derivative in the angle, c_nu cos^(nu - 1). */
function withinAngle(angle: number, nu: number): { probability: number; density: number } {
  const sine = Math.sin(angle);
  const cosine = Math.cos(angle);
  const odd = nu % 2 === 1;
  let density = odd ? 2 / Math.PI : cosine;
  let probability = odd ? (2 / Math.PI) * angle : sine;
  for (let k = odd ? 1 : 2; k < nu; k += 2) {
    // density is c_k cos^(k - 1) here, and c_(k + 2) = c_k (k + 1)/k.
    probability += (density * sine * cosine) / k;
    density *= ((k + 1) / k) * cosine * cosine;
  }
  return { probability, density };
}
