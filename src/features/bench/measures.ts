import type { EncodedSequence } from "../../core/encoding.ts";
import type { EstimationContext } from "../../core/estimator.ts";
import type { Interval } from "../../core/measurement.ts";
import { Random } from "../../core/random.ts";
import { type Codec, codedSize, ppmd, xz } from "../../estimators/codecs.ts";
import { estimationContext } from "../../estimators/context.ts";
import { estimatorRegistry } from "../../estimators/registry.ts";
import { compactSequence } from "../../estimators/shared.ts";
import { threadCpu } from "../../input/thread-cpu.ts";
import { contextReadings, requentialBits } from "./context-learner.ts";
import { spectrumSlope } from "./predictive-spectrum.ts";

/** Lengths of prefixes that may be the model: shares of the sample, or none. */
const shares = [0, 1 / 64, 1 / 16, 1 / 4, 1 / 2, 3 / 4];
/** The last quarter, in as many blocks, gives the cost of the rest with the model. */
const blocks = 4;
/** Leading zeros: 7-Zip gives PPMd too little memory for short files, and it restarts when that is full. */
const padding = new Uint8Array(65_536);

/**
 * The model of the shortest two-part code whose models are prefixes: a prefix is sent, and then each block of the rest is coded
 * on its own after the prefix. The model is the part of the prefix's code that a block of its length would not cost again.
 *
 * @returns bits of the model, or why there is none
 * @throws Error of the library
 * Cost: that of compressing five copies of each prefix.
 */
async function twoPartModel<Settings>(
  bytes: Uint8Array,
  codec: Codec<Settings>,
  settings: Settings,
): Promise<number | { readonly reason: string }> {
  const empty = await codedSize(padding, codec, settings);
  if ("reason" in empty) return empty;
  const sizeOf = async (...parts: Uint8Array[]) =>
    ((await codedSize(Buffer.concat([padding, ...parts]), codec, settings)) as { size: number }).size -
    empty.size;
  const length = Math.floor(bytes.length / (4 * blocks));
  const rest = bytes.subarray(bytes.length - blocks * length);
  let best = { total: Number.POSITIVE_INFINITY, model: 0 };
  for (const share of shares) {
    const prefix = bytes.subarray(0, Math.floor(bytes.length * share));
    const sent = prefix.length === 0 ? 0 : await sizeOf(prefix);
    let coded = 0;
    for (let b = 0; b < blocks; b++)
      coded += (await sizeOf(prefix, rest.subarray(b * length, (b + 1) * length))) - sent;
    const perByte = coded / (blocks * length);
    const total = sent + perByte * (bytes.length - prefix.length);
    if (total < best.total) best = { total, model: 8 * (sent - perByte * prefix.length) };
  }
  return best.model;
}

/** The result of a measure on a sample. */
export type Reading =
  | { readonly value: number; readonly interval: Interval | null }
  | { readonly reason: string };

/**
 * What a measure claims to measure, and is graded by: "learned" bits, bits of a "doubling", or the "exponent" of their
 * growth; null: none of these, so that only its ranks, invariance and growth are graded.
 */
type Claim = "learned" | "doubling" | "exponent" | null;

/** A measure of structure. */
export interface Measure {
  readonly id: string;
  readonly title: string;
  readonly unit: "bit" | "1";
  readonly claim: Claim;
  /** the reference of its ranks over the sources */
  readonly ranks: "learned" | "exponent";
  readonly definition: string;
  readonly reference: string;
  /** the part of its paper that was not reproduced */
  readonly notReproduced: string | null;
  read(context: EstimationContext): Promise<Reading>;
}

/** The value of an estimator of the registry with default parameters. */
const by =
  (id: string): Measure["read"] =>
  async (context) => {
    const measured = await (await estimatorRegistry.get(id)).measure(context);
    if (measured.status === "undefined") return { reason: measured.reason };
    if (measured.shape !== "scalar") throw new TypeError(`${id} gives no number`);
    return { value: measured.value, interval: measured.interval };
  };

const number = (value: number): Reading => ({ value, interval: null });

/** A value from the symbols that occur. */
const ofSymbols =
  (
    read: (symbols: EncodedSequence["symbols"], alphabetSize: number, random: Random) => number,
  ): Measure["read"] =>
  async (context) => {
    const { symbols, alphabetSize } = context.get(compactSequence);
    if (alphabetSize < 2) return { reason: "one symbol only" };
    return number(read(symbols, alphabetSize, context.random.fork("bench")));
  };

const networks = "the paper's results for trained networks";

/** What most measures have in common. */
const ofLearnedBits = { unit: "bit", claim: "learned", ranks: "learned", notReproduced: null } as const;

