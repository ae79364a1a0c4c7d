import * as z from "zod";
import { defineEstimator } from "../../core/estimator.ts";
import { bitPlane, expectedLinearComplexity, linearComplexityPValue } from "../../statistics/randomness.ts";
import { linearComplexity } from "../../wasm/register.ts";
import { bitSymbols, noOrder } from "../memo/bit-sequences.ts";
import { registerBits } from "./register-bits.ts";

export const linearComplexityPlanes = defineEstimator({
  id: "linear-complexity-planes",
  quantity: "linearComplexity",
  title: "linear complexity of bit planes",
  summary: "linear complexity and its p-value for each bit of the symbols by itself",
  formula: "as linear complexity, of the bits (x_i div 2^plane) mod 2",
  convention:
    "plane 0 is the least significant bit; one plane where two symbols occur; of the first of the longest blocks",
  validity: "exact for the bits read; a plane that never changes has 0 or 1",
  cost: "that of linear complexity for every plane",
  reference:
    "Massey 1969, IEEE Trans. Inform. Theory 15; Rueppel 1986, Analysis and Design of Stream Ciphers",
  params: () => z.strictObject({ bits: registerBits() }),
  minimumLength: 1,
  estimate(context, { bits: most }) {
    const none = noOrder(context);
    if (none !== null) return none;
    const { symbols, width } = context.get(bitSymbols);
    const rows = Array.from({ length: width }, (_, plane) => {
      const bits = bitPlane(symbols, plane, most);
      const complexity = linearComplexity(bits);
      const p = linearComplexityPValue(bits.length, complexity);
      return [plane, bits.length, complexity, expectedLinearComplexity(bits.length), p];
    });
    return { shape: "table", value: { columns: ["plane", "bits", "L", "expected", "p"], rows } };
  },
});
