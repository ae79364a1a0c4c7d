import { createHash } from "node:crypto";
import { by } from "../../core/collections.ts";
import { DistinctSketch, packCounts, QuantileSketch, unpackCounts } from "../../math/sketches.ts";
import { sumOf } from "../../math/sums.ts";
import { type PackedTally, type PartDocument, sumNames } from "./part-schema.ts";

/** Number of documents listed with the lowest and with the highest rates. */
const namedExtremes = 10;

/** A document that may be in the sample of the whole. */
interface SampledDocument {
  readonly id: string;
  /** SHA-256 of the id, hexadecimal: the smallest ones are sampled */
  readonly key: string;
  readonly bytes: Uint8Array;
}

type Extreme = PackedTally["lowest"][number];

/** Products by their letters: of bytes measured s, those under deflate d; */
const ofDeflate = ["ss", "sd", "dd"] as const;
/** of bytes coded n and their millionths of a bit m; */
const ofCode = ["nn", "nm", "mm"] as const;
/** of millionths of a bit under the first model a and the second b, and the bytes measured. */
const ofModels = ["a", "b", "sa", "sb", "aa", "ab", "bb"] as const;
type Sum = (typeof sumNames)[number];
/** above, below: differences of 0 and more, and negative ones without their sign */
const sketches = ["rate", "learned", "repeated", "against", "bad", "above", "below"] as const;

/**
 * Sums over documents: whole numbers, sketches and lists cut by a rule, so that tallies of parts merge to that of the whole
 * exactly, in any order.
 */
export class ScoreTally {
  documents = 0;
  readonly sums = new Map<Sum, bigint>(sumNames.map((sum) => [sum, 0n]));
  readonly regimes = new Map<string, number>();
  /** shape (65 536,): pairs of neighbouring bytes in a block, index 256 first + second */
  readonly pairs = new Float64Array(65_536);
  /** shape (256,): last bytes of blocks, which begin no pair */
  readonly ends = new Float64Array(256);
  readonly distinctDocuments = new DistinctSketch();
  readonly distinctOctets = new DistinctSketch();
  readonly quantiles = Object.fromEntries(sketches.map((name) => [name, new QuantileSketch()])) as Readonly<
    Record<(typeof sketches)[number], QuantileSketch>
  >;
  lowest: Extreme[] = [];
  highest: Extreme[] = [];
  sample: SampledDocument[] = [];

  /** @returns a sum over documents */
  sum(name: Sum): bigint {
    return this.sums.get(name)!;
  }

  /**
   * Adds a document.
   *
   * @param bytes measured, shape (n,)
   * @param segmentEnds of its blocks
   * @param sha256 of the bytes, hexadecimal
   * @param sampled set where it may be in the sample
   */
  add(
    score: PartDocument,
    bytes: Uint8Array,
    segmentEnds: ArrayLike<number>,
    sha256: string,
    sampled: SampledDocument | null,
  ): void {
    this.addScore(score);
    const hash = Buffer.from(sha256, "hex");
    if (score.n > 0) this.distinctDocuments.add(hash.readInt32LE(0), hash.readInt32LE(4));
    countPairs(bytes, segmentEnds, this.pairs, this.ends);
    countOctets(bytes, segmentEnds, this.distinctOctets);
    if (sampled !== null) this.sample.push(sampled);
  }

  /** Adds what follows from the score of a document alone. @throws RangeError for a negative rate or share */
  addScore(score: PartDocument): void {
    this.documents++;
    this.#sum("bytes", BigInt(score.bytes));
    const [s, d] = [BigInt(score.n), BigInt(score.deflated ?? 0)];
    this.#sum("symbols", s);
    this.#sum("deflated", d);
    this.#products(ofDeflate, { s, d });
    addTo(this.regimes, score.regime ?? "unplaced");
    if (score.rate !== null && score.microbits !== null) {
      const [n, m] = [BigInt(score.n), BigInt(score.microbits)];
      this.#sum("coded", n);
      this.#sum("microbits", m);
      this.#products(ofCode, { n, m });
      this.quantiles.rate.add(score.rate);
      const extreme = { id: score.id, rate: score.rate };
      this.lowest = withExtreme(this.lowest, extreme, ascending);
      this.highest = withExtreme(this.highest, extreme, descending);
    }
    this.#addModels(score);
    if (score.learned !== null) this.quantiles.learned.add(Math.max(0, score.learned));
    if (score.repeated !== null) this.quantiles.repeated.add(score.repeated);
  }