/** Measures that share intermediate results are in one group, each after those it needs. Ours are the first group. */
export const measureGroups: readonly (readonly Measure[])[] = [
  [
    {
      ...ofLearnedBits,
      id: "S",
      title: "structural information",
      definition: "C(M) - M l(M) of the observer, blocks in random order",
      reference: "Rissanen 1984, IEEE Trans. Inform. Theory 30",
      read: by("structural-information"),
    },
    {
      ...ofLearnedBits,
      id: "G",
      title: "learning coefficient",
      claim: "doubling",
      definition: "S(M) - S(M/2) of the observer's curve",
      reference: "Watanabe 2009, Algebraic Geometry and Statistical Learning Theory",
      read: by("learning-coefficient"),
    },
    {
      id: "b",
      title: "growth exponent",
      unit: "1",
      claim: "exponent",
      ranks: "exponent",
      definition: "G(m) ~ m^b over the last four doublings",
      reference: "Bialek, Nemenman & Tishby 2001, Neural Comput. 13",
      notReproduced: null,
      read: by("growth-exponent"),
    },
    {
      ...ofLearnedBits,
      id: "dS",
      title: "structure beyond the shuffle",
      definition: "S minus its mean over three shuffles, which removes what symbol frequencies teach",
      reference: "Theiler et al. 1992, Physica D 58",
      read: by("structure-beyond-shuffle"),
    },
  ],
  [
    {
      ...ofLearnedBits,
      id: "edl",
      title: "excess description length",
      definition:
        "prequential code length of context tree weighting over three quarters of the sample, minus their length times its mean loss on the last quarter after learning them",
      reference: "Donoway et al. 2026, arXiv:2601.04728",
      notReproduced: networks,
      read: ofSymbols((symbols, alphabetSize) => contextReadings(symbols, alphabetSize).excess),
    },
  ],
  [
    {
      ...ofLearnedBits,
      id: "area",
      title: "prequential area",
      definition:
        "area between the losses of context tree weighting and its mean loss over the last eighth of what it learned",
      reference: "Finzi et al. 2026, arXiv:2601.03220",
      notReproduced: networks,
      read: ofSymbols((symbols, alphabetSize) => contextReadings(symbols, alphabetSize).area),
    },
  ],
  [
    {
      ...ofLearnedBits,
      id: "requential",
      title: "requential code",
      definition:
        "sum over n symbols drawn from the learned trees of the divergence of their law from that of trees that learn the drawn symbols",
      reference: "Qiu et al. 2026, arXiv:2607.11883",
      notReproduced: `${networks}; implemented from the paper's abstract, with the learner at its end as the teacher`,
      read: ofSymbols(requentialBits),
    },
  ],
  [twoPart("ppmd", { order: 16, memoryMiB: 16 }, ppmd)],
  [twoPart("xz", { preset: 9, extreme: true }, xz)],
  [
    {
      ...ofLearnedBits,
      id: "E",
      title: "excess entropy",
      claim: null,
      definition: "H(L) - L h(L) at the largest covered L",
      reference: "Crutchfield & Feldman 2003, Chaos 13",
      read: by("excess-entropy"),
    },
  ],
  [
    {
      ...ofLearnedBits,
      id: "C_mu",
      title: "statistical complexity",
      claim: null,
      definition: "entropy of the causal states of the smallest machine that explains the sample",
      reference: "Crutchfield & Young 1989, Phys. Rev. Lett. 63",
      read: by("statistical-complexity"),
    },
  ],
  [
    {
      id: "gzip",
      title: "gzip ratio",
      unit: "1",
      claim: null,
      ranks: "learned",
      definition: "compressed bytes / bytes; data curators keep a band of it",
      reference: "Deutsch 1996, RFC 1951; Pandey 2024, arXiv:2405.16684",
      notReproduced: networks,
      read: by("deflate-ratio"),
    },
  ],
  [
    {
      id: "spectrum",
      title: "slope of the predictive spectrum",
      unit: "1",
      claim: null,
      ranks: "exponent",
      definition: "decay of the contributions of the states of the suffix automaton with their rank",
      reference: "Song et al. 2026, arXiv:2605.20196",
      notReproduced: `${networks}; the ranks of the tail are not known`,
      async read(context) {
        const { symbols, alphabetSize } = context.get(compactSequence);
        const slope = spectrumSlope(symbols, alphabetSize);
        return slope === undefined ? { reason: "fewer than 50 states contribute" } : number(slope);
      },
    },
  ],
];

function twoPart<Settings>(
  name: string,
  settings: Settings,
  codec: Parameters<typeof twoPartModel<Settings>>[1],
): Measure {
  return {
    ...ofLearnedBits,
    id: `two-part-${name}`,
    title: `two-part code by ${name === "xz" ? "xz" : "PPMd"}`,
    definition:
      "of the prefix that minimises the whole code if sent first: its code minus the cost of as many bytes after it",
    reference: "Rissanen 1978, Automatica 14; Vereshchagin & Vitányi 2004, IEEE Trans. Inform. Theory 50",
    async read({ bytes }) {
      const bits = await twoPartModel(bytes, codec, settings);
      return typeof bits === "number" ? number(bits) : bits;
    },
  };
}

export const measures: readonly Measure[] = measureGroups.flat();

/** The result of one measure on a sample, and its processor time, including what it shares with others. */
export interface TimedReading {
  readonly reading: Reading;
  /** s */
  readonly seconds: number;
}

/**
 * Applies measures to a sample.
 *
 * @param ids of the requested measures
 * @returns by id, in the order of the measures; an error of a measure is the reason for no number
 * Cost: that of the measures, some 3 s for 16 384 symbols.
 */
export async function readAll(
  sequence: EncodedSequence,
  bytes: Uint8Array,
  seed: number,
  ids: ReadonlySet<string>,
): Promise<Record<string, TimedReading>> {
  const all: Record<string, TimedReading> = {};
  for (const group of measureGroups) {
    const context = estimationContext(sequence, bytes, Random.fromSeed(seed).fork("bench"));
    const start = threadCpu();
    for (const { id, read } of group) {
      if (!ids.has(id)) continue;
      const reading = await read(context).catch((error: unknown): Reading => ({ reason: String(error) }));
      all[id] = { reading, seconds: threadCpu() - start };
    }
  }
  return all;
}
