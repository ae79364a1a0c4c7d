import * as z from "zod";
import { UsageError } from "../../core/errors.ts";
import type { Random } from "../../core/random.ts";
import { allocateSymbols } from "../../core/sequence.ts";
import {
  type BoundSource,
  defineSource,
  type Machine,
  type SourceDraft,
  type SymbolStream,
} from "../../core/source.ts";
import { bounded, closedForm, type GroundTruth, type Truth, unknown } from "../../core/truth.ts";
import { truthOfDifference } from "../../exact/block-entropies.ts";
import {
  restartedMachine,
  scheduledMachine,
  switchedMachine,
  windowTypes,
} from "../../exact/composed-machines.ts";
import { lumpStates } from "../../exact/machine.ts";
import { machineTruth } from "../../exact/machine-truth.ts";
import { shuffleInPlace } from "../../math/sampling.ts";
import { chainSource } from "../middle/chains.ts";
import { createAliasTable, drawFromLaw, probabilityThreshold } from "../sampling/draws.ts";
import {
  alternatingStream,
  endless,
  piecewise,
  skipSymbols,
  type Turns,
  wovenStream,
} from "../sampling/streams.ts";
import { noiseEntropy } from "../truths/channel-truths.ts";
import { choiceTruth, mixedSymbolEntropy, scheduledTruth, switchedTruth } from "../truths/parts-truths.ts";
import { chainMachine, matrixFault, weightedTruth } from "../truths/truths.ts";

/** Labels of a mixture: those of the source with the largest alphabet (ties: the first). */
function mixedLabel(parts: readonly BoundSource[]): (symbol: number) => string {
  const widest = parts.reduce((best, part) => (part.alphabetSize > best.alphabetSize ? part : best));
  return (symbol) => widest.label(symbol);
}

/** Alphabet of a mixture: that of its largest part. */
const mixedAlphabet = (parts: readonly BoundSource[]): number =>
  parts.reduce((most, { alphabetSize }) => Math.max(most, alphabetSize), 0);

/** Most sources of one mixture. */
export const mostParts = 16;

/** Name of the random stream of a part: a, b, c, ... */
export const partName = (index: number): string => String.fromCharCode(97 + index);

/**
 * Sources in turns of a fixed length: endless ones start at a random moment; of texts as many whole turns are taken as the
 * shortest has.
 *
 * @returns a length of 0 where a text is shorter than a turn
 */
function scheduledSource(parts: readonly BoundSource[], turn: number): SourceDraft {
  const alphabetSize = mixedAlphabet(parts);
  const shortest = parts.reduce((least, part) => Math.min(least, part.length), Number.POSITIVE_INFINITY);
  const endless = shortest === Number.POSITIVE_INFINITY;
  const cycle = parts.length * turn;
  const length = endless ? shortest : cycle * Math.floor(shortest / turn);
  const machine = (): Machine | undefined => {
    const machines = parts.map((part) => part.machine?.());
    return machines.every((one) => one !== undefined) ? scheduledMachine(machines, turn) : undefined;
  };
  return {
    alphabetSize,
    length,
    machine,
    open(random) {
      const place = endless ? random.fork("phase").below(cycle) : 0;
      const streams = parts.map((part, side) => {
        const stream = part.open(random.fork(partName(side)));
        // Skips the part of its turn that is already over.
        skipSymbols(stream, Math.max(0, Math.min(turn, place - side * turn)), part.alphabetSize);
        return stream;
      });
      return wovenStream(streams, turn, place, length, alphabetSize);
    },
    truth: () => scheduledTruth(parts, turn, machine),
    label: mixedLabel(parts),
  };
}

export const blocks = defineSource({
  id: "blocks",
  group: "mixtures",
  title: "alternating blocks",
  summary: "Sources in turns of a fixed length; endless sources start at a random point of the cycle.",
  reference: "Gray 2011, Entropy and Information Theory, ch. 1 (cyclostationary sources)",
  params: z.strictObject({
    length: z.int().min(1).max(1_000_000).default(8).describe("symbols per turn"),
  }),
  inputs: [2, mostParts],
  example: "blocks(periodic(word=01, phase=0), coin(p=0.5), length=8)",
  bind({ length }, inputs) {
    const source = scheduledSource(inputs, length);
    if (source.length === 0) throw new UsageError(`a text is shorter than one turn of ${length} symbols`);
    return source;
  },
});

