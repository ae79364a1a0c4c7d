import { describe, expect, it } from "vitest";
import { Random } from "../../../../src/core/random.ts";
import { sumOf } from "../../../../src/math/sums.ts";
import { ContextMixer, type MixerOptions } from "../../../../src/observer/members/context-mixer.ts";
import { mixerModel } from "../../../../src/observer/members/mixer-profiles.ts";
import { pointerExperts } from "../../../../src/wasm/mixer-settings.ts";
import { readAgain } from "../../../references/read-again.ts";

/** Lines of numbers beside noise; `below` draws noise, and counts what it says. */
type Line = (i: number, below: (bound: number) => number, walk: (step: number) => number) => string;

function lines(line: Line, size: number, seed = 1): { bytes: Uint8Array; noise: number } {
  const random = Random.fromSeed(seed);
  let value = 1000;
  const walk = (step: number) => {
    value += step;
    return value;
  };
  let [text, noise] = ["", 0];
  const below = (bound: number) => {
    noise += Math.log2(bound);
    return random.below(bound);
  };
  for (let i = 0; text.length < size; i++) text += `${line(i, below, walk)}\n`;
  return { bytes: Buffer.from(text), noise };
}

const codes = Array.from({ length: 256 }, (_, byte) => byte);
const text = mixerModel("fast", "text");
const withNumbers = { kind: "text", profile: "fast", codes } as const;
const without = { ...withNumbers, model: { ...text, experts: pointerExperts } } as const;

function bitsOf(bytes: Uint8Array, options: MixerOptions): number {
  const mixer = new ContextMixer(bytes, 256, options);
  const losses = new Float64Array(bytes.length);
  mixer.code(0, bytes.length, 0, true, losses);
  mixer.close();
  return sumOf(losses);
}

const pad = (value: number, width: number, base = 10) => value.toString(base).padStart(width, "0");
const clock = (seconds: number) =>
  [3600, 60, 1].map((unit) => pad(Math.floor(seconds / unit) % (unit === 3600 ? 24 : 60), 2)).join(":");
const letter = (below: (bound: number) => number) => "ABCDEFGH"[below(8)];

/** Tables, and by how many percent their cost may exceed what their noise says; what the beginning teaches is in it. */
const tables: readonly (readonly [string, Line, number])[] = [
  ["a padded counter beside two letters", (i, below) => `${pad(i, 5)},${letter(below)}${letter(below)}`, 6],
  ["a counter beside numbers below 1000", (i, below) => `${i},${below(1000)}`, 5],
  ["a clock beside two digits", (i, below) => `${clock(7 * i)} ${pad(below(100), 2)}`, 9],
  ["a counter downwards in steps of 7", (i, below) => `${90_000 - 7 * i} ${below(10)}`, 10],
  ["hexadecimal numbers", (i, below) => `${pad(i + 240, 6, 16)} ${pad(below(256), 2, 16)}`, 6],
  ["quarters, which carry into units", (i, below) => `${(i / 4).toFixed(2)};${below(10)}`, 9],
  [
    "months, which begin at 1",
    (i, below) => `${1000 + Math.floor(i / 60)}-${pad(1 + (i % 60), 2)} ${below(100)}`,
    5,
  ],
  ["seconds since 1970", (i, below) => `${1_700_000_000 + 60 * i} 10.0.0.${below(256)}`, 14],
  ["lines of JSON", (i, below) => `{"id":${i},"user":"${letter(below)}","ms":${below(100)}}`, 12],
];

/** Numbers that follow the one before by steps that differ. */
const spread: readonly (readonly [string, Line, number])[] = [
  ["identifiers with gaps of 1 to 4", (_, below, walk) => `${walk(1 + below(4))},${letter(below)}`, 5],
  ["gaps of 1 to 4, padded", (_, below, walk) => `${pad(walk(1 + below(4)), 7)} ${letter(below)}`, 7],
  ["hexadecimal gaps", (_, below, walk) => `${pad(walk(1 + below(16)), 6, 16)} ${below(10)}`, 18],
  ["gaps below 1000", (_, below, walk) => `${1e6 + walk(below(1000))};${below(100)}`, 8],
  ["a walk of steps up and down", (_, below, walk) => `${walk(below(7) - 3)} ${below(10)}`, 5],
  [
    "times of events in milliseconds",
    (_, below, walk) => `${1_700_000_000_000 + walk(below(5000))} ${letter(below)}`,
    12,
  ],
];

