import { expect, it } from "vitest";
import { hurwitzZeta } from "../../../src/math/hurwitz-zeta.ts";

/** Computed with 30 digits by another tool. */
it.each([
  [1.5, 1, 2.612375348685488, -3.932239737431101],
  [2.25, 0.3, 15.93871183908427, 17.4002123307727],
  [1.01, 256.5, 94.6057640650591, -9985.18221686876],
  [12, 1, 1.000246086553308, -0.000171382845854353],
  [3, 40, 0.000320410135917649, -0.001338171831116217],
])("zeta(%f, %f) and its derivative", (s, q, value, derivative) => {
  const zeta = hurwitzZeta(s, q);
  expect(zeta.value / value).toBeCloseTo(1, 13);
  expect(zeta.derivative / derivative).toBeCloseTo(1, 13);
});
