import * as z from "zod";
import { defineSource } from "../../core/source.ts";
import { type Move, machineOf, machineSource } from "../sampling/machine-source.ts";

const probability = (what: string, value: number) => z.number().min(0).max(1).default(value).describe(what);

export const gilbertElliott = defineSource({
  id: "gilbert-elliott",
  group: "middle",
  title: "Gilbert-Elliott noise",
  summary: "Errors in bursts: ones are rare while a hidden channel is good and frequent while it is bad.",
  reference: "Gilbert 1960, Bell Syst. Tech. J. 39; Elliott 1963, Bell Syst. Tech. J. 42",
  params: z.strictObject({
    worsen: probability("probability that the good channel turns bad", 0.02),
    recover: probability("probability that the bad channel turns good", 0.1),
    good: probability("probability of a 1 in the good channel", 0.01),
    bad: probability("probability of a 1 in the bad channel", 0.3),
  }),
  example: "gilbert-elliott(worsen=0.02, recover=0.1, good=0.01, bad=0.3)",
  bind({ worsen, recover, good, bad }) {
    const moves = [
      [0, 0, 1 - worsen, good],
      [0, 1, worsen, good],
      [1, 0, recover, bad],
      [1, 1, 1 - recover, bad],
    ].flatMap(([from, to, move, one]): Move[] => [
      [from!, 1, to!, move! * one!],
      [from!, 0, to!, move! * (1 - one!)],
    ]);
    return machineSource(machineOf(2, 2, moves));
  },
});
