import * as z from "zod";
import { UsageError } from "../../core/errors.ts";
import type { Random } from "../../core/random.ts";
import { type BoundSource, defineSource, type SymbolStream } from "../../core/source.ts";
import { restartedMachine, switchedMachine } from "../../statistics/machines/switched-machine.ts";
import { alternatingStream, skipSymbols } from "../sampling/alternating-stream.ts";
import { probabilityThreshold } from "../sampling/probability-threshold.ts";
import { switchedTruth } from "../truths/switched-truth.ts";
import { mixedLabel } from "./mixed-label.ts";

/** A turn is drawn in pieces of at most this many symbols. */
const longestPiece = 65_536;

export const switching = defineSource({
  id: "switch",
  group: "mixtures",
  title: "random switching",
  summary: "Two sources by turns of random length: each symbol ends a turn with probability 1 - stay.",
  reference: "Rabiner 1989, Proc. IEEE 77(2)",
  params: z.strictObject({
    stay: z
      .number()
      .min(0)
      .max(1)
      .default(0.99)
      .describe("probability that a turn goes on; 1 keeps one source for good"),
    entry: z
      .enum(["resume", "restart"])
      .default("resume")
      .describe("whether a source goes on where it stopped or begins anew at each turn"),
  }),
  inputs: 2,
  example: "switch(thue-morse, uniform(alphabet=2), stay=0.99)",
  bind({ stay, entry }, inputs) {
    const [a, b] = inputs as readonly [BoundSource, BoundSource];
    const alphabetSize = Math.max(a.alphabetSize, b.alphabetSize);
    const length = Math.min(a.length, b.length);
    if (entry === "restart" && length !== Number.POSITIVE_INFINITY) {
      throw new UsageError("only endless sources can restart at each turn");
    }
    const machine = () => {
      const machines = [a.machine?.(), b.machine?.()] as const;
      if (machines[0] === undefined || machines[1] === undefined || stay === 1) return undefined;
      return (entry === "resume" ? switchedMachine : restartedMachine)(machines[0], machines[1], stay);
    };
    return {
      alphabetSize,
      length,
      machine,
      open(random) {
        const turns = geometricTurns(random.fork("turns"), stay);
        const open = (entry === "resume" ? resuming : restarting)([a, b], random, stay);
        return alternatingStream(open, turns, length);
      },
      truth: () => switchedTruth([a, b], stay, entry, machine()),
      label: mixedLabel(a, b),
    };
  },
});

function geometricTurns(random: Random, stay: number) {
  const threshold = probabilityThreshold(stay);
  return {
    first: random.below(2) as 0 | 1,
    next(): number {
      if (threshold === 0x1_0000_0000) return -longestPiece;
      for (let symbols = 1; symbols <= longestPiece; symbols++)
        if (random.uint32() >= threshold) return symbols;
      return -longestPiece;
    },
  };
}

function resuming(
  sources: readonly [BoundSource, BoundSource],
  random: Random,
): (side: 0 | 1) => SymbolStream {
  const streams = [sources[0].open(random.fork("a")), sources[1].open(random.fork("b"))] as const;
  return (side) => streams[side];
}

/** Opens a source anew for each turn; the first turn is one that began in the past. */
function restarting(
  sources: readonly [BoundSource, BoundSource],
  random: Random,
  stay: number,
): (side: 0 | 1) => SymbolStream {
  const threshold = probabilityThreshold(stay);
  const ages = random.fork("age");
  let visits = 0;
  return (side) => {
    const stream = sources[side].open(random.fork(`${side === 0 ? "a" : "b"}${visits}`));
    if (visits++ === 0 && threshold < 0x1_0000_0000) {
      let age = 0;
      while (ages.uint32() < threshold && age < 16 * longestPiece) age++;
      skipSymbols(stream, age, sources[side].alphabetSize);
    }
    return stream;
  };
}
