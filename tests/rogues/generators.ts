import { createCipheriv } from "node:crypto";
import { deflateSync, gzipSync } from "node:zlib";
import type { Random } from "../../src/core/random.ts";
import { allocateSymbols } from "../../src/core/sequence.ts";
import { bindRecipe } from "../../src/sources/recipe.ts";
import { ascii, behind, bytes, letters, lines, noiseBytes, type RogueKind, rogue } from "./rogue.ts";

/** What no observer of this kind can tell from noise, and may not call more than that. */
const secret = ["noise", "pattern", "undecided"] as const;
const pattern = ["pattern", "undecided"] as const;
const machine = ["pattern", "undecided"] as const;

/** A few numbers say all that follows. */
const stepped = ["order", "undecided"] as const;

/** Numbers of 32 bits, each a times the one before, plus c. */
function congruential(a: number, c: number, mask: number, littleEndian: boolean) {
  return (random: Random, size: number): Uint8Array => {
    const view = new DataView(new ArrayBuffer(size & ~3));
    let state = (random.uint32() | 1) & mask;
    for (let at = 0; at < view.byteLength; at += 4) {
      state = (Math.imul(a, state) + c) & mask;
      view.setUint32(at, state >>> 0, littleEndian);
    }
    return new Uint8Array(view.buffer);
  };
}

const nowhere = { file: () => Promise.reject(), corpus: () => Promise.reject() };

const recipes = [
  ["golden mean", "golden-mean(p=0.5)", machine],
  ["even process", "even(p=0.5)", machine],
  ["exclusive or of two", "rrxor(p=0.5)", machine],
  ["Thue-Morse", "thue-morse", ["order", "undecided"]],
  ["Fibonacci word", "fibonacci", ["order", "undecided"]],
  ["Markov, seven in ten from a cycle of 27", "interpolate(alphabet=27, lambda=0.3)", machine],
  ["period of 27 under noise", "replace(periodic(word=qwertyuiopasdfghjklzxcvbnm_), eps=0.3)", machine],
  ["turns of 100 between a period and noise", "switch(periodic(word=qwertyuiopasdfghjklzxcvbnm_), uniform(alphabet=27), stay=0.99)", machine],
  ["brackets of two kinds", "dyck(types=2, p=0.4)", ["pattern", "structure", "undecided"]],
  ["a low byte in noise", "interleave(lcg(shift=0), uniform(alphabet=256), uniform(alphabet=256), uniform(alphabet=256))", machine],
  ["Zipf's law", "zipf(alphabet=256)", ["noise", "undecided"]],
  ["sums with two digits", "arithmetic(digits=2)", ["pattern", "structure", "undecided"]],
  ["Mersenne twister", "mt19937", ["noise", "undecided"]],
  ["bits of pi", "pi", ["noise", "undecided"]],
] as const; // biome-ignore format: short

/** Sources of recipes, made before they are asked for. */
const sources = await Promise.all(recipes.map(([, recipe]) => bindRecipe(recipe, nowhere)));

function ofRecipe(index: number) {
  return (random: Random, size: number): Uint8Array => {
    const source = sources[index]!;
    const symbols = allocateSymbols(Math.min(size, source.length), source.alphabetSize);
    return Uint8Array.from(symbols.subarray(0, source.open(random).fill(symbols)));
  };
}

function keystream(name: "aes-128-ctr" | "chacha20") {
  return (random: Random, size: number): Uint8Array => {
    const cipher = createCipheriv(
      name,
      noiseBytes(random, name === "chacha20" ? 32 : 16),
      noiseBytes(random, 16),
    );
    return Uint8Array.from(cipher.update(new Uint8Array(size)));
  };
}

/** Random records that compress to about the size. */
function packed(size: number, random: Random): Uint8Array {
  return lines((draws, i) => `${i} ${letters(draws, 10, "abcdefghij0123456789")} ${draws.below(1000)}`)(
    random,
    3 * size,
  );
}

/** Noise that looks smooth: the picture of a cloud. */
function cloud(random: Random, width: number, rows: number, channels: number): Uint8Array {
  const made = new Uint8Array(width * rows * channels);
  for (let i = 0; i < made.length; i++) {
    const left = i % (width * channels) >= channels ? made[i - channels]! : 128;
    const above = i >= width * channels ? made[i - width * channels]! : 128;
    made[i] = Math.max(0, Math.min(255, ((left + above) >> 1) + random.below(17) - 8));
  }
  return made;
}

