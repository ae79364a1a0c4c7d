import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { Random } from "../../../../src/core/random.ts";
import { sumOf } from "../../../../src/math/sums.ts";
import { ContextMixer } from "../../../../src/observer/members/context-mixer.ts";
import { mixerModel } from "../../../../src/observer/members/mixer-profiles.ts";
import { allExperts, sampleLaws } from "../../../../src/wasm/mixer-settings.ts";
import { readAgain } from "../../../references/read-again.ts";

const codes = Array.from({ length: 256 }, (_, byte) => byte);
const withSamples = { kind: "records", profile: "fast", codes } as const;
const without = {
  ...withSamples,
  model: { ...mixerModel("fast", "records"), experts: allExperts & ~sampleLaws },
} as const;

function bitsOf(bytes: Uint8Array, options: typeof withSamples | typeof without): number {
  const mixer = new ContextMixer(bytes, 256, options);
  const losses = new Float64Array(bytes.length);
  mixer.code(0, bytes.length, 0, true, losses);
  mixer.close();
  return sumOf(losses);
}

/** Normal noise, as the sum of twelve uniform numbers. */
function noiseOf(seed: number): (deviation: number) => number {
  const random = Random.fromSeed(seed);
  return (deviation) => {
    let sum = -6;
    for (let k = 0; k < 12; k++) sum += random.uniform();
    return sum * deviation;
  };
}

/** Bits of a whole number with normal noise. */
const entropyOf = (deviation: number) => Math.log2(deviation * Math.sqrt(2 * Math.PI * Math.E));

/** Numbers of some bytes each. */
function store(numbers: readonly number[], width: number, bigEndian = false): Uint8Array {
  const bytes = Buffer.alloc(numbers.length * width);
  for (const [index, number] of numbers.entries()) {
    const at = index * width;
    const rounded = Math.round(number);
    if (width === 1) bytes[at] = Math.max(0, Math.min(255, rounded));
    else if (bigEndian) bytes.writeIntBE(rounded, at, width);
    else bytes.writeIntLE(rounded, at, width);
  }
  return new Uint8Array(bytes);
}

const wave = (t: number) => 8000 * Math.sin(t * 0.31 + 1) + 5000 * Math.sin(t * 0.073);
const other = (t: number) => 6000 * Math.sin(t * 0.19) + 3000 * Math.sin(t * 0.041 + 2);

interface Source {
  readonly bytes: Uint8Array;
  /** bits that the noise says */
  readonly truth: number;
}

function waves(n: number, deviation: number): Source {
  const noise = noiseOf(1);
  return {
    bytes: store(
      Array.from({ length: n }, (_, t) => wave(t) + noise(deviation)),
      2,
    ),
    truth: n * entropyOf(deviation),
  };
}

function stereo(n: number): Source {
  const noise = noiseOf(2);
  const numbers = Array.from({ length: n }, (_, t) => [wave(t) + noise(20), other(t) + noise(8)]).flat();
  return { bytes: store(numbers, 2), truth: n * (entropyOf(20) + entropyOf(8)) };
}

function wide(n: number): Source {
  const noise = noiseOf(3);
  const numbers = Array.from({ length: n }, (_, t) => 100 * wave(t) + noise(300));
  return { bytes: store(numbers, 3, true), truth: n * entropyOf(300) };
}

/** A picture in which noise is added to what the pixels around predict, so that its entropy is that of the noise. */
function picture(columns: number, rows: number): Source {
  const noise = noiseOf(4);
  const bytes = new Uint8Array(3 * columns * rows);
  const row = 3 * columns;
  for (let at = 0; at < bytes.length; at++) {
    const north = at < row ? 128 : bytes[at - row]!;
    const west = at < 3 ? 128 : bytes[at - 3]!;
    const beside = at % 3 === 0 ? 0 : 0.4 * (bytes[at - 1]! - (at < row + 1 ? 128 : bytes[at - row - 1]!));
    bytes[at] = Math.round(128 + 0.55 * (north - 128) + 0.4 * (west - 128) + beside + noise(3));
  }
  return { bytes, truth: bytes.length * entropyOf(3) };
}

/** By how many percent the cost may exceed what the noise says; what the beginning teaches is in it. */
const sources: readonly (readonly [string, Source, number])[] = [
  ["16-bit sines with noise", waves(25_000, 3), 8],
  ["16-bit sines in stereo", stereo(15_000), 8],
  ["24-bit sines, highest byte first", wide(15_000), 8],
  ["a picture of red, green and blue", picture(150, 120), 8],
];

describe("samples", () => {
  it.each(sources)("%s cost little more than their noise", (_, { bytes, truth }, percent) => {
    const bits = bitsOf(bytes, withSamples);
    expect(bits / truth).toBeGreaterThan(0.99);
    expect(100 * (bits / truth - 1)).toBeLessThan(percent);
    expect(bits).toBeLessThan(bitsOf(bytes, without));
  });

  it.each([
    ["text", readFileSync(new URL("../../../../docs/method.md", import.meta.url)).subarray(0, 40_000)],
    ["machine code", readFileSync(process.execPath).subarray(30_000_000, 30_060_000)],
  ])("cost nothing in %s", (_, bytes) => {
    expect(bytes.length).toBeGreaterThan(20_000);
    const before = bitsOf(bytes, without);
    expect(Math.abs(bitsOf(bytes, withSamples) / before - 1)).toBeLessThan(0.001);
  });

  it.each([
    ["waves", waves(1500, 3).bytes],
    ["a picture", picture(40, 25).bytes],
  ])("a decoder knows what is expected: %s", (_, bytes) => {
    const open = (symbols: ArrayLike<number>) => new ContextMixer(symbols as Uint8Array, 256, withSamples);
    const { bits, equal } = readAgain(open(bytes), open, bytes, 256, [1000, 2500, bytes.length]);
    expect(equal).toBe(true);
    const coder = open(bytes);
    const losses = new Float64Array(bytes.length);
    for (const [start, end] of [
      [0, 1000],
      [1000, 2500],
      [2500, bytes.length],
    ] as const)
      coder.code(start, end, start, true, losses.subarray(start, end));
    expect(Math.abs(bits / sumOf(losses) - 1)).toBeLessThan(1e-6);
  });

  it("what is coded without learning costs the same again, and leaves no trace", () => {
    const { bytes } = waves(6000, 3);
    const [mixer, disturbed] = [0, 1].map(() => new ContextMixer(bytes, 256, withSamples)) as [
      ContextMixer,
      ContextMixer,
    ];
    const cost = (from: ContextMixer, start: number, end: number, segment: number, learn: boolean) => {
      const losses = new Float64Array(end - start);
      from.code(start, end, segment, learn, losses);
      return sumOf(losses);
    };
    expect(cost(mixer, 0, 5001, 0, true)).toBe(cost(disturbed, 0, 5001, 0, true));
    const once = cost(disturbed, 7003, 9000, 6001, false);
    expect(cost(disturbed, 9000, 9500, 7000, false)).toBeGreaterThan(0);
    expect(cost(disturbed, 7003, 9000, 6001, false)).toBe(once);
    disturbed.distribution(5003, 2000);
    expect(cost(disturbed, 5001, 12_000, 0, true)).toBe(cost(mixer, 5001, 12_000, 0, true));
  });
});
