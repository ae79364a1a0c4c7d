import * as z from "zod";
import { defineSource } from "../../core/source.ts";
import { closedForm } from "../../core/truth.ts";
import { binaryEntropy } from "../../statistics/machines/law-entropy.ts";
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
    const [toDown, toUp] = flips(coupling, field);
    const up = toUp / (toUp + toDown);
    const rate = (1 - up) * binaryEntropy(toUp) + up * binaryEntropy(toDown);
    const spin = binaryEntropy(up);
    const machine = machineOf(2, 2, [
      [0, 0, 0, 1 - toUp],
      [0, 1, 1, toUp],
      [1, 0, 0, toDown],
      [1, 1, 1, 1 - toDown],
    ]);
    return machineSource(machine, () => ({
      symbolEntropy: closedForm(spin, "H2 of the share of up spins"),
      entropyRate: closedForm(rate, "transfer matrix: a Markov chain of order 1"),
      excessEntropy: closedForm(coupling === 0 ? 0 : Math.max(0, spin - rate), "H(1) - h, Markov of order 1"),
      statisticalComplexity: closedForm(coupling === 0 ? 0 : spin, "H(1): each spin has a future of its own"),
    }));
  },
});

/** P(down | up) and P(up | down): V(i,j) u(j) / (lambda u(i)) with the Perron vector u of the transfer matrix V. */
function flips(coupling: number, field: number): [toDown: number, toUp: number] {
  const tilt = (Math.exp(coupling + field) - Math.exp(coupling - field)) / 2;
  const mean = (Math.exp(coupling + field) + Math.exp(coupling - field)) / 2;
  const mixed = Math.exp(-2 * coupling);
  const root = Math.sqrt(tilt * tilt + mixed);
  const lambda = mean + root;
  // lambda - V(up,up) = root - tilt, and lambda - V(down,down) = root + tilt, without cancellation.
  const large = (root + Math.abs(tilt)) / lambda;
  const small = mixed / (root + Math.abs(tilt)) / lambda;
  return tilt >= 0 ? [small, large] : [large, small];
}