export const choose = defineSource({
  id: "choose",
  group: "mixtures",
  title: "one of several sources",
  summary: "One source, drawn at the start and then kept. Not ergodic: a sequence shows one component only.",
  reference: "Gray & Davisson 1974, IEEE Trans. Inform. Theory 20 (ergodic decomposition)",
  params: z.strictObject({
    weights: z
      .array(z.number().min(0).max(1e9))
      .max(mostParts)
      .default([])
      .describe("relative weight of each source; equal by default"),
  }),
  inputs: [2, mostParts],
  example: "choose(golden-mean, coin(p=0.5), weights=[1,1])",
  bind({ weights }, parts) {
    const law = shares(weights, parts);
    const possible = parts.filter((_, i) => law[i]! > 0);
    const length = possible.reduce((least, part) => Math.min(least, part.length), Number.POSITIVE_INFINITY);
    return {
      alphabetSize: mixedAlphabet(parts),
      length,
      machine: () => (possible.length === 1 ? possible[0]!.machine?.() : undefined),
      open(random) {
        const side = drawFromLaw(createAliasTable([law], law.length), 0, random.fork("choice"));
        const stream = parts[side]!.open(random.fork(partName(side)));
        let left = length;
        return {
          fill(target) {
            const filled = stream.fill(left < target.length ? target.subarray(0, left) : target);
            left -= filled;
            return filled;
          },
        };
      },
      choice: () => ({ parts, weights: law }),
      truth: () => choiceTruth(parts, law),
      label: mixedLabel(parts),
    };
  },
});

function shares(weights: readonly number[], parts: readonly BoundSource[]): number[] {
  if (weights.length === 0) return parts.map(() => 1 / parts.length);
  if (weights.length !== parts.length)
    throw new UsageError(`${weights.length} weights for ${parts.length} sources`);
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  if (total === 0) throw new UsageError("all weights are 0");
  return weights.map((weight) => weight / total);
}

/** Default length taken from an endless source. */
const defaultLength = 100_000;

export const concat = defineSource({
  id: "concat",
  group: "mixtures",
  title: "sources end to end",
  summary: "A number of symbols of one source, then of the next: unlike parts joined, and not stationary.",
  reference: "Basseville & Nikiforov 1993, Detection of Abrupt Changes, ch. 1",
  params: z.strictObject({
    lengths: z
      .array(z.int().min(1).max(1_000_000_000_000))
      .max(mostParts)
      .default([])
      .describe("symbols of each part; by default all of a text and 100 000 of an endless source"),
  }),
  inputs: [2, mostParts],
  example: "concat(golden-mean, coin(p=0.5), lengths=[50000,50000])",
  bind({ lengths }, parts) {
    const taken = takenLengths(lengths, parts);
    const length = taken.reduce((sum, symbols) => sum + symbols, 0);
    return {
      alphabetSize: mixedAlphabet(parts),
      length,
      open(random) {
        const streams = parts.map((part, side) => part.open(random.fork(partName(side))));
        let side = 0;
        let left = taken[0]!;
        return {
          fill(target) {
            let filled = 0;
            while (filled < target.length && side < streams.length) {
              const end = Math.min(target.length, filled + left);
              const given = streams[side]!.fill(target.subarray(filled, end));
              left -= given;
              filled += given;
              if (left > 0) continue;
              side++;
              left = taken[side] ?? 0;
            }
            return filled;
          },
        };
      },
      boundaries: taken.slice(1).map((_, i) => taken.slice(0, i + 1).reduce((sum, one) => sum + one)),
      truth: () => joinedTruth(parts, taken, length),
      label: mixedLabel(parts),
    };
  },
});

function takenLengths(lengths: readonly number[], parts: readonly BoundSource[]): number[] {
  if (lengths.length > 0 && lengths.length !== parts.length)
    throw new UsageError(`${lengths.length} lengths for ${parts.length} sources`);
  return parts.map(({ length }, i) => {
    const wanted = lengths[i] ?? (length === Number.POSITIVE_INFINITY ? defaultLength : length);
    if (wanted <= length) return wanted;
    throw new UsageError(`part ${i + 1} has ${length} symbols, not ${wanted}`);
  });
}

function joinedTruth(parts: readonly BoundSource[], taken: readonly number[], length: number): GroundTruth {
  const shares = taken.map((symbols) => symbols / length);
  const why = unknown("joined parts are not stationary: past and future have no single law");
  return {
    symbolEntropy: mixedSymbolEntropy(parts, shares),
    entropyRate: weightedTruth(
      parts.map((part, i) => [shares[i]!, part.truth().entropyRate]),
      "mean rate of the parts, weighted by length; the whole is not stationary",
    ),
    excessEntropy: why,
    statisticalComplexity: why,
  };
}

export const interleave = defineSource({
  id: "interleave",
  group: "mixtures",
  title: "interleaved sources",
  summary: "One symbol of each source in turn; endless sources start at a random point of the cycle.",
  reference: "Gray 2011, Entropy and Information Theory, ch. 1 (cyclostationary sources)",
  params: z.strictObject({}),
  inputs: [2, mostParts],
  example: "interleave(golden-mean, coin(p=0.1))",
  bind(_, inputs) {
    const source = scheduledSource(inputs, 1);
    if (source.length === 0) throw new UsageError("a text is empty");
    return source;
  },
});

const matrix = (what: string) =>
  z
    .array(z.array(z.number().min(0).max(1)).min(1).max(256))
    .min(1)
    .max(256)
    .optional()
    .describe(what);

