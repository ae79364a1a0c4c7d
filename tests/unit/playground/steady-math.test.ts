import { describe, expect, test } from "vitest";
import { cos, exp, log, log2, sin } from "../../../site/playground/steady-math.ts";
import { Random } from "../../../src/core/random.ts";

const steady = { cos, exp, log, log2, sin };

/** Node 20 has the sines of fdlibm, later ones those of the C library. */
const functions = process.versions.node.startsWith("20.")
  ? (["log", "log2", "exp", "sin", "cos"] as const)
  : (["log", "log2", "exp"] as const);

describe.each(functions)("%s", (name) => {
  const expected = Math[name];
  const differing = (inputs: readonly number[]) =>
    inputs.filter((x) => !Object.is(steady[name](x), expected(x)));

  test("is Node's to the last digit, from tiny numbers to large ones and near 1", () => {
    const random = Random.fromSeed(1);
    const signed = name !== "log" && name !== "log2";
    const inputs = [1e-300, 1e-9, 0.1, 1, 3, 30, 700, 8000].flatMap((scale) =>
      Array.from({ length: 20_000 }, () => {
        const x = scale * random.uniform();
        return signed && random.below(2) === 1 ? -x : x;
      }),
    );
    const near = Array.from({ length: 20_000 }, () => 1 + (random.uniform() - 0.5) * 1e-4);
    expect(differing([...inputs, ...near])).toEqual([]);
  });

  test("is Node's where there is no number, at the ends and at multiples of pi", () => {
    const edges = [
      0,
      -0,
      1,
      -1,
      Number.NaN,
      Number.POSITIVE_INFINITY,
      Number.NEGATIVE_INFINITY,
      5e-324,
      1e-310,
      1.7e308,
      709.9,
      -746,
      -740,
    ];
    const turns = Array.from({ length: 4000 }, (_, k) => (Math.PI * k) / 1000);
    expect(differing([...edges, ...turns, ...turns.map((x) => -x)])).toEqual([]);
  });
});
