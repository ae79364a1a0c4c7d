import * as z from "zod";
import { UsageError } from "../../core/errors.ts";
import type { Random } from "../../core/random.ts";
import { type BoundSource, defineSource, type SymbolStream } from "../../core/source.ts";
import { restartedMachine, switchedMachine } from "../../exact/composed-machines.ts";
import { alternatingStream, skipSymbols, type Turns } from "../sampling/alternating-stream.ts";
import { probabilityThreshold } from "../sampling/probability-threshold.ts";
import { switchedTruth } from "../truths/switched-truth.ts";
import { mixedAlphabet, mixedLabel, mostParts, partName } from "./mixed-label.ts";

/** A turn is drawn in pieces of at most this many symbols. */
const longestPiece = 65_536;

export const switching = defineSource({
  id: "switch",
  group: "mixtures",
  title: "random switching",
  summary:
    "Sources by turns of random length: each symbol ends a turn with probability 1 - stay, and any other may follow.",
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
  inputs: [2, mostParts],
  example: "switch(thue-morse, uniform(alphabet=2), stay=0.99)",
  bind({ stay, entry }, parts) {
    const length = parts.reduce((least, part) => Math.min(least, part.length), Number.POSITIVE_INFINITY);
    if (entry === "restart" && length !== Number.POSITIVE_INFINITY) {
      throw new UsageError("only endless sources can restart at each turn");
    }
    const machine = () => {
      const machines = parts.map((part) => part.machine?.());
      if (stay === 1 || !machines.every((one) => one !== undefined)) return undefined;
      return (entry === "resume" ? switchedMachine : restartedMachine)(machines, stay);
    };
    return {
      alphabetSize: mixedAlphabet(parts),
      length,
      machine,
      open(random) {
        const turns = geometricTurns(random.fork("turns"), stay, parts.length, random.fork("choice"));
        const open = (entry === "resume" ? resuming : restarting)(parts, random, stay);
        return alternatingStream(open, turns, length);
      },
      truth: () => switchedTruth(parts, stay, entry, machine()),
      label: mixedLabel(parts),
    };
  },
});

function geometricTurns(random: Random, stay: number, sides: number, choice: Random): Turns {
  const threshold = probabilityThreshold(stay);
  return {
    first: random.below(sides),
    follow(side) {
      const step = sides === 2 ? 1 : 1 + choice.below(sides - 1);
      return (side + step) % sides;
    },
    next(): number {
      if (threshold === 0x1_0000_0000) return -longestPiece;
      for (let symbols = 1; symbols <= longestPiece; symbols++)
        if (random.uint32() >= threshold) return symbols;
      return -longestPiece;
    },
  };
}

function resuming(sources: readonly BoundSource[], random: Random): (side: number) => SymbolStream {
  const streams = sources.map((source, side) => source.open(random.fork(partName(side))));
  return (side) => streams[side]!;
}

/** Opens a source anew for each turn; the first turn is one that began in the past. */
function restarting(
  sources: readonly BoundSource[],
  random: Random,
  stay: number,
): (side: number) => SymbolStream {
  const threshold = probabilityThreshold(stay);
  const ages = random.fork("age");
  let visits = 0;
  return (side) => {
    const stream = sources[side]!.open(random.fork(`${partName(side)}${visits}`));
    if (visits++ === 0 && threshold < 0x1_0000_0000) {
      let age = 0;
      while (ages.uint32() < threshold && age < 16 * longestPiece) age++;
      skipSymbols(stream, age, sources[side]!.alphabetSize);
    }
    return stream;
  };
}
