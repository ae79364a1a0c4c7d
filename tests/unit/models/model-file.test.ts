import { createHash } from "node:crypto";
import { expect, test } from "vitest";
import { InputError } from "../../../src/core/errors.ts";
import { Random } from "../../../src/core/random.ts";
import { type LearnOptions, learnModel } from "../../../src/models/learn-model.ts";
import { decodeModel } from "../../../src/models/model-file.ts";

const options: LearnOptions = { order: 5, size: 8_000_000, trial: 0, of: 60_000, version: "0" };

/** Letters of a Markov chain, with a byte here and there that is none of them. */
function text(seed: number, n: number): Uint8Array {
  const random = Random.fromSeed(seed);
  const bytes = new Uint8Array(n);
  let state = 0;
  for (let i = 0; i < n; i++) {
    state = (3 * state + (random.uint32() % 4)) % 23;
    bytes[i] = random.uint32() % 500 === 0 ? random.uint32() & 255 : 97 + state;
  }
  return bytes;
}

const bytes = text(1, 60_000);
const learned = learnModel({ bytes, documentEnds: [20_000, 20_003, 60_000] }, options);
const { model, header } = decodeModel(learned.bytes);

/** The same file with a checksum that is right. */
function signed(change: (bytes: Buffer) => Uint8Array): Uint8Array {
  const changed = Buffer.from(change(Buffer.from(learned.bytes)));
  const end = changed.length - 32;
  createHash("sha256").update(changed.subarray(0, end)).digest().copy(changed, end);
  return changed;
}

const reasonOf = (file: Uint8Array): string => {
  try {
    decodeModel(file);
  } catch (error) {
    expect(error).toBeInstanceOf(InputError);
    return (error as Error).message;
  }
  return "none";
};

/** Probabilities of all bytes after some bytes. */
const distributionAfter = (of: typeof model, before: Uint8Array) =>
  Array.from({ length: 256 }, (_, byte) => {
    const costs = new Float32Array(before.length + 1);
    of.bits(Uint8Array.of(...before, byte), costs);
    return 2 ** -costs[before.length]!;
  });

test("the probabilities of all bytes sum to 1 behind any bytes, and none is 0", () => {
  const random = Random.fromSeed(2);
  for (let trial = 0; trial < 300; trial++) {
    const length = random.uint32() % 12;
    const at = random.uint32() % (bytes.length - length);
    const context =
      trial % 3 === 0
        ? Uint8Array.from({ length }, () => random.uint32() & 255)
        : bytes.subarray(at, at + length);
    const p = distributionAfter(model, context);
    expect(p.reduce((sum, one) => sum + one, 0)).toBeCloseTo(1, 5);
    expect(Math.min(...p)).toBeGreaterThan(0);
  }
});

test("a text costs what its bytes do", () => {
  const some = text(3, 400);
  const costs = new Float32Array(some.length);
  expect(model.bits(some, costs)).toBeCloseTo(
    costs.reduce((sum, one) => sum + one, 0),
    2,
  );
});

test("what it states of unread text is what it pays for other text of the kind", () => {
  const other = text(4, 50_000);
  const { rate, interval } = header.heldOut!;
  expect(Math.abs(model.bits(other) / other.length - rate)).toBeLessThan(2 * (interval!.upper - rate));
  // Two bits choose each letter, and one byte in 500 is anything: H2(1/500) + 8/500.
  expect(rate).toBeGreaterThan(2.03);
  expect(rate).toBeLessThan(2.4);
});

test("equal texts give equal bytes", () => {
  const again = learnModel({ bytes: text(1, 60_000), documentEnds: [20_000, 20_003, 60_000] }, options);
  expect(Buffer.from(again.bytes).equals(learned.bytes)).toBe(true);
});

test("a file whose bytes were changed, or that was cut short, is refused", () => {
  const random = Random.fromSeed(5);
  for (let trial = 0; trial < 200; trial++) {
    const changed = Buffer.from(learned.bytes);
    changed[random.uint32() % changed.length]! ^= 1 << (random.uint32() % 8);
    expect(reasonOf(changed)).toMatch(/damaged|not a model|version/);
    expect(reasonOf(learned.bytes.subarray(0, random.uint32() % learned.bytes.length))).toMatch(
      /damaged|not a model/,
    );
  }
  expect(reasonOf(new Uint8Array(0))).toContain("not a model");
  expect(reasonOf(Buffer.concat([learned.bytes, Buffer.of(0)]))).toContain("damaged");
});

test("a forged file with the right checksum gives probabilities or a reason, and no other fault", () => {
  const random = Random.fromSeed(6);
  let refused = 0;
  for (let trial = 0; trial < 200; trial++) {
    const file = signed((changed) => {
      for (let k = 0; k < 1 + (trial % 8); k++) {
        const at = 16 + (random.uint32() % (changed.length - 48));
        changed[at] = random.uint32() & 255;
      }
      return changed;
    });
    const reason = reasonOf(file);
    if (reason !== "none") {
      refused++;
      expect(reason).not.toMatch(/\n/);
      continue;
    }
    const p = distributionAfter(decodeModel(file).model, bytes.subarray(0, 9));
    expect(p.reduce((sum, one) => sum + one, 0)).toBeCloseTo(1, 3);
  }
  expect(refused).toBeGreaterThan(50);
});

test("other versions and encodings are refused by name", () => {
  const later = signed((changed) => {
    changed.writeUInt32LE(7, 8);
    return changed;
  });
  expect(reasonOf(later)).toBe("a model of version 7; this mesoscope reads version 1: use a newer mesoscope");
  const words = signed((changed) => {
    const at = changed.indexOf('"encoding":"bytes"');
    changed.write('"encoding":"words"', at);
    return changed;
  });
  expect(reasonOf(words)).toContain("a model of words");
  const deep = signed((changed) => {
    changed.writeUInt32LE(0xffff_fff0, 12);
    return changed;
  });
  expect(reasonOf(deep)).toContain("a header of 4294967280 bytes");
});

test("texts of one byte, of nothing else and of all bytes are learned", () => {
  for (const some of [Uint8Array.of(7), new Uint8Array(5000).fill(7), text(9, 3000).map((_, i) => i & 255)]) {
    const one = decodeModel(learnModel({ bytes: some, documentEnds: [some.length] }, options).bytes);
    expect(distributionAfter(one.model, some.subarray(0, 5)).reduce((a, b) => a + b, 0)).toBeCloseTo(1, 5);
  }
  const flat = decodeModel(
    learnModel({ bytes: new Uint8Array(50_000).fill(7), documentEnds: [50_000] }, options).bytes,
  );
  expect(flat.model.bits(new Uint8Array(1000).fill(7)) / 1000).toBeLessThan(0.02);
});
