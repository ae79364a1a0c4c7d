import { afterEach, describe, expect, it, vi } from "vitest";
import {
  distanceCompressor,
  normalizedCompressionDistance,
  sizeTogether,
  zstd,
} from "../../../src/estimators/codecs.ts";

describe("normalizedCompressionDistance", () => {
  it.each([
    [10, 20, 25, 15 / 20],
    [20, 10, 25, 15 / 20],
    [20, 20, 20, 0],
    [20, 20, 40, 1],
    [8, 8, 17, 9 / 8],
    [0, 8, 8, 1],
    [0, 0, 0, 0],
    [0, 0, 3, 0],
  ])("codes of %i and %i bytes, and %i of both", (a, b, together, distance) => {
    expect(normalizedCompressionDistance(a, b, together)).toBe(distance);
  });
});

/** Bytes that no code makes shorter, and no two of which are alike. */
function noise(length: number, seed: number): Uint8Array {
  let state = seed;
  return Uint8Array.from({ length }, () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state >>> 24;
  });
}

describe("sizeTogether", () => {
  const bytes = (text: string) => new TextEncoder().encode(text);

  it("is the size of the code of what comes one after another", async () => {
    const whole = await sizeTogether(bytes("to be or not to be, that is the question"));
    const parts = await sizeTogether(bytes("to be or not"), bytes(""), bytes(" to be, that is the question"));
    expect(parts).toEqual(whole);
    expect(whole.library).toMatch(/zstd/);
  });

  // A frame: 4 bytes of magic number, 1 of description, 1 to 4 for the size; a block has 3 bytes before its content.
  it("stores what no code makes shorter", async () => {
    const { size } = await sizeTogether(noise(200, 1), noise(200, 2));
    expect(size).toBe(400 + 4 + 1 + 2 + 3);
  });

  // Deflate would have forgotten the first piece, and so paid for it twice.
  it("remembers the first piece over many times 32 768 bytes", async () => {
    const [piece, between] = [noise(20_000, 3), noise(100_000, 4)];
    const [apart, together] = [await sizeTogether(piece, between), await sizeTogether(piece, between, piece)];
    expect(apart.size).toBe(120_000 + 4 + 1 + 4 + 3);
    expect(together.size - apart.size).toBeLessThan(100);
  });
});

it("names what sizes are measured by", () => {
  expect(distanceCompressor).toBe("zstd 19");
});

describe("without Zstandard", () => {
  afterEach(() => {
    vi.restoreAllMocks();
    vi.resetModules();
  });

  it("gives a reason where there is no size", async () => {
    vi.resetModules();
    const codec = await import("../../../src/estimators/codecs.ts");
    vi.spyOn(codec.zstd, "open").mockResolvedValue({ reason: "it is not installed" });
    const fresh = await import("../../../src/estimators/codecs.ts");
    await expect(fresh.sizeTogether(new Uint8Array(9))).rejects.toThrow("Zstandard: it is not installed");
    expect(codec.zstd).not.toBe(zstd);
  });
});
