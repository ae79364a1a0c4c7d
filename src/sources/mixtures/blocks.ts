import * as z from "zod";
import { UsageError } from "../../core/errors.ts";
import { type BoundSource, defineSource } from "../../core/source.ts";
import { closedForm, type GroundTruth, unknown } from "../../core/truth.ts";
import { machineTruth } from "../../statistics/machines/machine-truth.ts";
import { scheduledMachine } from "../../statistics/machines/switched-machine.ts";
import { alternatingStream, skipSymbols } from "../sampling/alternating-stream.ts";
import { meanRate } from "../truths/switched-truth.ts";
import { mixedLabel } from "./mixed-label.ts";

export const blocks = defineSource({
  id: "blocks",
  group: "mixtures",
  title: "alternating blocks",
  summary: "Two sources by turns of a fixed length; endless ones are joined at a random moment.",
  reference: "Gray 2011, Entropy and Information Theory, ch. 1 (cyclostationary sources)",
  params: z.strictObject({
    length: z.int().min(1).max(1_000_000).default(8).describe("symbols a turn"),
  }),
  inputs: 2,
  example: "blocks(periodic(word=01, phase=0), coin(p=0.5), length=8)",
  bind({ length: turn }, inputs) {
    const [a, b] = inputs as readonly [BoundSource, BoundSource];
    const alphabetSize = Math.max(a.alphabetSize, b.alphabetSize);
    const shortest = Math.min(a.length, b.length);
    const endless = shortest === Number.POSITIVE_INFINITY;
    const length = endless ? shortest : 2 * turn * Math.floor(shortest / turn);
    if (length === 0) throw new UsageError(`a text is shorter than one turn of ${turn} symbols`);
    const machine = () => {
      const machines = [a.machine?.(), b.machine?.()] as const;
      if (machines[0] === undefined || machines[1] === undefined) return undefined;
      return scheduledMachine(machines[0], machines[1], turn);
    };
    return {
      alphabetSize,
      length,
      machine,
      open(random) {
        const streams = [a.open(random.fork("a")), b.open(random.fork("b"))] as const;
        const stream = alternatingStream((side) => streams[side], { first: 0, next: () => turn }, length);
        if (endless) skipSymbols(stream, random.fork("phase").below(2 * turn), alphabetSize);
        return stream;
      },
      truth(): GroundTruth {
        const single = machine();
        const rate = meanRate(a.truth(), b.truth());
        const why = unknown("no single finite machine of a size that could be worked through");
        const rest = single
          ? machineTruth(single)
          : { symbolEntropy: why, entropyRate: why, excessEntropy: why, statisticalComplexity: why };
        if (rate === undefined) return rest;
        return { ...rest, entropyRate: closedForm(rate, "mean rate of the two parts") };
      },
      label: mixedLabel(a, b),
    };
  },
});