describe("written numbers", () => {
  it.each([...tables, ...spread])("%s cost little more than what is noise", (_, line, percent) => {
    const { bytes, noise } = lines(line, 40_000);
    const bits = bitsOf(bytes, withNumbers);
    expect(bits).toBeGreaterThan(noise);
    expect(100 * (bits / noise - 1)).toBeLessThan(percent);
    // It is the expert that saves it.
    expect(bits).toBeLessThan(noise + (bitsOf(bytes, without) - noise) / 2);
  });

  it("are dates, whose months end at different days", () => {
    const date: Line = (i, below) =>
      `${new Date(86_400_000 * (18_000 + i)).toISOString().slice(0, 10)},${below(16)}`;
    const { bytes, noise } = lines(date, 100_000);
    const bits = bitsOf(bytes, withNumbers);
    expect(bits).toBeGreaterThan(noise);
    expect(100 * (bits / noise - 1)).toBeLessThan(9);
  });

  it("cost nothing where there are none: the mixer is the same to the bit", () => {
    const random = Random.fromSeed(2);
    const words = ["whale", "ship", "sea", "captain", "Ahab", "the", "of", "added", "face"];
    const prose = Buffer.from(
      Array.from(
        { length: 4000 },
        () => `${words[random.below(9)]}${random.below(9) === 0 ? ".\n" : " "}`,
      ).join(""),
    );
    expect(bitsOf(prose, withNumbers)).toBe(bitsOf(prose, without));
  });

  const hostile: Readonly<Record<string, Line>> = {
    "40 digits": (_, below) => Array.from({ length: 40 }, () => below(10)).join(""),
    "signs and separators": (i, below) =>
      `${i % 2 === 0 ? "-" : "+"}${(1000 * i).toLocaleString("en")} ${below(10)}`,
    "times of 25:61": (_, below) => `${pad(below(30), 2)}:${pad(below(70), 2)}`,
    "columns that appear and vanish": (i, below) =>
      Array.from({ length: below(5) }, (_, k) => i * k + below(3)).join(" "),
    "rows of one byte": (_, below) => String(below(10)),
    "empty lines": (i, below) => (below(2) === 0 ? "" : `${i} ${below(10)}`),
    "twenty columns": (i, below) =>
      Array.from({ length: 20 }, (_, k) => (k % 3 === 0 ? i : below(10))).join(","),
    zeros: (_, below) => "0".repeat(1 + below(20)),
    "hexadecimal digits without end": (_, below) =>
      Array.from({ length: 30 }, () => below(16).toString(16)).join(""),
    "the largest numbers": (i, below) => `99999999999999999 ffffffffffffff${below(10)} ${2 ** 52 + i}`,
    "hexadecimal numbers that do not fit": (i, below) => `${"f".repeat(15 + (i % 3))}${below(10)}`,
    "steps that do not fit": (i, below) => `${i % 2 === 0 ? 2 ** 31 * below(3) : 0} ${2 ** 40 * below(9)}`,
    "numbers that grow to 17 digits": (i, below) => `${3 ** (i % 36)} ${10 ** below(17)}`,
    "widths that change": (i, below) => `${pad(i + below(3), 1 + below(9))} ${pad(below(99), 1 + (i % 5))}`,
    "steps from below 0": (i, below) => `${below(2) * i} ${below(3)}`,
    "columns that repeat the first": (_, below) => `${below(1000)};`.repeat(3),
    "no line feed": (_, below) => `${below(1000)};`.repeat(50).replaceAll("\n", ";"),
  };
  it.each(Object.keys(hostile))("cost hardly more than without the expert: %s", (name) => {
    const { bytes } = lines(hostile[name]!, 20_000, 3);
    expect(bitsOf(bytes, withNumbers)).toBeLessThan(1.002 * bitsOf(bytes, without) + 8);
  });

  it("are read again from their code, in segments", () => {
    const all = [...[...tables, ...spread].map(([, line]) => line), ...Object.values(hostile)];
    const parts = all.map((line, k) => lines(line, 120, k).bytes);
    const bytes = Buffer.concat([...parts, ...parts]);
    const ends = [700, 701, 2500, bytes.length];
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
    const { bytes } = lines(tables[0]![1], 9000);
    const mixer = new ContextMixer(bytes, 256, withNumbers);
    const losses = () => {
      const found = new Float64Array(3000);
      mixer.code(6000, 9000, 6000, false, found);
      return found;
    };
    const untaught = losses();
    mixer.code(0, 3000, 0, true, null);
    const before = losses();
    expect(sumOf(before)).toBeLessThan(sumOf(untaught) / 1.5);
    mixer.code(3000, 6000, 3000, false, new Float64Array(3000));
    expect(losses()).toEqual(before);
  });
});
