import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { Random } from "../../../../src/core/random.ts";
import { allocateSymbols, type Symbols } from "../../../../src/core/sequence.ts";
import { shuffled } from "../../../../src/math/sampling.ts";
import { meanOf, sumOf } from "../../../../src/math/sums.ts";
import type { MemberDefinition } from "../../../../src/observer/member.ts";
import {
  ContextMixer,
  contextMixers,
  type MixerOptions,
} from "../../../../src/observer/members/context-mixer.ts";
import { readAgain } from "../../../references/read-again.ts";
import { lagCopy, randomPeriod, realise, uniformSymbols } from "../observer-known-sources.ts";

/** English with headings, lists and code. */
const text = Uint8Array.from(
  ["docs/method.md", "LICENSE"].flatMap((name) => [
    ...readFileSync(new URL(`../../../../${name}`, import.meta.url)),
  ]),
).subarray(0, 20_000);

function codeLength(symbols: Symbols, alphabetSize: number, options: MixerOptions = {}): number {
  const member = new ContextMixer(symbols, alphabetSize, options);
  const losses = new Float64Array(symbols.length);
  member.code(0, symbols.length, 0, true, losses);
  return losses.reduce((sum, loss) => sum + loss, member.headerBits);
}

const bytes = Array.from({ length: 256 }, (_, byte) => byte);

/** Records of twelve bytes: a counter, a walk and a kind. */
function records(n: number): Uint8Array {
  const random = Random.fromSeed(2);
  const data = Buffer.alloc(12 * Math.ceil(n / 12));
  let walk = 1_000_000;
  for (let at = 0; at < data.length; at += 12) {
    walk += random.below(2001) - 1000;
    data.writeUInt32LE(at / 12, at);
    data.writeInt32LE(walk, at + 4);
    data[at + 8] = random.below(5);
  }
  return new Uint8Array(data.subarray(0, n));
}

/** A binary sequence with a 1 in `ones` of all places. */
function biased(n: number, ones: number): { symbols: Uint8Array; ideal: number } {
  const random = Random.fromSeed(1);
  const symbols = Uint8Array.from({ length: n }, () => (random.uniform() < ones ? 1 : 0));
  const count = symbols.reduce((sum, symbol) => sum + symbol, 0);
  return { symbols, ideal: -count * Math.log2(ones) - (n - count) * Math.log2(1 - ones) };
}

