import { describe, expect, it } from "vitest";
import { Random } from "../../../../src/core/random.ts";
import { sumOf } from "../../../../src/math/sums.ts";
import { ContextMixer, type MixerOptions } from "../../../../src/observer/members/context-mixer.ts";
import { mixerModel } from "../../../../src/observer/members/mixer-profiles.ts";
import { allExperts } from "../../../../src/wasm/mixer-settings.ts";
import { readAgain } from "../../../references/read-again.ts";

const codes = Array.from({ length: 256 }, (_, byte) => byte);
const withNumbers = { kind: "records", profile: "fast", codes } as const;
const records = mixerModel("fast", "records");
const without = { ...withNumbers, model: { ...records, experts: allExperts - 16 } } as const;

function bitsOf(bytes: Uint8Array, options: MixerOptions): number {
  const mixer = new ContextMixer(bytes, 256, options);
  const losses = new Float64Array(bytes.length);
  mixer.code(0, bytes.length, 0, true, losses);
  mixer.close();
  return sumOf(losses);
}

/** A number in a record: its bytes, their order, its first value, its step. */
interface Field {
  readonly width: number;
  readonly bigEndian?: true;
  readonly first?: number;
  readonly step: number;
}

/** Records of a number followed by bytes of noise, after a header. */
function table(
  { width, bigEndian, first = 0, step }: Field,
  noise: number,
  header: number,
  size: number,
): Uint8Array {
  const random = Random.fromSeed(width + noise);
  const bytes: number[] = Array.from({ length: header }, () => random.below(256));
  for (let value = BigInt(first); bytes.length < size; value += BigInt(step)) {
    const number = Array.from({ length: width }, (_, k) => Number((value >> BigInt(8 * k)) & 255n));
    bytes.push(...(bigEndian ? number.reverse() : number));
    for (let k = 0; k < noise; k++) bytes.push(random.below(256));
  }
  return Uint8Array.from(bytes.slice(0, size));
}

/** Numbers, the noise after each, the header, and by how many percent their cost may exceed that of the noise. */
const tables: readonly (readonly [string, Field, number, number, number])[] = [
  ["one byte in steps of 37", { width: 1, step: 37 }, 4, 0, 1],
  ["two bytes", { width: 2, step: 3 }, 3, 0, 1],
  ["two bytes, big-endian, downwards", { width: 2, bigEndian: true, first: 60_000, step: -7 }, 3, 5, 1],
  ["three bytes, big-endian", { width: 3, bigEndian: true, step: 4099 }, 5, 3, 1],
  ["four bytes", { width: 4, step: 104_729 }, 7, 16, 1],
  ["four bytes, big-endian", { width: 4, bigEndian: true, first: 1_700_000_000, step: 65_537 }, 37, 1, 1],
  ["eight bytes", { width: 8, first: 1_700_000_000_000_000, step: 1_234_567 }, 4, 0, 2],
  ["eight bytes, big-endian", { width: 8, bigEndian: true, first: 2 ** 50, step: 1_234_567 }, 4, 0, 2],
];

describe("stored numbers", () => {
  it.each(tables)("%s cost little more than the noise beside them", (_, field, noise, header, percent) => {
    const size = 60_000;
    const bytes = table(field, noise, header, size);
    const truth = 8 * (header + ((size - header) * noise) / (noise + field.width));
    const bits = bitsOf(bytes, withNumbers);
    expect(bits).toBeGreaterThan(truth - 8 * (noise + field.width));
    expect(100 * (bits / truth - 1)).toBeLessThan(percent);
    // It is the expert that saves it.
    expect(bits).toBeLessThan(truth + (bitsOf(bytes, without) - truth) / 2);
  });

  it("cost nothing where there are none, and in text: the mixer is the same to the bit", () => {
    const random = Random.fromSeed(4);
    const noise = Uint8Array.from({ length: 20_000 }, () => random.below(256));
    const constant = new Uint8Array(5000);
    const text = Buffer.from(Array.from({ length: 4000 }, (_, i) => `${i},${random.below(100)}\n`).join(""));
    for (const bytes of [noise, constant]) expect(bitsOf(bytes, withNumbers)).toBe(bitsOf(bytes, without));
    const model = mixerModel("fast", "text");
    const asText = { ...withNumbers, kind: "text", model } as const;
    expect(bitsOf(text, asText)).toBe(
      bitsOf(text, { ...asText, model: { ...model, experts: allExperts - 16 } }),
    );
  });

  it("are read again from their code, in segments", () => {
    const one = table({ width: 2, step: 259 }, 3, 3, 2500);
    const two = table({ width: 4, bigEndian: true, step: 70_001 }, 2, 0, 1500);
    const bytes = Uint8Array.from([...one, ...two, ...one.subarray(0, 700)]);
    const ends = [1100, 1103, 2500, 4000, bytes.length];
    const writer = new ContextMixer(bytes, 256, withNumbers);
    const { bits, equal } = readAgain(
      writer,
      (empty) => writer.decoder(empty as Uint8Array<ArrayBuffer>),
      bytes,
      256,
      ends,
    );
    expect(equal).toBe(true);
    const losses = new Float64Array(bytes.length);
    const mixer = new ContextMixer(bytes, 256, withNumbers);
    for (const [s, end] of ends.entries()) {
      const start = ends[s - 1] ?? 0;
      mixer.code(start, end, start, true, losses.subarray(start));
    }
    expect(sumOf(losses)).toBeCloseTo(bits, 1);
  });

  it("are learned only where the mixer learns", () => {
    const bytes = table({ width: 4, step: 104_729 }, 4, 0, 12_000);
    const mixer = new ContextMixer(bytes, 256, withNumbers);
    const losses = () => {
      const found = new Float64Array(4000);
      mixer.code(8000, 12_000, 8000, false, found);
      return found;
    };
    mixer.code(0, 4000, 0, true, null);
    const before = losses();
    mixer.code(4000, 8000, 4000, false, new Float64Array(4000));
    expect(losses()).toEqual(before);
    const truth = (4000 * 8) / 2;
    expect(sumOf(before)).toBeLessThan(1.15 * truth);
  });
});