  #addModels({ n, againstMicrobits, badMicrobits }: PartDocument): void {
    if (againstMicrobits === null || n === 0) return;
    const [s, a, b] = [BigInt(n), BigInt(againstMicrobits), BigInt(badMicrobits ?? 0)];
    this.#products(ofModels, { s, a, b });
    this.quantiles.against.add(againstMicrobits / 1e6 / n);
    if (badMicrobits === null) return;
    this.quantiles.bad.add(badMicrobits / 1e6 / n);
    const difference = (againstMicrobits - badMicrobits) / 1e6 / n;
    this.quantiles[difference < 0 ? "below" : "above"].add(Math.abs(difference));
  }

  merge(other: ScoreTally): void {
    this.documents += other.documents;
    for (const [name, value] of other.sums) this.#sum(name, value);
    for (const [regime, count] of other.regimes) addTo(this.regimes, regime, count);
    for (let i = 0; i < this.pairs.length; i++) this.pairs[i]! += other.pairs[i]!;
    for (let i = 0; i < this.ends.length; i++) this.ends[i]! += other.ends[i]!;
    this.distinctDocuments.merge(other.distinctDocuments);
    this.distinctOctets.merge(other.distinctOctets);
    for (const name of sketches) this.quantiles[name].merge(other.quantiles[name]);
    this.lowest = leading([...this.lowest, ...other.lowest], ascending);
    this.highest = leading([...this.highest, ...other.highest], descending);
    for (const one of other.sample) this.sample.push(one);
  }

  #sum(name: Sum, value: bigint): void {
    this.sums.set(name, this.sums.get(name)! + value);
  }

  #products(names: readonly Sum[], numbers: Readonly<Record<string, bigint>>): void {
    for (const name of names) {
      const [first, second] = [numbers[name[0]!]!, name[1]];
      this.#sum(name, second === undefined ? first : first * numbers[second]!);
    }
  }

  /** @returns JSON that `unpackTally` reads */
  pack(): PackedTally {
    const { quantiles } = this;
    return {
      documents: this.documents,
      sums: Object.fromEntries([...this.sums].map(([name, value]) => [name, String(value)])) as Record<
        Sum,
        string
      >,
      regimes: Object.fromEntries([...this.regimes].sort(by(([regime]) => regime))),
      pairs: packed(this.pairs),
      ends: packed(this.ends),
      distinct: {
        documents: packed(this.distinctDocuments.registers),
        octets: packed(this.distinctOctets.registers),
      },
      quantiles: Object.fromEntries(
        sketches.map((name) => [name, quantiles[name].entries()]),
      ) as PackedTally["quantiles"],
      lowest: this.lowest,
      highest: this.highest,
      sample: [...this.sample]
        .sort(byKey)
        .map(({ id, key, bytes }) => ({ id, key, base64: Buffer.from(bytes).toString("base64") })),
    };
  }
}

/** The parts of a tally that follow from the scores of its documents. */
const ofScores = ["documents", "sums", "regimes", "quantiles", "lowest", "highest"] as const;

/**
 * A contradiction in a tally; null: none.
 *
 * @param scored tally of the scores of the same documents
 * Cost: one pass over the tally.
 */
export function faultOfTally(tally: ScoreTally, scored: ScoreTally): string | null {
  const [packedTally, packedScores] = [tally.pack(), scored.pack()];
  for (const name of ofScores)
    if (JSON.stringify(packedTally[name]) !== JSON.stringify(packedScores[name])) return name;
  if (BigInt(sumOf(tally.pairs) + sumOf(tally.ends)) !== tally.sum("symbols")) return "pairs";
  if (![tally.distinctDocuments, tally.distinctOctets].every((sketch) => sketch.isSound)) return "distinct";
  const held = tally.sample.reduce((sum, { bytes }) => sum + bytes.length, 0);
  const keys = new Set(tally.sample.map(({ key }) => key));
  const isSample =
    keys.size === tally.sample.length &&
    keys.size <= tally.documents &&
    BigInt(held) <= tally.sum("symbols") &&
    tally.sample.every(({ id, key }) => createHash("sha256").update(id).digest("hex") === key);
  return isSample ? null : "sample";
}

