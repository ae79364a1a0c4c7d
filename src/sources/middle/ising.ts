import * as z from "zod";
import { defineSource } from "../../core/source.ts";
import { closedForm } from "../../core/truth.ts";
import { truthOfDifference } from "../../exact/block-entropies.ts";
import { binaryEntropy } from "../../statistics/entropy.ts";
import { machineOf, machineSource } from "../sampling/machine-source.ts";

export const ising = defineSource({
  id: "ising",
  group: "middle",
  title: "Ising chain",
  summary: "Spins in a row that want to agree with their neighbours and with a field; 1 is up.",
  reference: "Ising 1925, Z. Phys. 31; Kramers & Wannier 1941, Phys. Rev. 60 (transfer matrix)",
  params: z.strictObject({
    coupling: z
      .number()
      .min(-10)
      .max(10)
      .default(0.5)
      .describe("J/kT; negative for spins that want to differ"),
    field: z.number().min(-10).max(10).default(0).describe("B/kT; positive favours 1"),
  }),
  example: "ising(coupling=1, field=0.2)",
  bind({ coupling, field }) {
    const { common, rare } = spins(coupling, field);
    // The rarer spin, in which no digits are lost to a 1 beside it.
    const share = common.leave / (common.leave + rare.leave);
    const rate =
      share * binaryEntropy(Math.min(rare.leave, rare.stay)) +
      (1 - share) * binaryEntropy(Math.min(common.leave, common.stay));
    const spin = binaryEntropy(share);
    const [down, up] = field < 0 ? [common, rare] : [rare, common];
    const machine = machineOf(2, 2, [
      [0, 0, 0, down.stay],
      [0, 1, 1, down.leave],
      [1, 0, 0, up.leave],
      [1, 1, 1, up.stay],
    ]);
    return machineSource(machine, () => ({
      symbolEntropy: closedForm(spin, "H2 of the share of up spins"),
      entropyRate: closedForm(rate, "transfer matrix: a Markov chain of order 1"),
      excessEntropy:
        coupling === 0
          ? closedForm(0, "independent spins")
          : truthOfDifference(spin, rate, "H(1) - h, Markov of order 1"),
      statisticalComplexity: closedForm(coupling === 0 ? 0 : spin, "H(1): each spin has a future of its own"),
    }));
  },
});

/**
 * Probabilities of leaving and of keeping the spin that the field favours and the other one: V(i,j) u(j) / (lambda u(i))
 * with the Perron vector u of the transfer matrix V, in forms that lose no digits to cancellation.
 */
function spins(coupling: number, field: number) {
  const along = Math.exp(coupling + Math.abs(field));
  const against = Math.exp(coupling - Math.abs(field));
  const tilt = (along - against) / 2;
  const mixed = Math.exp(-2 * coupling);
  const root = Math.sqrt(tilt * tilt + mixed);
  const lambda = (along + against) / 2 + root;
  return {
    common: { leave: mixed / (root + tilt) / lambda, stay: along / lambda },
    rare: { leave: (root + tilt) / lambda, stay: against / lambda },
  };
}
