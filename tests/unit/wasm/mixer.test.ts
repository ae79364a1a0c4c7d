// @module-tag thorough
import { describe, expect, test } from "vitest";
import { Random } from "../../../src/core/random.ts";
import { alphabetTree } from "../../../src/observer/members/alphabet-tree.ts";
import { plainClasses, textClasses } from "../../../src/observer/members/mixer-alphabet.ts";
import { type MixerKind, mixerModel, mixerSettings } from "../../../src/observer/members/mixer-profiles.ts";
import { MixerKernel } from "../../../src/wasm/mixer-kernel.ts";
import { chunkTree, type MixerAlphabet, type MixerSettings } from "../../../src/wasm/mixer-settings.ts";
import { digest } from "../../digest.ts";
import { oneOf } from "../../whole.ts";

/** Words of a small invented language, in lines, with numbers and capitals. */
function prose(length: number, seed: number): Uint8Array {
  const random = Random.fromSeed(seed);
  const below = (n: number) => Math.floor(random.uniform() * n);
  const words = Array.from({ length: 60 }, () =>
    Array.from({ length: 2 + below(6) }, () => "etaoinshrdlu"[below(12)]).join(""),
  );
  let text = "";
  let column = 0;
  while (text.length < length) {
    const word = below(12) === 0 ? `${below(1000)}` : words[Math.min(below(60), below(60))]!;
    text += below(9) === 0 ? `${word[0]!.toUpperCase()}${word.slice(1)}. ` : `${word} `;
    column += word.length;
    if (column > 50) {
      text += "\n";
      column = 0;
    }
  }
  return new TextEncoder().encode(text).subarray(0, length);
}

/** A copy of what stood `lag` symbols before, with faults. */
function lagCopy(length: number, lag: number, alphabetSize: number, seed: number): Uint16Array {
  const random = Random.fromSeed(seed);
  const symbols = new Uint16Array(length);
  for (let i = 0; i < length; i++) {
    const fresh = i < lag || random.uniform() < 0.1;
    symbols[i] = fresh ? Math.floor(random.uniform() * alphabetSize) : symbols[i - lag]!;
  }
  return symbols;
}

/** Records of 24 bytes: counters, a walk in 16 bits, a few kinds, and names. */
function records(length: number, seed: number): Uint8Array {
  const random = Random.fromSeed(seed);
  const below = (n: number) => Math.floor(random.uniform() * n);
  const data = Buffer.alloc(24 * Math.ceil(length / 24));
  let walk = 0;
  for (let at = 0; at < data.length; at += 24) {
    data.writeUInt32LE(at * 7 + below(3), at);
    for (let k = 4; k < 12; k += 2) {
      walk = Math.max(-30_000, Math.min(30_000, walk + below(601) - 300));
      data.writeInt16LE(walk, at + k);
    }
    data[at + 12] = below(3);
    data.write(["north", "east", "southwest"][below(3)]!, at + 14);
  }
  return data.subarray(0, length);
}

/** A series of 32-bit numbers, little-endian. */
function series(length: number, seed: number): Uint8Array {
  const random = Random.fromSeed(seed);
  const numbers = new Int32Array(length >> 2);
  for (let i = 1; i < numbers.length; i++) {
    numbers[i] = numbers[i - 1]! + Math.floor(random.uniform() * 5000) - 2000;
  }
  return new Uint8Array(numbers.buffer);
}

interface Subject {
  readonly symbols: Uint8Array | Uint16Array;
  readonly alphabet: MixerAlphabet;
  readonly settings: MixerSettings;
}

function subject(
  symbols: Uint8Array | Uint16Array,
  size: number,
  profile: "fast" | "standard" | "deep",
  smaller: Partial<MixerSettings> = {},
  kind: MixerKind = size === 256 ? "text" : "symbols",
): Subject {
  const tree = alphabetTree(symbols, size);
  const text = kind === "text" ? textClasses(Array.from({ length: 256 }, (_, i) => i)) : undefined;
  const classes = text ?? plainClasses(size);
  const settings = mixerSettings(mixerModel(profile, kind), symbols.length, tree.nodes + 1);
  return { symbols, alphabet: { size, tree, ...classes }, settings: { ...settings, ...smaller } };
}

const kernelOf = ({ symbols, alphabet, settings }: Subject) => new MixerKernel(symbols, alphabet, settings);

/** A stretch to code: start, end, segment start, whether to learn. */
type Stretch = readonly [number, number, number, boolean];