describe("context mixer", () => {
  test.each([
    ["text", text, 256],
    ["3 symbols", lagCopy(20_000, 40, 0.1, 3).symbols, 3],
    ["5000 symbols", lagCopy(3000, 40, 0.5, 5000).symbols, 5000],
    ["alphabet present", lagCopy(70_000, 300, 0.3, 40).symbols, 256],
    ["records", records(9000), 256, { codes: bytes, kind: "records" }],
  ] as const)(
    "the probabilities of all symbols sum to 1, and are those that are paid: %s",
    (_, given, size, options: MixerOptions = {}) => {
      const symbols = given.slice(0, Math.min(given.length, 66_000));
      const member = new ContextMixer(symbols, size, options);
      const losses = new Float64Array(1);
      const step = Math.floor(symbols.length / 7);
      for (let at = 0; at + step < symbols.length; at += step) {
        member.code(at, at + step, 0, true, null);
        for (const learn of [false, true]) {
          const law = member.distribution(at + step, 0);
          expect(law.reduce((sum, p) => sum + p, 0)).toBeCloseTo(1, 12);
          member.code(at + step, at + step + 1, 0, learn, losses);
          expect(losses[0]).toBe(-Math.log2(law[symbols[at + step]!]!));
        }
        at++;
      }
    },
  );

  test("a frozen stretch costs the same twice", () => {
    const member = new ContextMixer(text, 256);
    member.code(0, 9000, 0, true, null);
    const once = new Float64Array(1000);
    const twice = new Float64Array(1000);
    for (const [start, segment] of [
      [9000, 0],
      [7500, 7000],
      [100, 0],
    ] as const) {
      member.code(start, start + 1000, segment, false, once);
      member.code(start, start + 1000, segment, false, twice);
      expect(twice).toEqual(once);
    }
  });

  test("what it states can be decoded", () => {
    for (const [symbols, size] of [
      [text.subarray(0, 3000), 256],
      [lagCopy(6000, 50, 0.1, 4).symbols, 4],
    ] as const) {
      const stated = codeLength(symbols, size);
      const open = (empty: Symbols) => contextMixers.standard.open(empty, size);
      const { bits, equal } = readAgain(new ContextMixer(symbols, size), open, symbols, size, [
        symbols.length,
      ]);
      expect(Math.abs(bits - stated)).toBeLessThan(64);
      expect(equal).toBe(true);
    }
  });

  test("records are found by a trial, cost less than as text, and are decoded as what they were coded", () => {
    const symbols = records(20_000);
    const options = { codes: bytes, profile: "fast" } as const;
    const mixer = new ContextMixer(symbols, 256, options);
    expect(mixer.kind).toBe("records");
    expect(codeLength(symbols, 256, options)).toBeLessThan(
      0.9 * codeLength(symbols, 256, { ...options, kind: "text" }),
    );
    const n = 3000;
    const encoder = new ContextMixer(symbols.slice(0, n), 256, options);
    const told = (empty: Symbols) => encoder.decoder(empty);
    expect(readAgain(encoder, told, symbols.slice(0, n), 256, [n]).equal).toBe(true);
    expect(new ContextMixer(text, 256, options).kind).toBe("text");
    expect(new ContextMixer(symbols, 256, { profile: "fast" }).kind).toBe("symbols");
  });

  test.each([700, 1021, 1024, 1500])(
    "a wave in shuffled blocks of %i bytes costs no more after more of it",
    (length) => {
      const blocks = Math.floor(100_000 / length);
      const random = Random.fromSeed(length);
      const order = shuffled(
        Uint32Array.from({ length: blocks }, (_, block) => block),
        (bound) => random.below(bound),
      );
      const samples = Int16Array.from({ length: 50_000 }, (_, i) =>
        Math.round(13_000 * Math.sin(i * 0.0501) * (1 + 0.5 * Math.sin(i * 0.0007))),
      );
      const wave = new Uint8Array(samples.buffer);
      const symbols = new Uint8Array(blocks * length);
      for (const [at, block] of order.entries())
        symbols.set(wave.subarray(block * length, (block + 1) * length), at * length);
      const mixer = new ContextMixer(symbols, 256, { codes: bytes, profile: "fast" });
      expect(mixer.kind).toBe("records");
      const losses = new Float64Array(length);
      const costs = Float64Array.from({ length: blocks }, (_, b) => {
        mixer.code(b * length, (b + 1) * length, b * length, true, losses);
        return sumOf(losses);
      });
      const quarter = blocks >> 2;
      // Blocks that begin within a number cost more: quarters with more of them are not compared with others.
      const beginning = [0, 1].filter((byte) => length % 2 === 1 || byte === 0);
      const [, second, third, last] = [0, 1, 2, 3].map((q) =>
        meanOf(
          Float64Array.from(beginning, (byte) =>
            meanOf(
              costs.filter((_, b) => Math.floor(b / quarter) === q && (order[b]! * length) % 2 === byte),
            ),
          ),
        ),
      );
      expect(third).toBeLessThan(second! * 1.02);
      expect(last).toBeLessThan(third! * 1.02);
    },
  );

  test("a decoder that is given the tree reads a sequence coded over the alphabet present", () => {
    const n = 65_600;
    const symbols = allocateSymbols(n, 200);
    for (let i = 0; i < n; i++) symbols[i] = 60 + ((i * i) % 7);
    const encoder = new ContextMixer(symbols, 200, { profile: "fast" });
    expect(encoder.tree.nodes).toBe(3);
    const told = (empty: Symbols) => encoder.decoder(empty);
    expect(readAgain(encoder, told, symbols, 200, [n]).equal).toBe(true);
  });

  test("names of symbols change nothing but what they mean", () => {
    const present = [...new Set(text)].sort((a, b) => a - b);
    const compact = Uint8Array.from(text, (byte) => present.indexOf(byte));
    const named = codeLength(compact, present.length, { codes: present });
    const nameless = codeLength(compact, present.length);
    const bytes = codeLength(text, 256, { codes: Array.from({ length: 256 }, (_, byte) => byte) });
    // Bytes have a tree with unused leaves; words and lines are worth more than that.
    expect(named).toBeLessThan(bytes * 1.01);
    expect(named).toBeLessThan(nameless * 0.99);
  });

  test.each([
    ["text", text, undefined],
    ["records", records(9000), undefined],
    ["symbols without a meaning", text, []],
  ])(
    "settled on some symbols it codes them as if it were opened anew, and others as them: %s",
    (_, symbols, none) => {
      const codes = none === undefined ? bytes : undefined;
      const lossesOf = (definition: MemberDefinition, of: Uint8Array) => {
        const losses = new Float64Array(of.length);
        const held = symbols.slice();
        const member = definition.open(held, 256, codes);
        held.set(of);
        member.code(0, of.length, 0, true, losses);
        return [member.headerBits, losses];
      };
      const settled = contextMixers.fast.settle!(symbols, 256, codes);
      for (const of of [symbols, symbols.toReversed()])
        expect(lossesOf(settled, of)).toEqual(lossesOf(contextMixers.fast, of));
    },
  );

  test("in memory that another one gave back it says what it says in memory of its own", () => {
    const all = [
      [text, 256, { codes: bytes }],
      [records(3000), 256, { codes: bytes, kind: "records" }],
      [lagCopy(1000, 40, 0.5, 5000).symbols, 5000, { profile: "deep" }],
      [text.subarray(0, 300), 256, { codes: bytes, profile: "fast" }],
    ] as const;
    const alone = all.map(([symbols, alphabetSize, options]) => codeLength(symbols, alphabetSize, options));
    for (const next of [0, 1, 2, 3, 1, 0, 3, 2]) {
      const [symbols, alphabetSize, options] = all[next]!;
      const mixer = new ContextMixer(symbols, alphabetSize, options);
      const losses = new Float64Array(symbols.length);
      mixer.code(0, symbols.length, 0, true, losses);
      mixer.close();
      mixer.close();
      expect(losses.reduce((sum, loss) => sum + loss, mixer.headerBits)).toBe(alone[next]);
    }
  });

  test("memory grows with the sequence", () => {
    const megabytes = (n: number) =>
      new ContextMixer(new Uint8Array(n), 256, { profile: "standard" }).bytes / 1e6;
    expect(megabytes(1000)).toBeLessThan(8);
    expect(megabytes(100_000)).toBeLessThan(60);
  });
});

