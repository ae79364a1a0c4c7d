import type { Symbols } from "../../core/sequence.ts";
import type { Member, MemberDefinition } from "../member.ts";
import { isBinary } from "./mixer-alphabet.ts";
import { absent, type Series } from "./series/columns.ts";
import { StoredNumbers, storages } from "./series/stored-numbers.ts";
import { notations, WrittenNumbers } from "./series/written-numbers.ts";

/** Classes of runs: binary logarithms of lengths. */
const classes = 33;

/** Trust in a run of right predictions: the share of earlier runs of its class that continued. */
class RunReliability {
  readonly #alphabetSize: number;
  readonly #shortest: number;
  /** By class: how often a run continued, and how often it was consulted. */
  readonly #hits = new Float64Array(classes);
  readonly #trials = new Float64Array(classes);
  /** By class: how often its runs ended, and the least of these rates over it and shorter ones. */
  readonly #ended = new Float64Array(classes).fill(0.5);
  readonly #misses = new Float64Array(classes).fill(0.5);

  /** @param shortest class of the shortest runs that are consulted */
  constructor(alphabetSize: number, shortest: number) {
    this.#alphabetSize = alphabetSize;
    this.#shortest = shortest;
    this.#misses.fill(1, 0, shortest);
  }

  /** @param kind class of a run, 0 to 32, increasing with its length */
  learn(kind: number, right: boolean): void {
    this.#trials[kind]!++;
    if (right) this.#hits[kind]!++;
    this.#ended[kind] = (this.#trials[kind]! - this.#hits[kind]! + 0.5) / (this.#trials[kind]! + 1);
    // A longer run is never trusted less than a shorter one.
    let least = kind > this.#shortest ? this.#misses[kind - 1]! : 1;
    for (let k = Math.max(kind, this.#shortest); k < classes; k++) {
      least = Math.min(least, this.#ended[k]!);
      if (k > kind && this.#misses[k] === least) break;
      this.#misses[k] = least;
    }
  }

  /** Probability of the predicted symbol after a run of a class, or of each other one. */
  probability(kind: number, right: boolean): number {
    if (this.#alphabetSize === 1) return 1;
    const miss = this.#misses[kind]!;
    return right ? 1 - miss : miss / (this.#alphabetSize - 1);
  }

  /** Probability of all symbols below one, in an order that begins with the predicted symbol. */
  below(kind: number, predicted: number, symbol: number): number {
    if (symbol === predicted) return 0;
    const others = symbol < predicted ? symbol : symbol - 1;
    return this.probability(kind, true) + others * this.probability(kind, false);
  }
}

/**
 * Continues columns of numbers by their last differences, and trusts a prediction as far as runs of its length were right
 * before. It predicts counters with any step, squares and cubes, written in base 2, 8, 10 or 16, or stored as 2 or 4 bytes;
 * outputs of congruential generators; and rows of numbers that carry, such as clocks, dates and addresses.
 *
 * Cost: 0.1 to 0.5 microseconds a symbol; none after 16 384 symbols without success.
 */
export const progressionExpert: MemberDefinition = {
  id: "progression-expert",
  title: "numbers that continue",
  readsCodes: true,
  priorBits: 10,
  open: (symbols, alphabetSize, codes) => new ProgressionExpert(symbols, alphabetSize, codes),
};

/** Symbols read again after a jump. */
const reread = 1024;
/** Symbols that each series reads before the next series does. */
const piece = 256;
/** Series that never predicted `leastRun` symbols in a row are dropped after this many learned symbols. */
const trialLength = 16_384;
const leastRun = 64;

/** Makes a series. */
interface Kind {
  readonly open: () => Series;
  /** series that read the same numbers from other offsets: they take turns where segments begin, and are dropped together */
  readonly family: string;
}

/** A reading position of the expert. */
interface Cursor {
  series: readonly Series[];
  /** shape (series,): symbols in a row that each predicted */
  runs: number[];
  at: number;
  segmentStart: number;
  /** whether the last symbols were learned */
  learned: boolean;
}

class ProgressionExpert implements Member {
  readonly id = "progression-expert";
  readonly #symbols: Symbols;
  readonly #alphabetSize: number;
  /** Cost of a symbol without a prediction, bits. */
  readonly #uniformBits: number;
  /** The series that were not dropped. */
  #kinds: readonly Kind[];
  /** shape (series,): the longest run while learning */
  #longest: number[];
  #learned = 0;
  /** by series, shape (piece,) each: its predictions for the symbols of a piece */
  readonly #predictions: readonly Int32Array[];
  readonly #reliability: RunReliability;
  readonly #cursor: Cursor;

  constructor(symbols: Symbols, alphabetSize: number, codes: ArrayLike<number> | undefined) {
    this.#symbols = symbols;
    this.#alphabetSize = alphabetSize;
    this.#uniformBits = Math.log2(alphabetSize);
    this.#reliability = new RunReliability(alphabetSize, 0);
    this.#kinds = kindsOf(symbols, codes);
    this.#longest = this.#kinds.map(() => 0);
    this.#predictions = this.#kinds.map(() => new Int32Array(piece));
    this.#cursor = this.#cursorAt(0, 0);
  }

  code(
    start: number,
    end: number,
    segmentStart: number,
    learn: boolean,
    losses: Float64Array | null,
    below: Float64Array | null = null,
  ): void {
    const cursor = this.#cursor;
    this.#moveTo(cursor, start, segmentStart);
    let at = start;
    while (at < end && this.#kinds.length > 0) {
      const left = this.#learned < trialLength ? trialLength - this.#learned : piece;
      const stop = Math.min(end, at + Math.min(piece, left));
      const [paid, before] = [losses, below].map((all) => all?.subarray(at - start) ?? null);
      this.#codePiece(cursor, at, stop, learn, paid!, before!);
      at = stop;
    }
    losses?.fill(this.#uniformBits, at - start, end - start);
    if (below !== null) this.#uniformBelow(at, end, below.subarray(at - start));
    cursor.at = end;
    cursor.learned = learn;
  }

  /** Codes at most a piece, and stops where series may be dropped. */
  #codePiece(
    cursor: Cursor,
    start: number,
    end: number,
    learn: boolean,
    losses: Float64Array | null,
    below: Float64Array | null,
  ): void {
    losses?.fill(this.#uniformBits, 0, end - start);
    if (below !== null) this.#uniformBelow(start, end, below);
    const active = this.#read(cursor, start, end);
    const symbols = this.#symbols;
    const { runs } = cursor;
    const inTrial = learn && this.#learned < trialLength;
    for (let place = 0; active.length > 0 && place < end - start; place++) {
      const symbol = symbols[start + place]!;
      // Follows the series with the longest run.
      let predicted = absent;
      let run = 0;
      for (let s = 0; s < active.length; s++) {
        const k = active[s]!;
        const next = this.#predictions[k]![place]!;
        const own = runs[k]!;
        if (next !== absent && (predicted === absent || own > run)) {
          predicted = next;
          run = own;
        }
        runs[k] = next === symbol ? own + 1 : 0;
        if (inTrial && runs[k] > this.#longest[k]!) this.#longest[k] = runs[k];
      }
      if (predicted === absent) continue;
      const kind = runClass(run);
      if (losses !== null)
        losses[place] = -Math.log2(this.#reliability.probability(kind, predicted === symbol));
      if (below !== null) below[place] = this.#reliability.below(kind, predicted, symbol);
      if (learn) this.#reliability.learn(kind, predicted === symbol);
    }
    if (!inTrial) return;
    this.#learned += end - start;
    if (this.#learned === trialLength) this.#dropFailed();
  }

  /** The probability of all symbols below each, without a prediction. */
  #uniformBelow(start: number, end: number, below: Float64Array): void {
    for (let at = start; at < end; at++) below[at - start] = this.#symbols[at]! / this.#alphabetSize;
  }

  /** Lets all series read; returns those that predicted one of the symbols. The runs of the others end. */
  #read({ series, runs }: Cursor, start: number, end: number): number[] {
    const active: number[] = [];
    for (let k = 0; k < series.length; k++) {
      if (series[k]!.read(start, end, this.#predictions[k]!)) active.push(k);
      else runs[k] = 0;
    }
    return active;
  }

  distribution(at: number, segmentStart: number): Float64Array {
    const here = at === this.#cursor.at && segmentStart === this.#cursor.segmentStart;
    if (!here) note(this.#cursor);
    const { series, runs } = here ? this.#cursor : this.#cursorAt(at, segmentStart);
    let best = absent;
    for (let k = 0; k < series.length; k++) {
      if (series[k]!.next !== absent && (best === absent || runs[k]! > runs[best]!)) best = k;
    }
    if (best === absent) return new Float64Array(this.#alphabetSize).fill(1 / this.#alphabetSize);
    const kind = runClass(runs[best]!);
    const law = new Float64Array(this.#alphabetSize).fill(this.#reliability.probability(kind, false));
    law[series[best]!.next] = this.#reliability.probability(kind, true);
    return law;
  }

  #cursorAt(at: number, segmentStart: number): Cursor {
    const series = this.#kinds.map(({ open }) => open());
    const cursor = { series, runs: series.map(() => 0), at: -1, segmentStart, learned: false };
    this.#moveTo(cursor, at, segmentStart);
    return cursor;
  }

  /** A prediction depends on what a series noted and read from there, so it reads the last symbols again. */
  #moveTo(cursor: Cursor, at: number, segmentStart: number): void {
    if (cursor.at === at && cursor.segmentStart === segmentStart) return;
    note(cursor);
    cursor.runs.fill(0);
    for (const one of cursor.series) one.restart();
    for (let from = Math.max(segmentStart, at - reread); from < at; from += piece)
      this.#codePiece(cursor, from, Math.min(at, from + piece), false, null, null);
    Object.assign(cursor, { at, segmentStart });
  }

  #dropFailed(): void {
    const found = new Set(
      this.#kinds.filter((_, k) => this.#longest[k]! >= leastRun).map(({ family }) => family),
    );
    const kept = this.#kinds.map(({ family }) => found.has(family));
    const useful = <T>(all: readonly T[]) => all.filter((_, k) => kept[k]);
    const { series, runs } = this.#cursor;
    Object.assign(this.#cursor, { series: useful(series), runs: useful(runs) });
    this.#kinds = useful(this.#kinds);
    this.#longest = useful(this.#longest);
  }
}

/** Series for these symbols: written numbers, and for binary data stored ones. */
function kindsOf(symbols: Symbols, codes: ArrayLike<number> | undefined): Kind[] {
  if (codes === undefined) return [];
  const written = notations.map((notation, k): Kind => {
    const known = {};
    return { open: () => new WrittenNumbers(symbols, codes, notation, known), family: `written ${k}` };
  });
  if (!isBinary(codes)) return written;
  const stored = storages.map((storage): Kind => {
    const { width, littleEndian, congruent } = storage;
    const family = `stored ${width} ${littleEndian} ${congruent}`;
    return { open: () => new StoredNumbers(symbols, codes, storage), family };
  });
  return [...written, ...stored];
}

function note(cursor: Cursor): void {
  if (!cursor.learned) return;
  for (const one of cursor.series) one.note?.();
  cursor.learned = false;
}

/** 0 where the last symbol was not predicted; k for runs of 2^(k - 1) and more. */
function runClass(run: number): number {
  return 32 - Math.clz32(run);
}