/** @throws RangeError or TypeError for a value that `pack` did not make */
export function unpackTally(packedTally: PackedTally): ScoreTally {
  const tally = new ScoreTally();
  tally.documents = packedTally.documents;
  for (const name of sumNames) tally.sums.set(name, BigInt(packedTally.sums[name]));
  for (const [regime, count] of Object.entries(packedTally.regimes)) tally.regimes.set(regime, count!);
  unpackInto(packedTally.pairs, tally.pairs);
  unpackInto(packedTally.ends, tally.ends);
  unpackInto(packedTally.distinct.documents, tally.distinctDocuments.registers);
  unpackInto(packedTally.distinct.octets, tally.distinctOctets.registers);
  for (const name of sketches) tally.quantiles[name].merge(new QuantileSketch(packedTally.quantiles[name]));
  tally.lowest = [...packedTally.lowest];
  tally.highest = [...packedTally.highest];
  tally.sample = packedTally.sample.map(({ id, key, base64 }) => ({
    id,
    key,
    bytes: Buffer.from(base64, "base64"),
  }));
  return tally;
}

export const byKey = by<SampledDocument>(({ key }) => key);

function addTo(counts: Map<string, number>, name: string, count = 1): void {
  counts.set(name, (counts.get(name) ?? 0) + count);
}

const packed = (counts: ArrayLike<number>): string => Buffer.from(packCounts(counts)).toString("base64");

function unpackInto(base64: string, counts: Float64Array | Uint8Array): void {
  unpackCounts(Buffer.from(base64, "base64"), (place, count) => {
    if (place >= counts.length) throw new RangeError("more counts than places");
    counts[place] = count;
    if (counts[place] !== count || !Number.isSafeInteger(count))
      throw new RangeError(`not a count: ${count}`);
  });
}

const byId = by<Extreme>(({ id }) => id);
const ascending = (a: Extreme, b: Extreme) => a.rate - b.rate || byId(a, b);
const descending = (a: Extreme, b: Extreme) => b.rate - a.rate || byId(a, b);

function leading(extremes: Extreme[], order: (a: Extreme, b: Extreme) => number): Extreme[] {
  return extremes.sort(order).slice(0, namedExtremes);
}

/** Most documents are not extreme. */
function withExtreme(
  extremes: Extreme[],
  one: Extreme,
  order: (a: Extreme, b: Extreme) => number,
): Extreme[] {
  const isOne = extremes.length < namedExtremes || order(one, extremes.at(-1)!) < 0;
  return isOne ? leading([...extremes, one], order) : extremes;
}

function countPairs(
  bytes: Uint8Array,
  segmentEnds: ArrayLike<number>,
  pairs: Float64Array,
  ends: Float64Array,
): void {
  for (let s = 0, start = 0; s < segmentEnds.length; s++) {
    const end = segmentEnds[s]!;
    for (let i = start + 1; i < end; i++) pairs[(bytes[i - 1]! << 8) | bytes[i]!]!++;
    if (end > start) ends[bytes[end - 1]!]!++;
    start = end;
  }
}

/** Counts every string of eight bytes, by a hash of 64 bits from two rounds of multiplication and shifting. */
function countOctets(bytes: Uint8Array, segmentEnds: ArrayLike<number>, sketch: DistinctSketch): void {
  for (let s = 0, start = 0; s < segmentEnds.length; s++) {
    const end = segmentEnds[s]!;
    let [older, newer] = [0, 0];
    for (let i = start; i < end; i++) {
      older = (older << 8) | (newer >>> 24);
      newer = (newer << 8) | bytes[i]!;
      if (i - start < 7) continue;
      const high = mixed(Math.imul(older, 0x9e3779b1) ^ Math.imul(newer, 0x85ebca77));
      sketch.add(high, mixed(Math.imul(older, 0xc2b2ae35) + Math.imul(newer, 0x27d4eb2f) + high));
    }
    start = end;
  }
}

/** Wellons' mixer of 32 bits. */
function mixed(word: number): number {
  let x = word ^ (word >>> 16);
  x = Math.imul(x, 0x7feb352d);
  x ^= x >>> 15;
  x = Math.imul(x, 0x846ca68b);
  return x ^ (x >>> 16);
}
