import { describe, expect, it } from "vitest";
import { Random } from "../../../../src/core/random.ts";
import { profileBlocks } from "../../../../src/features/explain/profile.ts";
import { sampleDocuments } from "../../../../src/input/read-sample.ts";
import { words } from "../../../references/encodings/words.ts";

const text = "aé漢👍 — ".repeat(300);
const utf8 = new TextEncoder().encode(text);

/** Every place a symbol can stand at, of all blocks. */
function placesOf(sampled: ReturnType<typeof sampleDocuments>): number[][] | undefined {
  return profileBlocks(sampled.sequence, sampled.blocks)?.map(({ length, offsetAt }) =>
    Array.from({ length: length + 1 }, (_, s) => offsetAt(s)),
  );
}

const sample = (bytes: Uint8Array, encoding: "bytes" | "characters", symbols: number | "all") =>
  sampleDocuments([bytes], { sample: symbols, encoding, random: Random.fromSeed(1) });

describe("profileBlocks", () => {
  it("counts bytes as they are", () => {
    const sampled = sample(utf8, "bytes", 400);
    const places = placesOf(sampled)!;
    expect(places).toHaveLength(8);
    for (const [b, { offset, length }] of sampled.blocks.entries()) {
      expect(places[b]).toEqual(Array.from({ length: length + 1 }, (_, i) => offset + i));
    }
  });

  it.each([
    ["utf-8", utf8, 0],
    ["utf-16le", Buffer.from(`\ufeff${text}`, "utf16le"), 2],
  ] as const)("finds where each character of %s begins", (charset, bytes, start) => {
    const sampled = sample(bytes, "characters", "all");
    expect(sampled.sequence.decoding.charset).toBe(charset);
    const size = (character: string) =>
      Buffer.byteLength(character, charset === "utf-8" ? "utf8" : "utf16le");
    const expected: number[] = [start];
    for (const character of text) expected.push(expected.at(-1)! + size(character));
    expect(placesOf(sampled)).toEqual([expected]);
  });

  it("ends every block of characters where it ends", () => {
    const sampled = sample(utf8, "characters", 500);
    const places = placesOf(sampled)!;
    expect(places.map((all) => [all[0], all.at(-1)])).toEqual(
      sampled.blocks.map(({ offset, length }) => [offset, offset + length]),
    );
    expect(places.reduce((sum, all) => sum + all.length - 1, 0)).toBe(500);
  });

  it("knows nothing of words, of generated sequences, and of text that could not be read", () => {
    const sequence = words.encode([utf8]);
    expect(profileBlocks(sequence, [{ offset: 0, length: utf8.length }])).toBeUndefined();
    expect(profileBlocks(sample(utf8, "bytes", "all").sequence, [])).toBeUndefined();
    const broken = Uint8Array.from([...utf8.subarray(0, 400), 0xe2, 0x82, ...utf8.subarray(400)]);
    expect(placesOf(sample(broken, "characters", "all"))).toBeUndefined();
  });
});