describe("excess over the source, in % of its code length", () => {
  // Regression values of this very arithmetic; they may move by .03 when it is changed on purpose.
  const n = 100_000;
  test.each([
    ["biased coin .11", async () => ({ ...biased(n, 0.11), alphabetSize: 2 }), 0.8],
    ["golden mean", () => realise("golden-mean", n), 0.188],
    ["lag-copy L = 64", async () => lagCopy(n, 64, 0.1, 4), 0.857],
    ["lag-copy L = 1000", async () => lagCopy(n, 1000, 0.05, 2), 1.05],
    ["lag-copy L = 997", async () => lagCopy(n, 997, 0.05, 2), 1.118],
    ["digits", async () => uniformSymbols(n, 10), 0.105],
  ] as const)("%s", async (_, source, expected) => {
    const { symbols, alphabetSize, ideal } = await source();
    const excess = 100 * (codeLength(symbols, alphabetSize) / ideal - 1);
    expect(Math.abs(excess - expected)).toBeLessThan(0.03);
  });

  test("a repeated word costs next to nothing after its first occurrence", () => {
    const { symbols } = randomPeriod(n, 1009);
    // 1 009 bits of the word, and 48.5 to see that it comes again and again.
    expect(Math.abs(codeLength(symbols, 2) - 1057.5)).toBeLessThan(5);
  });
});
