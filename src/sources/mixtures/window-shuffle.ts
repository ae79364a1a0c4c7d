import * as z from "zod";
import { allocateSymbols } from "../../core/sequence.ts";
import { type BoundSource, defineSource } from "../../core/source.ts";
import { type GroundTruth, type Truth, unknown } from "../../core/truth.ts";
import { windowTypes } from "../../exact/composed-machines.ts";
import { lumpStates } from "../../exact/machine.ts";
import { machineTruth } from "../../exact/machine-truth.ts";
import { weightedTruth } from "../truths/weighted-truth.ts";

export const windowShuffle = defineSource({
  id: "window-shuffle",
  group: "mixtures",
  title: "source shuffled in windows",
  summary:
    "The symbols of a source in random order within consecutive windows: structure beyond a scale, none below.",
  reference: "Montemurro & Pury 2002, Fractals 10(4) (shuffled blocks)",
  params: z.strictObject({
    width: z.int().min(1).max(1_048_576).default(4).describe("symbols a window"),
  }),
  inputs: 1,
  example: "window-shuffle(markov(matrix=[[0.9,0.1],[0.1,0.9]]), width=4)",
  bind({ width }, [child]) {
    const { alphabetSize, length } = child!;
    return {
      alphabetSize,
      length,
      open(random) {
        const stream = child!.open(random.fork("source"));
        const order = random.fork("order");
        const window = allocateSymbols(width, alphabetSize);
        let at = 0;
        let end = 0;
        const turn = (): void => {
          at = 0;
          end = stream.fill(window);
          for (let i = end - 1; i > 0; i--) {
            const j = order.below(i + 1);
            const kept = window[i]!;
            window[i] = window[j]!;
            window[j] = kept;
          }
        };
        turn();
        // An endless source is joined at a random moment.
        if (length === Number.POSITIVE_INFINITY) at = random.fork("phase").below(width);
        return {
          fill(target) {
            let filled = 0;
            while (filled < target.length) {
              if (at === end) turn();
              if (end === 0) break;
              const take = Math.min(end - at, target.length - filled);
              for (let i = 0; i < take; i++) target[filled++] = window[at++]!;
            }
            return filled;
          },
        };
      },
      truth: () => shuffledTruth(child!, width),
      label: (symbol) => child!.label(symbol),
    };
  },
});

function shuffledTruth(source: BoundSource, width: number): GroundTruth {
  const base = source.truth();
  const machine = source.machine?.();
  const lumped = machine && lumpStates(machine);
  if (width === 1 || lumped?.states === 1) return base;
  const why = unknown("the place in the window is hidden in what the windows show");
  return {
    symbolEntropy: base.symbolEntropy ?? unknown("it is not known for the source"),
    entropyRate: shuffledRate(base, lumped && windowTypes(lumped, width), width),
    excessEntropy: why,
    statisticalComplexity: why,
  };
}

function shuffledRate(base: GroundTruth, types: ReturnType<typeof windowTypes>, width: number): Truth {
  if (types !== undefined) {
    return weightedTruth(
      [[1 / width, machineTruth(types.machine).entropyRate]],
      "(h of the counts in windows + mean log2 of their arrangements) / width",
      types.arrangementEntropy / width,
    );
  }
  const { entropyRate: h, symbolEntropy: most } = base;
  if (h?.status !== "exact" || most?.status !== "exact")
    return unknown("the rate of the source is not known");
  const route = "a shuffle never lowers an entropy: h <= h of the shuffled source <= H(1)";
  return { status: "bounds", lower: h.value, upper: Math.max(h.value, most.value), route };
}
