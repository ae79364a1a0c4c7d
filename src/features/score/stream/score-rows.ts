import { excerptOf } from "../../../input/align-text.ts";
import type { KeptValue, StreamedRecord } from "../../../input/records/streamed-record.ts";
import { calibratedRate } from "../../../models/calibrated-rate.ts";
import { NearDuplicates, signatureLength } from "../../../statistics/near-duplicates.ts";
import { type Features, oddSpan, type WantedFeatures } from "./document-features.ts";
import { EarlierText, mostMemorySlots } from "./earlier-text.ts";
import type { ScoredLine } from "./stream-schema.ts";

/** Most bytes of earlier text in memory. */
const mostHeld = 8_388_608;

/** Memory limits of scoring, by growing structure. */
interface ScoreLimits {
  /** bytes of memory of the index of earlier text */
  readonly index: number;
  /** bytes of earlier text in memory; the rest is in a file */
  readonly held: number;
  /** bytes of memory for groups of similar documents */
  readonly groups: number;
  /** bytes of memory for names */
  readonly names: number;
  /** bytes of memory for documents while they are read and scored; undefined: by the size of the input */
  readonly documents: number | undefined;
}

const unlimited = Number.POSITIVE_INFINITY;

/** @param memory bytes that a run may take beyond its start; undefined: the default */
export function scoreLimits(memory: number = unlimited): ScoreLimits {
  // The rest is for documents in threads and for garbage.
  return {
    index: Math.min(mostMemorySlots, memory / 4),
    held: Math.min(mostHeld, Math.floor(memory / 16)),
    groups: memory / 8,
    names: memory / 16,
    documents: memory === unlimited ? undefined : Math.floor((3 / 8) * memory),
  };
}

/** Columns in order, without those of models and kept fields. */
const placed = ["file", "number", "line", "offset", "id", "bytes", "sampled"] as const;
const ofModels = ["against", "bad", "difference"] as const;
const measured = ["rate", "rateLow", "rateHigh", "repeated", "group", "alike"] as const;
const odd = ["oddAt", "oddBits", "odd"] as const;

/** Columns of a run. @param models number of models @param keep names of kept fields */
export function columnsOf(models: number, keep: readonly string[]): string[] {
  const own = models === 0 ? [] : models === 1 ? [ofModels[0]] : ofModels;
  return [...placed, ...own, ...measured, ...odd, ...keep.map((name) => `kept.${name}`), "reason"];
}

/** What to compute for some columns. */
export interface Wanted extends WantedFeatures {
  readonly models: boolean;
  readonly repeated: boolean;
}

export function wantedFor(columns: ReadonlySet<string>): Wanted {
  const any = (...names: string[]) => names.some((name) => columns.has(name));
  return {
    models: any(...ofModels, ...odd),
    own: any("rate", "rateLow", "rateHigh"),
    odd: any(...odd),
    signatures: any("group", "alike"),
    repeated: any("repeated"),
  };
}

/** A row by its columns. */
export type Row = Readonly<Record<string, KeptValue>>;

/** Scale of printed decimals: intervals are wider. */
const scale = 10_000;
const rounded = (value: number) => Math.round(value * scale) / scale;

/** Scores documents in order: the features of each, and what earlier documents already had. */
export class ScoreRows {
  readonly #models: number;
  readonly #keep: readonly string[];
  readonly #wanted: Wanted;
  readonly #earlier: EarlierText;
  readonly #near: NearDuplicates;
  readonly #ids: NameSet;
  #number = 0;

  /** @param expected approximate bytes of all documents; 0: unknown */
  constructor(
    models: number,
    keep: readonly string[],
    wanted: Wanted,
    expected: number,
    limits: ScoreLimits,
  ) {
    this.#models = models;
    this.#wanted = wanted;
    this.#keep = keep;
    this.#earlier = new EarlierText(wanted.repeated ? expected : 0, limits.held, limits.index);
    this.#near = new NearDuplicates(limits.groups);
    this.#ids = new NameSet(limits.names);
  }

  /** Number of scored documents, with bad ones. */
  get count(): number {
    return this.#number;
  }