export const interpolate = defineSource({
  id: "interpolate",
  group: "mixtures",
  title: "Markov interpolation",
  summary:
    "A mixture of two chains: with probability lambda the next symbol follows the second. By default the first counts up and the second draws uniformly.",
  reference: "Cover & Thomas 2006, Elements of Information Theory, ch. 4",
  params: z
    .strictObject({
      alphabet: z.int().min(1).max(256).default(4).describe("number of symbols"),
      lambda: z.number().min(0).max(1).default(0.25).describe("probability of following the second chain"),
      first: matrix(
        "first chain, one row per symbol, P(next symbol | symbol); by default the last symbol plus 1",
      ),
      second: matrix("second chain, likewise; by default a uniform draw"),
    })
    .superRefine(({ alphabet, first, second }, context) => {
      for (const [key, rows] of [
        ["first", first],
        ["second", second],
      ] as const) {
        const fault = rows && (widthFault(rows, alphabet) ?? matrixFault(1, rows));
        if (fault !== undefined)
          context.addIssue({ code: "custom", path: [key], message: fault.replace("matrix", key) });
      }
    }),
  example: "interpolate(alphabet=4, lambda=0.25)",
  bind({ alphabet, lambda, first, second }) {
    if (first !== undefined || second !== undefined) {
      const start = first ?? countingRows(alphabet);
      const end = second ?? uniformRows(alphabet);
      return chainSource(
        start.map((row, i) => row.map((mass, x) => (1 - lambda) * mass + lambda * end[i]![x]!)),
        1,
        "the symbols of the chain form several closed classes, so its stationary law is not unique",
      );
    }
    return countingChain(alphabet, lambda);
  },
});

const widthFault = (rows: readonly unknown[], alphabet: number): string | undefined =>
  rows.length === alphabet
    ? undefined
    : `matrix has ${rows.length} rows, but alphabet=${alphabet} needs ${alphabet}`;

const countingRows = (alphabet: number): number[][] =>
  Array.from({ length: alphabet }, (_, i) =>
    Array.from({ length: alphabet }, (_, x) => (x === (i + 1) % alphabet ? 1 : 0)),
  );

const uniformRows = (alphabet: number): number[][] =>
  Array.from({ length: alphabet }, () => new Array<number>(alphabet).fill(1 / alphabet));

/** The default chains, for which everything is known in closed form. */
function countingChain(alphabet: number, lambda: number): SourceDraft {
  const threshold = probabilityThreshold(lambda);
  const most = Math.log2(alphabet);
  const entropyRate = noiseEntropy(alphabet, lambda);
  const rows = countingRows(alphabet).map((row) =>
    row.map((mass) => (1 - lambda) * mass + lambda / alphabet),
  );
  return {
    alphabetSize: alphabet,
    machine: () => chainMachine(rows, alphabet),
    open(random) {
      let last = random.below(alphabet);
      return endless((target) => {
        let symbol = last;
        for (let i = 0; i < target.length; i++) {
          symbol = symbol + 1 === alphabet ? 0 : symbol + 1;
          if (random.uint32() < threshold) symbol = random.below(alphabet);
          target[i] = symbol;
        }
        last = symbol;
      });
    },
    truth: () => ({
      symbolEntropy: closedForm(most, "the stationary law is uniform"),
      entropyRate: closedForm(entropyRate, "H(1-lambda+lambda/A, lambda/A, ...)"),
      excessEntropy: truthOfDifference(most, entropyRate, "log2 A - h, Markov of order 1"),
      statisticalComplexity: closedForm(
        lambda === 1 ? 0 : most,
        "log2 A: every symbol predicts a different future",
      ),
    }),
  };
}

/** A turn is drawn in pieces of at most this many symbols. */
const longestPiece = 65_536;

export const switching = defineSource({
  id: "switch",
  group: "mixtures",
  title: "random switching",
  summary:
    "Sources in turns of random length: each symbol ends a turn with probability 1 - stay, and any other source follows.",
  reference: "Rabiner 1989, Proc. IEEE 77(2)",
  params: z.strictObject({
    stay: z
      .number()
      .min(0)
      .max(1)
      .default(0.99)
      .describe("probability that a turn continues; 1 keeps one source forever"),
    entry: z
      .enum(["resume", "restart"])
      .default("resume")
      .describe("resume: a source continues where it stopped; restart: it starts again at each turn"),
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

/** Reopens a source for each turn; the first turn began in the past. */
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

export const windowShuffle = defineSource({
  id: "window-shuffle",
  group: "mixtures",
  title: "source shuffled in windows",
  summary:
    "The symbols of a source in random order within consecutive windows: structure beyond a scale, none below.",
  reference: "Montemurro & Pury 2002, Fractals 10(4) (shuffled blocks)",
  params: z.strictObject({
    width: z.int().min(1).max(1_048_576).default(4).describe("symbols per window"),
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
        const turn = () => {
          const drawn = window.subarray(0, stream.fill(window));
          shuffleInPlace(drawn, (below) => order.below(below));
          return drawn;
        };
        const first = turn();
        // An endless source starts at a random moment.
        const phase = length === Number.POSITIVE_INFINITY ? random.fork("phase").below(width) : 0;
        return piecewise(turn, first.subarray(phase));
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
  const why = unknown("not computed: the output does not show the position in the window");
  return {
    symbolEntropy: base.symbolEntropy ?? unknown("not known for the source"),
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
  return bounded(h.value, Math.max(h.value, most.value), route);
}