function code(kernel: MixerKernel, [start, end, segment, learn]: Stretch): Float64Array {
  const all = new Float64Array(end - start);
  kernel.code(start, end, segment, learn, (probabilities, at) => all.set(probabilities, at - start));
  return all;
}

// Coded by this kernel while a plain implementation without its layout of memory said the same to the bit.
const subjects: readonly (readonly [string, Subject, string])[] = [
  ["text, fast", subject(prose(3000, 1), 256, "fast"), "aaa6a1077edf2b21"],
  ["text, standard", subject(prose(3000, 2), 256, "standard"), "d081514eb93a60f5"],
  ["text, deep", subject(prose(3000, 3), 256, "deep"), "85a3496a2f92c255"],
  [
    "text in a full table",
    subject(prose(3000, 4), 256, "standard", { logBuckets: 10, logMaps: 8 }),
    "258cf48b3d6f9eec",
  ],
  [
    "text in a full table, deep",
    subject(prose(3000, 22), 256, "deep", { logBuckets: 10, logMaps: 8 }),
    "39b26b5679cff244",
  ],
  ["2 symbols", subject(lagCopy(4000, 200, 2, 5), 2, "standard"), "a159fa3292a7d11d"],
  ["3 symbols, deep", subject(lagCopy(3000, 64, 3, 6), 3, "deep"), "37fa37986f58b038"],
  ["1000 symbols", subject(lagCopy(3000, 100, 1000, 7), 1000, "standard"), "7d31b71c96f0f29f"],
  ["65 536 symbols", subject(lagCopy(3000, 50, 65_536, 8), 65_536, "fast"), "b6f04c11835824b2"],
  ["text without pointers", subject(prose(2500, 11), 256, "fast", { experts: 0 }), "b88840c831507255"],
  ["text with the lag alone", subject(prose(2500, 12), 256, "fast", { experts: 4 }), "30eb5280d45da703"],
  ["text with all pointers", subject(prose(2500, 13), 256, "fast", { experts: 7 }), "883386a6a43f220b"],
  [
    "2 symbols without pointers",
    subject(lagCopy(2500, 200, 2, 14), 2, "fast", { experts: 0 }),
    "8b73679146949d26",
  ],
  [
    "20 symbols with the lag alone",
    subject(lagCopy(2500, 60, 20, 15), 20, "fast", { experts: 4 }),
    "357b7fa6bb122cf2",
  ],
  [
    "20 symbols without the lag",
    subject(lagCopy(2500, 60, 20, 16), 20, "fast", { experts: 3 }),
    "8a0f9625e417867a",
  ],
  [
    "20 symbols without the match",
    subject(lagCopy(2500, 60, 20, 17), 20, "fast", { experts: 6 }),
    "d42a98e5a2982ebc",
  ],
  ["records", subject(records(4000, 19), 256, "standard", {}, "records"), "fbdfdd8521956c69"],
  ["records, fast", subject(records(3000, 20), 256, "fast", {}, "records"), "8672eabe4a735ad6"],
  ["records, deep", subject(records(3000, 23), 256, "deep", {}, "records"), "c3d2773a51a5d431"],
  ["a series", subject(series(3000, 21), 256, "standard", {}, "records"), "72d4f3d4b76471f9"],
  ["one symbol", subject(new Uint8Array(300), 1, "standard"), "86d0f4bb6f3af5f8"],
];

