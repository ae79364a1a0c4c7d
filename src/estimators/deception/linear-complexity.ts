import * as z from "zod";
import { defineEstimator } from "../../core/estimator.ts";
import { scalar } from "../../core/measurement.ts";
import { defineShared } from "../../core/shared-value.ts";
import { linearComplexity as complexityOf } from "../../wasm/register.ts";
import { bitConvention, noOrder, serialBitsOf } from "../memo/bit-sequences.ts";
import { registerBits } from "./register-bits.ts";

/** Linear complexity of the first bits, once for all who ask. */
export const linearComplexityOf = (most: number) =>
  defineShared(`linear-complexity-${most}`, (_sequence, access) => {
    const bits = access.get(serialBitsOf(most));
    return { bits: bits.length, complexity: complexityOf(bits) };
  });

export const linearComplexity = defineEstimator({
  id: "linear-complexity",
  quantity: "linearComplexity",
  title: "linear complexity",
  summary:
    "length of the shortest linear feedback shift register that generates the bits; half their number for noise",
  formula: "least L with s_i = c_1 s_(i-1) + ... + c_L s_(i-L) mod 2, by Berlekamp and Massey",
  convention: bitConvention,
  validity:
    "exact for the bits read; n/2 + 2/9 within 2 or 3 for fair bits, L where 2 L bits of a register were read",
  cost: "n^2/128 word operations: some 5 ms for the 32 768 bits of the default",
  reference:
    "Massey 1969, IEEE Trans. Inform. Theory 15; Rueppel 1986, Analysis and Design of Stream Ciphers",
  params: () => z.strictObject({ bits: registerBits() }),
  minimumLength: 1,
  estimate: (context, { bits }) =>
    noOrder(context) ?? scalar(context.get(linearComplexityOf(bits)).complexity),
});