const riff = (size: number) => {
  const head = Buffer.alloc(44);
  head.write("RIFF");
  head.writeUInt32LE(size - 8, 4);
  head.write("WAVEfmt ", 8);
  head.writeUInt32LE(16, 16);
  head.writeUInt16LE(1, 20);
  head.writeUInt16LE(1, 22);
  head.writeUInt32LE(44_100, 24);
  head.writeUInt32LE(88_200, 28);
  head.writeUInt16LE(2, 32);
  head.writeUInt16LE(16, 34);
  head.write("data", 36);
  head.writeUInt32LE(size - 44, 40);
  return head;
};

function archive(random: Random, size: number): Uint8Array {
  const parts: Uint8Array[] = [];
  for (let i = 0, length = 0; length < size; i++) {
    const head = Buffer.alloc(512);
    head.write(`pictures/holiday-${i}.bin`);
    head.write("0000644\x001750\x001750\x00", 100);
    head.write(`0000001${(2048).toString(8)}\x00`, 124);
    head.write("ustar\x0000", 257);
    parts.push(head, noiseBytes(random, 2048));
    length += 2560;
  }
  return Uint8Array.from(Buffer.concat(parts).subarray(0, size));
}

/** Scan data of a JPEG: 255 is followed by 0, and every so often by a restart marker. */
function scan(random: Random, size: number): Uint8Array {
  const made: number[] = [];
  for (let i = 0; made.length < size; i++) {
    const byte = random.below(256);
    made.push(byte);
    if (byte === 255) made.push(0);
    if (i % 4000 === 3999) made.push(255, 0xd0 + ((i / 4000) & 7));
  }
  return Uint8Array.from(made.slice(0, size));
}