describe("mixer kernel", () => {
  test.each(subjects)("what is coded, learned and frozen, to the bit: %s", (_, given, known) => {
    const n = given.symbols.length;
    const half = n >> 1;
    const plan: readonly Stretch[] = [
      [0, half, 0, true],
      [half, half + 100, 0, false],
      [half + 100, half + 150, half + 100, false],
      [half, n - 100, 0, true],
      [50, 150, 20, false],
      [n - 100, n, half, true],
    ];
    const kernel = kernelOf(given);
    expect(digest(plan.map((stretch) => code(kernel, stretch)))).toBe(known);
  });

  test.each(oneOf(12, subjects.slice(1)))("pauses anywhere: %s", (_, given) => {
    const n = given.symbols.length;
    const whole = code(kernelOf(given), [0, n, 0, true]);
    const paused = kernelOf(given);
    const random = Random.fromSeed(9);
    const pieces: number[] = [];
    for (let at = 0; at < n; ) {
      const to = Math.min(n, at + 1 + Math.floor(random.uniform() * 200));
      pieces.push(...code(paused, [at, to, 0, true]));
      if (at % 3 === 0) code(paused, [0, Math.min(n, 40), 0, false]);
      at = to;
    }
    expect(Float64Array.from(pieces)).toEqual(whole);
  });

  test("frozen stretches cost the same again, and leave no trace", () => {
    const given = subjects[1]![1];
    const kernel = kernelOf(given);
    const untouched = kernelOf(given);
    expect(code(kernel, [0, 2000, 0, true])).toEqual(code(untouched, [0, 2000, 0, true]));
    const next = code(kernel, [2000, 2400, 0, false]);
    const other = code(kernel, [2400, 3000, 2300, false]);
    expect(code(kernel, [2000, 2400, 0, false])).toEqual(next);
    expect(code(kernel, [2400, 3000, 2300, false])).toEqual(other);
    kernel.decide(2500, 2300);
    expect(code(kernel, [2000, 3000, 0, true])).toEqual(code(untouched, [2000, 3000, 0, true]));
  });

  test.each([1, 4, 6, 10, 16].map((i) => subjects[i]!))(
    "what was skipped is context as if it had been coded: %s",
    (_, given) => {
      const n = given.symbols.length;
      const half = n >> 1;
      const [kernel, coder] = [kernelOf(given), kernelOf(given)];
      for (const one of [kernel, coder]) code(one, [0, half, 0, true]);
      kernel.skip(half + 20, half + 90, half + 10);
      const coded = code(coder, [half + 20, half + 140, half + 10, false]);
      expect(code(kernel, [half + 90, half + 140, half + 10, false])).toEqual(coded.subarray(70));
      expect(code(kernel, [half, n, 0, true])).toEqual(code(coder, [half, n, 0, true]));
    },
  );

  test.each([
    [1, "97c1b442f9e4f1ec"],
    [4, "c3af0a29191c8653"],
    [6, "5aa23eb1fa79955c"],
    [10, "1b86a3b663487024"],
    [16, "0815d83fa18374e4"],
  ])("what was dozed through is found again: subject %i", (i, known) => {
    const given = subjects[i]![1];
    const n = given.symbols.length;
    const third = Math.floor(n / 3);
    const stated = [
      [third, 2 * third],
      [third, third + 50, 2 * third],
    ].map((places) => {
      const kernel = kernelOf(given);
      const before = code(kernel, [0, third, 0, true]);
      for (let k = 1; k < places.length; k++) kernel.indexOnly(places[k - 1]!, places[k]!, 0);
      return digest([before, code(kernel, [2 * third, n, 0, true])]);
    });
    expect(new Set(stated).size).toBe(1);
    expect(stated[0]).toBe(known);
  });

  test("an expert switched off brings nothing: where none is on, it does not matter what a match is", () => {
    const symbols = lagCopy(4000, 60, 20, 18);
    const stretch: Stretch = [0, 4000, 0, true];
    const all = (smaller: Partial<MixerSettings>) =>
      code(kernelOf(subject(symbols, 20, "fast", smaller)), stretch);
    const silent = all({ experts: 0 });
    expect(all({ experts: 0, matchLength: 12, logMatches: 10 })).toEqual(silent);
    expect(all({ experts: 7 })).toEqual(all({}));
    const masks = [0, 1, 2, 4, 7].map((experts) => all({ experts }).join());
    expect(new Set(masks).size).toBe(masks.length);
  });

  test("later symbols do not matter", () => {
    const [, { symbols, alphabet, settings }] = subjects[1]!;
    const changed = Uint8Array.from(symbols);
    changed.fill(101, 2000);
    const kernel = kernelOf({ symbols, alphabet, settings });
    const blind = kernelOf({ symbols: changed, alphabet, settings });
    const blocks: readonly Stretch[] = [
      [1200, 2000, 1200, true],
      [0, 1500, 0, true],
      [1500, 1900, 0, false],
    ];
    for (const block of blocks) expect(code(blind, block)).toEqual(code(kernel, block));
  });
});

describe("chunkTree", () => {
  test("three levels share a bucket, numbered as in a heap", () => {
    const tree = alphabetTree(new Uint8Array(0), 16);
    const records = chunkTree(tree);
    expect(tree.nodes).toBe(15);
    const at = (node: number) => [...records.subarray(4 * node + 2, 4 * node + 4)];
    expect(at(0)).toEqual([0, 1]);
    expect(at(records[0]!)).toEqual([0, 2]);
    expect(at(records[1]!)).toEqual([0, 3]);
    const leftmost = records[4 * records[0]!]!;
    expect(at(leftmost)).toEqual([0, 4]);
    expect(at(records[4 * leftmost]!)).toEqual([1, 1]);
    expect(new Set(records.filter((_, i) => i % 4 === 2)).size).toBe(9);
  });
});
