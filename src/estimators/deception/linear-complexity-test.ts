import * as z from "zod";
import { defineEstimator } from "../../core/estimator.ts";
import { scalar } from "../../core/measurement.ts";
import { linearComplexityPValue } from "../../statistics/randomness.ts";
import { bitConvention, noOrder } from "../memo/bit-sequences.ts";
import { linearComplexityOf } from "./linear-complexity.ts";
import { registerBits } from "./register-bits.ts";

export const linearComplexityTest = defineEstimator({
  id: "linear-complexity-test",
  quantity: "uniformityPValue",
  title: "linear complexity test",
  summary: "p-value of the linear complexity under fair bits, by its exact law",
  formula: "sum of P(l) over all l with P(l) <= P(L); P(l) = 2^(min(2n - 2l, 2l - 1) - n)",
  convention: bitConvention,
  validity: "any length; sees linear registers and little else",
  cost: "that of linear complexity, shared with it",
  reference: "Rueppel 1986, Analysis and Design of Stream Ciphers, ch. 4",
  params: () => z.strictObject({ bits: registerBits() }),
  minimumLength: 1,
  estimate(context, { bits }) {
    const none = noOrder(context);
    if (none !== null) return none;
    const measured = context.get(linearComplexityOf(bits));
    return scalar(linearComplexityPValue(measured.bits, measured.complexity));
  },
});