/** Generators, files of programs, and what is hidden by a key. */
export const generators: RogueKind = {
  kind: "generators and binary files",
  rogues: [
    ...recipes.map(([name, , may], i) => rogue(name, may, ofRecipe(i))),
    rogue("keystream of AES", ["noise", "undecided"], keystream("aes-128-ctr")),
    rogue("keystream of ChaCha20", ["noise", "undecided"], keystream("chacha20")),
    rogue("deflated records", secret, (random, size) => Uint8Array.from(deflateSync(packed(size, random)).subarray(0, size))),
    rogue("gzipped records, one after another", secret, (random, size) => Uint8Array.from(Buffer.concat(Array.from({ length: 8 }, () => gzipSync(packed(size / 8, random)))).subarray(0, size))),
    rogue("records under a key of 16 bytes", ["pattern", "structure", "undecided"], (random, size) => {
      const key = noiseBytes(random, 16);
      return packed(size / 3, random).map((byte, i) => byte ^ key[i % 16]!);
    }),
    rogue("congruential generator, high bytes", secret, (random, size) => {
      let state = random.uint32();
      return Uint8Array.from({ length: size }, () => {
        state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
        return state >>> 24;
      });
    }),
    rogue("congruential generator, low bytes", ["order", "pattern", "undecided"], (random, size) => {
      let state = random.uint32();
      return Uint8Array.from({ length: size }, () => {
        state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
        return state & 255;
      });
    }),
    rogue("logistic map as bytes", ["noise", "pattern", "structure", "undecided"], (random, size) => {
      let value = random.uniform();
      return Uint8Array.from({ length: size }, () => {
        value = 3.99 * value * (1 - value);
        return Math.floor(256 * value);
      });
    }),
    rogue("sound of white noise", ["noise", "pattern", "undecided"], behind((_, size) => riff(size), noiseBytes)),
    rogue("sound of a quiet noise", pattern, behind((_, size) => riff(size), (random, size) => {
      const view = new DataView(new ArrayBuffer(size & ~1));
      for (let at = 0; at < view.byteLength; at += 2) view.setInt16(at, random.below(513) - 256, true);
      return new Uint8Array(view.buffer);
    })),
    rogue("picture of clouds, grey", ["noise", "pattern", "undecided"], behind(() => ascii("P5\n256 384\n255\n"), (random, size) => cloud(random, 256, Math.ceil(size / 256), 1).subarray(0, size))),
    rogue("picture of clouds, three colours", ["noise", "pattern", "undecided"], behind(() => ascii("P6\n128 256\n255\n"), (random, size) => cloud(random, 128, Math.ceil(size / 384), 3).subarray(0, size))),
    rogue("picture of noise", ["noise", "pattern", "undecided"], behind(() => ascii("P5\n256 384\n255\n"), noiseBytes)),
    rogue("scan of a JPEG", secret, scan),
    rogue("compressed picture in chunks", secret, (random, size) => {
      const made = new Uint8Array(size);
      for (let at = 0; at < size; at += 8204) {
        made.set(Buffer.concat([Buffer.from([0, 0, 0x20, 0]), ascii("IDAT"), noiseBytes(random, 8192), noiseBytes(random, 4)]).subarray(0, size - at), at);
      }
      return made;
    }),
    rogue("archive of random files", ["pattern", "undecided"], archive),
    rogue("random doubles", pattern, (random, size) => {
      const view = new DataView(new ArrayBuffer(size & ~7));
      for (let at = 0; at < view.byteLength; at += 8) view.setFloat64(at, random.uniform(), true);
      return new Uint8Array(view.buffer);
    }),
    rogue("random floats of 32 bits", pattern, (random, size) => {
      const view = new DataView(new ArrayBuffer(size & ~3));
      for (let at = 0; at < view.byteLength; at += 4) view.setFloat32(at, random.uniform(), true);
      return new Uint8Array(view.buffer);
    }),
    rogue("whole numbers of 32 bits below 10 000", pattern, (random, size) => {
      const view = new DataView(new ArrayBuffer(size & ~3));
      for (let at = 0; at < view.byteLength; at += 4) view.setUint32(at, random.below(10_000), true);
      return new Uint8Array(view.buffer);
    }),
    rogue("records of 16 bytes: counter, kind, value", ["pattern", "order", "undecided"], (random, size) => {
      const view = new DataView(new ArrayBuffer(size & ~15));
      for (let at = 0; at < view.byteLength; at += 16) {
        view.setUint32(at, at / 16, true);
        view.setUint16(at + 4, random.below(5), true);
        view.setFloat64(at + 8, 100 * random.uniform(), true);
      }
      return new Uint8Array(view.buffer);
    }),
    rogue("rule 30", secret, bytesOfRule(30)),
    rogue("rule 90", secret, bytesOfRule(90)),
    rogue("bytes of which one bit is a parity", ["noise", "pattern", "undecided"], bytes((random) => {
      const byte = random.below(128);
      let parity = 0;
      for (let bit = byte; bit > 0; bit >>= 1) parity ^= bit & 1;
      return byte | (parity << 7);
    })),
    rogue("congruential generator, whole outputs", stepped, congruential(1_664_525, 1_013_904_223, 0xffff_ffff, true)),
    rogue("congruential generator, whole outputs of 31 bits", stepped, congruential(1_103_515_245, 12_345, 0x7fff_ffff, true)),
    rogue("congruential generator, whole outputs, high bytes first", stepped, congruential(22_695_477, 1, 0xffff_ffff, false)),
    rogue("Lehmer's generator, whole outputs", stepped, (random, size) => {
      const view = new DataView(new ArrayBuffer(size & ~3));
      let state = BigInt(1 + random.below(2_147_483_645));
      for (let at = 0; at < view.byteLength; at += 4) {
        state = (16_807n * state) % 2_147_483_647n;
        view.setUint32(at, Number(state), true);
      }
      return new Uint8Array(view.buffer);
    }),
    rogue("RANDU, whole outputs", stepped, congruential(65_539, 0, 0x7fff_ffff, true)),
  ],
}; // biome-ignore format: a rogue a line

/** Rows of a cellular automaton of 256 cells from a random one, a byte for eight cells. */
function bytesOfRule(rule: number) {
  return (random: Random, size: number): Uint8Array => {
    let cells = Uint8Array.from({ length: 256 }, () => random.below(2));
    const made = new Uint8Array(size);
    for (let at = 0; at < size; at += 32) {
      for (let byte = 0; byte < 32 && at + byte < size; byte++) {
        for (let bit = 0; bit < 8; bit++) made[at + byte]! |= cells[8 * byte + bit]! << bit;
      }
      const from = cells;
      cells = from.map(
        (cell, i) => (rule >> ((from[(i + 255) % 256]! << 2) | (cell << 1) | from[(i + 1) % 256]!)) & 1,
      );
    }
    return made;
  };
}
