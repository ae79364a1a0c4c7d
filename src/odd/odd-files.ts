import { createHash } from "node:crypto";
import { countStrings } from "../models/count-strings.ts";
import { estimateModel } from "../models/estimate-model.ts";
import { FrozenModel } from "../models/frozen-model.ts";
import type { OddFile } from "./schema.ts";

/** A file that is compared with others. */
export interface ComparedFile {
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** What the comparison gave. */
export interface OddFiles {
  /** the most surprising first */
  readonly files: readonly OddFile[];
  readonly learned: number;
  /** bit/byte; null: there are no files */
  readonly usual: number | null;
}

/** Groups of files; each is read by a model of the other groups. */
const groups = 5;
/** Bytes of a file that are learned, at most: so that one does not outweigh all others. */
const mostOfFile = 131_072;
/** Bytes that are learned in all. */
const mostLearned = 8_388_608;
const mostStrings = 4_000_000;
/** Bytes whose surprise is compared, and of the excerpt. */
export const window = 1024;
const excerptBytes = 64;
/** Usual files that surprise as much as one that is called odd, expected in a folder of its size. */
export const falseAlarms = 0.01;
/** Files whose surprise tells how far the usual ones go, and their share of all. */
const tailShare = 0.1;
/** Files below which there are too few of those. */
export const leastFiles = 40;

/**
 * How surprising each file is to one who has read the others.
 *
 * The files are dealt into five groups by the hash of their contents, and those of each are read by a model of the other
 * four. A file is judged by its most surprising 1024 bytes, so that a stretch of another kind is found in a long file. How many
 * usual files would surprise as much is told by the most surprising tenth of all: beyond where it begins, they become fewer as
 * in an exponential law whose half-way point is that of the tenth, so that some strange ones among them change little.
 *
 * @param order bytes of the longest strings of the models
 * @throws RangeError when memory cannot be had
 * Cost: five times that of learning 8 MB at most, and 0.1 microseconds a byte.
 * Source: exceedances of a threshold: Pickands 1975, Ann. Statist. 3(1), with shape 0.
 */
export function oddFiles(given: readonly ComparedFile[], seed: number, order: number): OddFiles {
  const files = given.map(({ name, bytes }) => {
    const hash = createHash("sha256").update(`${seed} `).update(bytes).digest();
    return { name, bytes, group: hash.readUInt32LE(0) % groups, draw: hash.readUInt32LE(4) / 2 ** 32 };
  });
  const own = files.map(({ bytes }) => Math.min(bytes.length, mostOfFile));
  const all = own.reduce((sum, bytes) => sum + bytes, 0);
  // Of more text than is learned some files are drawn.
  const share = Math.min(1, mostLearned / Math.max(1, all));
  const learned = files.filter(({ draw }) => draw < share);
  const costs = new Float32Array(files.reduce((most, { bytes }) => Math.max(most, bytes.length), 0));
  const rates = new Float64Array(files.length);
  const found: {
    readonly at: number;
    readonly bits: number;
    readonly length: number;
    readonly excerpt: number;
  }[] = [];
  for (let group = 0; group < groups; group++) {
    if (!files.some((file) => file.group === group)) continue;
    const model = modelOf(
      learned.filter((file) => file.group !== group).map(({ bytes }) => bytes.subarray(0, mostOfFile)),
      order,
    );
    for (const [i, { bytes, group: of }] of files.entries()) {
      if (of !== group) continue;
      rates[i] = model.bits(bytes, costs) / bytes.length;
      const length = Math.min(window, bytes.length);
      const [at, bits] = mostExpensive(costs, 0, bytes.length, length);
      const [excerpt] = mostExpensive(costs, at, at + length, Math.min(excerptBytes, length));
      found[i] = { at, bits, length, excerpt };
    }
  }
  const usual = rates.length === 0 ? null : rates.toSorted()[Math.floor(rates.length / 2)]!;
  // What a short file lacks is taken for usual.
  const scores = Float64Array.from(
    found,
    ({ bits, length }) => (bits + (window - length) * (usual ?? 0)) / window,
  );
  const tail = tailOf(scores);
  const rows = files.map(({ name, bytes }, i): OddFile => {
    const { at, length, excerpt } = found[i]!;
    const expected = tail(scores[i]!);
    return {
      file: name,
      bytes: bytes.length,
      rate: rates[i]!,
      oddest: scores[i]!,
      expected,
      odd: files.length >= leastFiles && expected <= falseAlarms,
      firstLine: lineAt(bytes, at),
      lastLine: lineAt(bytes, at + length - 1),
      excerpt: Buffer.from(bytes.subarray(excerpt, excerpt + excerptBytes)).toString("utf8"),
    };
  });
  const learnedBytes = learned.reduce((sum, { bytes }) => sum + Math.min(bytes.length, mostOfFile), 0);
  return {
    files: rows.sort((a, b) => b.oddest - a.oddest || (a.file < b.file ? -1 : 1)),
    learned: learnedBytes,
    usual,
  };
}

function modelOf(texts: readonly Uint8Array[], order: number): FrozenModel {
  let end = 0;
  const ends = texts.map(({ length }) => (end += length));
  const bytes = new Uint8Array(end);
  for (const [i, text] of texts.entries()) bytes.set(text, ends[i]! - text.length);
  return FrozenModel.of(estimateModel(countStrings(bytes, ends, order, mostStrings)));
}

/** Where the most expensive stretch of a length begins, the first of several, and what it costs. */
function mostExpensive(costs: Float32Array, start: number, end: number, length: number): [number, number] {
  let sum = 0;
  for (let i = start; i < start + length; i++) sum += costs[i]!;
  let [at, most] = [start, sum];
  for (let i = start + length; i < end; i++) {
    sum += costs[i]! - costs[i - length]!;
    if (sum > most) [at, most] = [i - length + 1, sum];
  }
  return [at, most];
}

/** How many of the files are expected to surprise at least so much. */
function tailOf(scores: Float64Array): (score: number) => number {
  const ascending = scores.toSorted();
  const n = ascending.length;
  const count = Math.max(1, Math.floor(n * tailShare));
  const threshold = ascending[n - 1 - count] ?? 0;
  const excesses = ascending.subarray(n - count).map((score) => score - threshold);
  const half = excesses[Math.floor(excesses.length / 2)] ?? 0;
  return (score) => {
    const asMuch = n - firstAtLeast(ascending, score);
    if (asMuch > count || half <= 0) return asMuch;
    return count * Math.exp((-(score - threshold) / half) * Math.LN2);
  };
}

/** @returns how many are less */
function firstAtLeast(ascending: Float64Array, value: number): number {
  let [low, high] = [0, ascending.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (ascending[middle]! < value) low = middle + 1;
    else high = middle;
  }
  return low;
}

function lineAt(bytes: Uint8Array, at: number): number {
  let line = 1;
  for (let feed = bytes.indexOf(10); feed >= 0 && feed < at; feed = bytes.indexOf(10, feed + 1)) line++;
  return line;
}
