import { readFileSync } from "node:fs";
import { brotliDecompressSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { levels } from "../../../src/core/section-levels.ts";
import { likenessModels } from "../../../src/models/likeness-models.ts";
import { blockBytes } from "../../../src/sections/block-counts.ts";
import { type FindOptions, findBoundaries as find } from "../../../src/sections/find-sections.ts";
import { bind, take } from "../sources/support.ts";

const sourceOf = (bytes: Uint8Array) => ({
  size: bytes.length,
  read: (offset: number, length: number) => bytes.subarray(offset, offset + length),
});
const models = likenessModels(brotliDecompressSync);
/** With the models of kinds of text, as the command finds them. */
const findBoundaries = (source: ReturnType<typeof sourceOf>, options?: FindOptions) =>
  find(source, { models, ...options }).boundaries;
const bytesOf = async (recipe: string, length: number, seed = 1) =>
  Uint8Array.from(take(await bind(recipe), length, seed));

/** Sources of bytes whose laws differ. */
const parts = [
  "uniform(alphabet=256)",
  "periodic(word=abacus)",
  "zipf(alphabet=64, exponent=1)",
  "uniform(alphabet=16)",
  "hex(uniform(alphabet=256))",
  "geometric(p=0.05)",
  "base64(zipf(alphabet=200, exponent=1))",
];

describe("joined sources", () => {
  it("has the boundaries that the truth states, 95 % of them within their intervals", async () => {
    let [all, near, inside, found, wide] = [0, 0, 0, 0, 0];
    for (let seed = 1; seed <= 12; seed++) {
      const chosen = parts.filter((_, i) => (seed + i * i) % 3 !== 0);
      const lengths = chosen.map((_, i) => 4096 + ((seed * 7919 * (i + 3)) % 60_000));
      const joined = await bind(`concat(${chosen.join(", ")}, lengths=[${lengths.join(",")}])`);
      const truth = joined.boundaries!;
      expect(truth).toEqual(lengths.slice(1).map((_, i) => lengths.slice(0, i + 1).reduce((a, b) => a + b)));
      const boundaries = findBoundaries(sourceOf(Uint8Array.from(take(joined, joined.length, seed))));
      found += boundaries.length;
      for (const at of truth) {
        all++;
        const one = boundaries.find((boundary) => Math.abs(boundary.at - at) <= blockBytes);
        if (one === undefined) continue;
        near++;
        if (one.lower <= at && at <= one.upper) inside++;
        wide += one.upper - one.lower;
      }
    }
    expect(near / all).toBeGreaterThanOrEqual(0.96);
    expect(inside / near).toBeGreaterThanOrEqual(0.95);
    expect((found - near) / found).toBeLessThanOrEqual(0.03);
    expect(wide / near).toBeLessThan(64);
  });

  it("has coarse boundaries among the usual ones, and those among the fine ones, at the same places", async () => {
    const joined = await bind(`concat(${parts.join(", ")}, lengths=[9000,5000,20000,4500,30000,8000,12000])`);
    const bytes = Uint8Array.from(take(joined, joined.length));
    const places = levels.map((level) => findBoundaries(sourceOf(bytes), { level }).map(({ at }) => at));
    for (const [i, coarser] of places.slice(0, -1).entries())
      expect(places[i + 1]).toEqual(expect.arrayContaining(coarser));
  });
});

/** Texts whose bytes are alike, from pinned packages. */
const packages = new URL("../../../corpora/node_modules/", import.meta.url);
const textOf = (path: string, from: number, length: number) =>
  readFileSync(new URL(path, packages)).subarray(from, from + length);
const texts = {
  python: textOf("node-gyp/gyp/pylib/gyp/generator/make.py", 8000, 20_000),
  javascript: textOf("jquery/dist/jquery.js", 20_000, 20_000),
  c: textOf("argon2/argon2/src/core.c", 1000, 16_000),
  markdown: textOf("node-gyp/CHANGELOG.md", 0, 16_000),
  typescript: textOf("typescript/lib/typescript.d.ts", 100_000, 12_000),
};

describe("texts of kinds that the package knows", () => {
  it("are told apart where their bytes are alike", () => {
    let [pairs, known, unknown] = [0, 0, 0];
    let farthest = 0;
    for (const first of Object.values(texts))
      for (const second of Object.values(texts)) {
        if (first === second) continue;
        const both = sourceOf(Buffer.concat([first, second]));
        const isNear = ({ at }: { readonly at: number }) => Math.abs(at - first.length) <= blockBytes;
        const found = findBoundaries(both);
        pairs++;
        if (found.some(isNear)) known++;
        // A boundary by counts alone is up to 2 kB from where the kind changes.
        if (found.length > 0)
          farthest = Math.max(farthest, ...found.map(({ at }) => Math.abs(at - first.length)));
        if (find(both).boundaries.some(isNear)) unknown++;
      }
    expect(known / pairs).toBeGreaterThanOrEqual(0.7);
    expect((known - unknown) / pairs).toBeGreaterThanOrEqual(0.2);
    expect(farthest).toBeLessThanOrEqual(256);
  });

  it.each(Object.entries(texts))("are one section each: %s", (_, text) => {
    expect(findBoundaries(sourceOf(text))).toEqual([]);
  });
});

/** A hundred stationary sources of bytes and bits. */
const stationary = [
  ...["golden-mean", "even", "mess3", "nemo", "rrxor", "noisy-period-2", "gilbert-elliott", "dyck", "lisp"],
  ...["thue-morse", "fibonacci", "de-bruijn", "lfsr", "rudin-shapiro", "liouville", "pi", "mt19937"],
  ...[
    "random-markov(alphabet=8)",
    "random-markov(alphabet=64)",
    "zipf(alphabet=200)",
    "uniform(alphabet=256)",
  ],
  ...["hex(uniform(alphabet=256))", "base64(uniform(alphabet=256))", "random-pcfg", "coin(p=0.1)"],
];

it("has no boundary in stationary sources", async () => {
  const cut: string[] = [];
  for (const recipe of stationary)
    for (let seed = 1; seed <= 4; seed++) {
      const found = findBoundaries(sourceOf(await bytesOf(recipe, 60_000, seed)));
      if (found.length > 0) cut.push(`${recipe} ${seed}`);
    }
  expect(cut).toEqual([]);
});

describe("short and plain inputs", () => {
  it.each([
    ["empty", new Uint8Array(0)],
    ["one byte", new Uint8Array(1)],
    ["all equal", new Uint8Array(300_000).fill(7)],
    ["one block", Uint8Array.from({ length: 500 }, (_, i) => i)],
  ])("has one section: %s", (_, bytes) => {
    expect(findBoundaries(sourceOf(bytes))).toEqual([]);
  });

  it("bounds the number of sections where every block differs from the next", () => {
    const bytes = Uint8Array.from({ length: 1 << 21 }, (_, i) => (Math.floor(i / 4096) * 37) & 255);
    const found = findBoundaries(sourceOf(bytes));
    expect(found.every(({ at }, i) => at > (found[i - 1]?.at ?? 0) && at < bytes.length)).toBe(true);
    expect(found.every(({ at, lower, upper }) => lower <= at && at <= upper)).toBe(true);
  });
});

it("says in one line that a file has become shorter", () => {
  const bytes = new Uint8Array(3_000_000);
  const shorter = { ...sourceOf(bytes.subarray(0, 1_500_000)), size: bytes.length };
  expect(() => findBoundaries(shorter)).toThrow("has become shorter while it was read");
});
