import * as z from "zod";
import { defineSource } from "../../core/source.ts";
import { machineOf, machineSource } from "../sampling/machine-source.ts";

export const nemo = defineSource({
  id: "nemo",
  group: "middle",
  title: "Nemo process",
  summary: "Three states, and words of every length that leave the state in doubt.",
  reference: "Mahoney, Ellison & Crutchfield 2009, J. Phys. A 42",
  params: z.strictObject({
    p: z.number().min(0).max(1).default(0.5).describe("probability of a 1 in the first state"),
    q: z.number().min(0).max(1).default(0.5).describe("probability of a 1 after the first state's 0"),
  }),
  example: "nemo(p=0.5, q=0.5)",
  bind: ({ p, q }) =>
    machineSource(
      machineOf(2, 3, [
        [0, 1, 0, p],
        [0, 0, 2, 1 - p],
        [2, 1, 1, q],
        [2, 0, 0, 1 - q],
        [1, 1, 0, 1],
      ]),
    ),
});