  /** What later documents were not compared with for lack of room, one line each. */
  leftOut(): string[] {
    const text = `repeated: later text was compared only with the first ${this.#earlier.size} bytes`;
    const ids = `duplicate ids were detected only among the first ${this.#ids.count}`;
    return [...(this.#earlier.isFull ? [text] : []), ...(this.#ids.isFull ? [ids] : [])];
  }

  close(): void {
    this.#earlier.close();
  }

  /**
   * @param index of the document among those of the features; undefined: the record is bad
   * @returns its row, and whether its id is a duplicate
   * @throws InputError when there is no room for earlier text
   */
  row(
    file: string,
    record: StreamedRecord,
    features: Features,
    index: number | undefined,
  ): { readonly row: Row; readonly isRepeatedId: boolean } {
    const number = this.#number++;
    const { line, offset, key, text, reason } = record;
    const place = { file, number, line, offset, id: key };
    const isRepeatedId = key !== null && this.#ids.has(key);
    const kept = Object.fromEntries(this.#keep.map((name, i) => [`kept.${name}`, record.kept[i] ?? null]));
    if (text === null || index === undefined || text.length === 0) {
      const nothing = Object.fromEntries(columnsOf(this.#models, []).map((column) => [column, null]));
      const why = reason ?? "empty";
      return {
        row: { ...nothing, ...place, bytes: text?.length ?? null, sampled: null, ...kept, reason: why },
        isRepeatedId,
      };
    }
    const n = text.length;
    const signature = features.signatures.subarray(index * signatureLength, (index + 1) * signatureLength);
    const near = features.signed[index] === 1 ? this.#near.place(signature, number) : null;
    const [good, bad] = Array.from(
      { length: this.#models },
      (_, m) => features.modelBits[index * this.#models + m]! / n,
    );
    const own = calibratedRate(features.ownBits[index]!, n);
    const at = features.oddStarts[index]!;
    const row = {
      ...place,
      bytes: record.size ?? n,
      sampled: record.size === undefined ? null : n,
      ...(good === undefined ? {} : { against: rounded(good) }),
      ...(good === undefined || bad === undefined
        ? {}
        : { bad: rounded(bad), difference: rounded(good - bad) }),
      rate: rounded(own.value),
      rateLow: rounded(own.lower),
      rateHigh: rounded(own.upper),
      repeated: this.#wanted.repeated ? rounded(this.#earlier.repeated(text) / n) : null,
      group: near?.group ?? number,
      alike: near === null ? 0 : rounded(near.alike),
      // An offset in a sample is not one in the document.
      oddAt: record.size === undefined ? at : null,
      oddBits: rounded(features.oddBits[index]! / Math.min(oddSpan, n)),
      odd: excerptOf(text, at, oddSpan),
      ...kept,
      reason: null,
    };
    return { row, isRepeatedId };
  }
}

/** A row as one line of JSON: kept fields are in an object of their own. */
export function lineOf(row: Row, columns: readonly string[], keep: readonly string[]): ScoredLine {
  const line: Record<string, unknown> = {};
  for (const column of columns) {
    if (column === "reason" && keep.length > 0)
      line["kept"] = Object.fromEntries(keep.map((name) => [name, row[`kept.${name}`] ?? null]));
    if (!column.startsWith("kept.")) line[column] = row[column] ?? null;
  }
  return line as unknown as ScoredLine;
}

/** Bytes of memory per name: slots are at most half full, and the table doubles when it grows. */
const nameBytes = 48;

/** Set of earlier names, by hashes of 64 bits. */
class NameSet {
  #slots = new Uint32Array(2048);
  #filled = 0;
  readonly #most: number;
  /** whether some names were not remembered */
  isFull = false;

  /** @param memory bytes that it may take */
  constructor(memory: number) {
    this.#most = memory / nameBytes;
  }

  /** Number of remembered names. */
  get count(): number {
    return this.#filled;
  }

  /** Whether the name is a duplicate; adds it if there is room. */
  has(name: string): boolean {
    let high = 0x811c_9dc5;
    let low = 0x9e37_79b1;
    for (let i = 0; i < name.length; i++) {
      const code = name.charCodeAt(i);
      high = Math.imul(high ^ code, 0x0100_0193);
      low = Math.imul(low ^ code, 0x85eb_ca6b) ^ (low >>> 13);
    }
    if (2 * (this.#filled + 1) > this.#slots.length / 2) this.#grow();
    return this.#add(high >>> 0, (low | 1) >>> 0);
  }

  #add(high: number, low: number): boolean {
    const slots = this.#slots;
    const pairs = slots.length / 2;
    let slot = (Math.imul(high ^ (low >>> 7), 0x9e37_79b1) >>> 0) % pairs;
    while (slots[2 * slot + 1] !== 0) {
      if (slots[2 * slot] === high && slots[2 * slot + 1] === low) return true;
      slot = slot + 1 === pairs ? 0 : slot + 1;
    }
    if (this.#filled >= this.#most) {
      this.isFull = true;
      return false;
    }
    slots[2 * slot] = high;
    slots[2 * slot + 1] = low;
    this.#filled++;
    return false;
  }

  #grow(): void {
    const old = this.#slots;
    this.#slots = new Uint32Array(2 * old.length);
    this.#filled = 0;
    for (let i = 0; i < old.length; i += 2) if (old[i + 1] !== 0) this.#add(old[i]!, old[i + 1]!);
  }
}
