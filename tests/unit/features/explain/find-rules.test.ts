import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Random } from "../../../../src/core/random.ts";
import { sequenceOf } from "../../../../src/core/sequence.ts";
import { findingClause, findingText } from "../../../../src/features/explain/finding-text.ts";
import { findRules } from "../../../../src/features/explain/findings.ts";
import type { RuleSample } from "../../../../src/features/explain/rules/unseen.ts";
import { inputsWithoutRule, inputsWithRule } from "../../../calibration/rule-inputs.ts";
import { bind, take } from "../../sources/support.ts";

async function rulesOf(recipe: string, n: number) {
  const source = await bind(recipe);
  return findRules(sequenceOf(take(source, n, 1), source.alphabetSize));
}

describe("findRules", () => {
  it("names a period in noise, with its factors", async () => {
    const source = await bind("uniform(alphabet=4)");
    const word = take(source, 60, 5);
    const random = Random.fromSeed(2);
    const noisy = Uint8Array.from({ length: 20_000 }, (_, i) =>
      random.uniform() < 0.3 ? random.below(4) : word[i % 60]!,
    );
    const [found, ...others] = findRules(sequenceOf(noisy, 4));
    expect(others).toEqual([]);
    expect(found).toMatchObject({ kind: "period", period: 60 });
    expect(findingClause(found!)).toBe("depends on its phase in a period of 60 symbols");
    expect(findingText(found!)).toMatch(
      /^Period 60 = 2\^2 \* 3 \* 5: the distribution of a symbol depends on its phase, and 6\d\.\d % of the symbols repeat\. Chosen on the first half, it saves \d+ bits on the second half: p <= 2\^-\d+\.$/,
    );
    const [exact] = findRules(
      sequenceOf(
        noisy.map((_, i) => word[i % 60]!),
        4,
      ),
    );
    expect(findingClause(exact!)).toBe("has period 60");
    expect(findingText(exact!)).toMatch(/^Period 60 = 2\^2 \* 3 \* 5: symbols repeat exactly\. Chosen/);
  });

  it("calls no sequence without a period periodic", async () => {
    for (const recipe of ["squarefree", "sturmian(of=2)", "fibonacci"])
      for (const found of await rulesOf(recipe, 20_000))
        expect(findingClause(found), recipe).not.toContain("has period");
  });

  it.each([1 / 3, 3 / 7, 2 / 5])(
    "calls no word that nearly repeats a register: letters of share %f",
    (share) => {
      const letterAt = (i: number) =>
        Math.floor((i + 1) * (share + 0.0006)) - Math.floor(i * (share + 0.0006));
      const word = Uint8Array.from({ length: 20_000 }, (_, i) => letterAt(i));
      for (const { kind } of findRules(sequenceOf(word, 2))) expect(kind).not.toMatch(/register|parity/);
    },
  );

  it("calls a period with few exceptions approximate: nobody can say whether they are errors", () => {
    const share = 199 / 463 + 1e-7;
    const word = Uint8Array.from(
      { length: 60_000 },
      (_, i) => Math.floor((i + 1) * share) - Math.floor(i * share),
    );
    const [found] = findRules(sequenceOf(word, 2));
    expect(found).toMatchObject({ kind: "period", period: 463, approximate: true });
  });

  it("names a register by its taps, and nothing that it does not give", async () => {
    const random = Random.fromSeed(4);
    const bits = Uint8Array.from({ length: 17 }, () => random.below(2));
    const register = new Uint8Array(6000);
    register.set(bits);
    for (let i = 17; i < 6000; i++) register[i] = register[i - 14]! ^ register[i - 17]!;
    const found = findRules(sequenceOf(register, 2));
    expect(found[0]).toMatchObject({ kind: "register", taps: [14, 17] });
    expect(findingText(found[0]!)).toContain("length 17: x(i) = x(i-14) + x(i-17) mod 2, without exception.");
    register[5000]! ^= 1;
    const [withError] = findRules(sequenceOf(register, 2));
    // One bit of 6,000, which is in three sums.
    expect(withError).toMatchObject({ kind: "register", taps: [14, 17], share: { value: 5980 / 5983 } });
    expect(findingText(withError!)).toContain("x(i) = x(i-14) + x(i-17) mod 2, for 99.9 % of the symbols.");
  });

  it("names a noisy parity", async () => {
    const found = await rulesOf("noisy-parity(k=8, eps=0.05)", 10_000);
    expect(found).toHaveLength(1);
    expect(found[0]).toMatchObject({ kind: "parity", taps: [1, 8] });
    expect(findingText(found[0]!)).toMatch(/^Parity: x\(i\) = x\(i-1\) \+ x\(i-8\) mod 2 for 9\d\.\d % of/);
  });

  it.each([
    ["nothing", sequenceOf(new Uint8Array(0), 2)],
    ["one symbol", sequenceOf(new Uint8Array(1), 1)],
    ["a constant", sequenceOf(new Uint8Array(5000), 1)],
    ["a constant of two", sequenceOf(new Uint8Array(5000), 2)],
    ["a short period", sequenceOf(Uint8Array.of(0, 1, 0, 1), 2)],
  ])("names nothing in %s", (_, sequence) => expect(findRules(sequence)).toEqual([]));
});

const bytes = Uint32Array.from({ length: 256 }, (_, code) => code);

/** Bytes as a file of them is read: with the values that they are. */
const ofBytes = (symbols: Uint8Array): RuleSample => ({
  ...sequenceOf(symbols, 256),
  codes: bytes,
  values: bytes,
});
const ofText = (text: string) => ofBytes(new TextEncoder().encode(text));

/** Records of 24 bytes, of which the fifth to the seventh are constant and the eighth is one of three; a share of all is noise. */
function records(count: number, noise: number): Uint8Array {
  const random = Random.fromSeed(8);
  const constant = [7, 200, 91];
  return Uint8Array.from({ length: 24 * count }, (_, i) => {
    const column = i % 24;
    if (random.uniform() < noise) return random.below(256);
    return column >= 4 && column < 7 ? constant[column - 4]! : random.below(column === 7 ? 3 : 256);
  });
}

describe("records", () => {
  it.each([0, 0.3])("are named by their width and the columns that say most, with %f of noise", (noise) => {
    const found = findRules(ofBytes(records(2000, noise)));
    expect(found).toMatchObject([{ kind: "columns", width: 24, columns: [{ first: 5, last: 7 }] }]);
    expect(findingClause(found[0]!)).toBe(
      "has records of 24 symbols, with most of their structure in columns 5-7",
    );
    expect(findingText(found[0]!)).toMatch(
      /^Records of 24 symbols: .*saves \d+ bits \(\d\.\d+ bit\/symbol, \d+ % of that in columns 5-7\) on the second half: p <= 2\^-\d+\.$/,
    );
  });

  it("are those of the input where it is cut into places", () => {
    const whole = records(2000, 0);
    const starts = Array.from({ length: 40 }, (_, k) => 1200 * k + ((7 * k) % 200));
    const cut = new Uint8Array(40_000);
    starts.forEach((start, k) => {
      cut.set(whole.subarray(start, start + 1000), 1000 * k);
    });
    const sample = { ...ofBytes(cut), segmentEnds: starts.map((_, k) => 1000 * (k + 1)) };
    expect(findRules({ ...sample, starts })).toMatchObject([
      { kind: "columns", width: 24, columns: [{ first: 5, last: 7 }] },
    ]);
    // Without their places columns have no numbers.
    expect(findRules(sample)).toMatchObject([{ kind: "period" }]);
  });

  it("are named where a column resembles the one above it and nothing else", () => {
    const random = Random.fromSeed(5);
    const last = [0, 0, 0];
    const slow = Uint8Array.from({ length: 30_000 }, (_, i) => {
      const column = i % 10;
      if (column > 2) return random.below(256);
      if (random.uniform() < 0.02) last[column] = random.below(256);
      return last[column]!;
    });
    expect(findRules(ofBytes(slow))).toMatchObject([
      { kind: "columns", width: 10, columns: [{ first: 1, last: 3 }] },
    ]);
  });

  it("of a table in text are its lines", () => {
    const random = Random.fromSeed(6);
    const colours = ["red   ", "green ", "blue  "];
    const lines = Array.from(
      { length: 2000 },
      (_, i) => `${20_000_000 + (i >> 3)} ${colours[random.below(3)]}${1000 + random.below(9000)}\n`,
    );
    const found = findRules({ ...ofText(lines.join("")), continues: false });
    expect(found).toMatchObject([{ kind: "columns", width: 20 }]);
  });
});

// The lists were fixed before any of them was tried.
describe("records with a counter", () => {
  const of = (count: number, record: (i: number, random: Random) => number[]) => {
    const random = Random.fromSeed(12);
    return ofBytes(Uint8Array.from(Array.from({ length: count }, (_, i) => record(i, random)).flat()));
  };
  const fields = (random: Random) => [random.below(4), random.below(256), 0, random.below(10)];

  it.each<[string, number, RuleSample, number, number, number]>([
    ["up by 1", 1, of(5000, (i, random) => [170, i & 255, ...fields(random)]), 6, 2, 1],
    ["up by 3", 1, of(5000, (i, random) => [170, (3 * i) & 255, ...fields(random)]), 6, 2, 3],
    ["down by 5", 1, of(5000, (i, random) => [170, (7 - 5 * i) & 255, ...fields(random)]), 6, 2, -5],
    ["of 2 bytes", 2, of(5000, (i, random) => [170, i >> 8, i & 255, ...fields(random)]), 7, 3, 1],
    [
      "of 3 bytes",
      3,
      of(6000, (i, random) => [i & 255, (i >> 8) & 255, (i >> 16) + 9, ...fields(random), 3, 3]),
      9,
      1,
      1,
    ],
  ])(
    "%s have their own width, and not that after which the counter begins again",
    (_, bytes, sample, width, column, step) => {
      const found = findRules(sample);
      expect(found.find(({ kind }) => kind === "columns")).toMatchObject({
        width,
        counters: [{ column, step }],
      });
      expect(found.find(({ kind }) => kind === "numbers")).toMatchObject({
        law: { type: "step", step },
        ...(bytes === 3 ? {} : { stored: { bytes } }),
      });
      expect(found).toHaveLength(2);
      const text = findingText(found.find(({ kind }) => kind === "columns")!);
      expect(text).toContain(
        `; column ${column} counts ${step > 0 ? "up" : "down"} by ${Math.abs(step)}. Chosen on the`,
      );
    },
  );

  it("are none where the counter is noise", () => {
    const found = findRules(
      of(5000, (_, random) => [random.below(256), random.below(256), random.below(256)]),
    );
    expect(found).toEqual([]);
  });
});

describe("rows of numbers that carry", () => {
  const iso = (seconds: number) => new Date(1000 * seconds).toISOString().slice(0, 19);
  const rows = (row: (i: number) => string, count = 3000) =>
    ofText(Array.from({ length: count }, (_, i) => `${row(i)}\n`).join(""));
  const noise = Random.fromSeed(13);

  it.each<[string, RuleSample, number, (number | string)[], string]>([
    ["seconds", rows((i) => iso(i).slice(11)), 1, [60], "counts up by 1 with carry, after 60"],
    [
      "a clock in steps",
      rows((i) => iso(17 * i).slice(11)),
      17,
      [60, 60],
      "counts up by 17 with carry, after 60 and 60",
    ],
    [
      "a clock in long steps",
      rows((i) => iso(3700 * i).slice(11)),
      3700,
      [60, 60, 24],
      "counts up by 3700 with carry, after 60, 60 and 24",
    ],
    [
      "backwards",
      rows((i) => iso(86_399 - 7 * (i % 12_000)).slice(11)),
      -7,
      [60, 60],
      "counts down by 7 with carry, after 60 and 60",
    ],
    [
      "days",
      rows((i) => iso(86_400 * i).slice(0, 10)),
      1,
      ["month", 12],
      "counts up by 1 with carry, after the days of a month and 12",
    ],
    ["addresses", rows((i) => `10.0.${i >> 8}.${i & 255}`), 1, [256], "counts up by 1 with carry, after 256"],
    [
      "places of a cube",
      rows((i) => `(${Math.floor(i / 400)}, ${Math.floor(i / 20) % 20}, ${i % 20})`),
      1,
      [20, 20],
      "counts up by 1 with carry, after 20 and 20",
    ],
    [
      "hexadecimal places",
      rows((i) => `${(i >> 7).toString(16)}:${(i & 127).toString(16)}`),
      1,
      [128],
      "counts up by 1 with carry, after 128",
    ],
  ])("%s", (_, sample, step, after, clause) => {
    const found = findRules(sample);
    expect(found).toHaveLength(1);
    expect(found[0]).toMatchObject({ kind: "numbers", stored: null, law: { type: "carry", step, after } });
    expect(findingClause(found[0]!)).toBe(clause);
    expect(findingText(found[0]!)).toMatch(
      /^Numbers in base 1[06]: rows of [234] count .* of their symbols\. Chosen on the first half, /,
    );
  });

  it.each<[string, RuleSample]>([
    ["drawn at random", rows(() => iso(noise.below(1e9)).slice(11))],
    ["whose steps change", rows((i) => iso(i < 1600 ? i : 1600 + 2 * (i - 1600)).slice(11))],
    ["with noise beside them", rows((i) => `${iso(7 * i).slice(11)} ${noise.below(1000)}`)],
    ["without a carry", rows((i) => `${i % 10} ${i % 7}`)],
  ])("not of those %s", (_, sample) => {
    const laws = findRules(sample).flatMap((one) => (one.kind === "numbers" ? [one.law.type] : []));
    expect(laws).not.toContain("carry");
  });
});

/** Numbers of 4 bytes, one after the other. */
function stored(numbers: readonly number[], littleEndian: boolean): Uint8Array {
  const view = new DataView(new ArrayBuffer(4 * numbers.length));
  numbers.forEach((number, i) => {
    view.setUint32(4 * i, number, littleEndian);
  });
  return new Uint8Array(view.buffer);
}

/** Numbers of a rule. */
function followed(first: number, count: number, next: (x: number) => number): number[] {
  const numbers = [first];
  while (numbers.length < count) numbers.push(next(numbers.at(-1)!));
  return numbers;
}

const lines = (count: number, lineOf: (i: number) => string) =>
  Array.from({ length: count }, (_, i) => lineOf(i)).join("");

describe("numbers that continue", () => {
  const random = Random.fromSeed(12);
  const generator = followed(1, 8000, (x) => (Math.imul(x, 1_664_525) + 1_013_904_223) >>> 0);
  const lehmer = followed(1, 8000, (x) => Number((BigInt(x) * 16_807n) % 2_147_483_647n));
  it.each([
    ["a step", lines(6000, (i) => `${1000 + 7 * i}\n`), { type: "step", step: 7 }, "counts up by 7"],
    [
      "a step in noise",
      lines(6000, (i) => `${random.uniform() < 0.1 ? random.below(90_000) : 90_000 - 12 * i + 5000}\n`),
      { type: "step", step: -12 },
      "counts down by 12",
    ],
    [
      "a step in base 16, with zeros",
      lines(6000, (i) => `${(17 * i).toString(16).padStart(8, "0")}\n`),
      { type: "step", step: 17 },
      "counts up by 17",
    ],
    [
      "a column of a log",
      lines(3000, (i) => `id=${4000 + i} took ${random.below(1000)} ms\n`),
      { type: "step", step: 1 },
      "has numbers that count up by 1",
    ],
    [
      "squares",
      lines(6000, (i) => `${i * i} `),
      { type: "polynomial", degree: 2 },
      "has numbers with constant differences of order 2",
    ],
  ])("%s, written", (_, text, law, clause) => {
    const [found] = findRules(ofText(text));
    expect(found).toMatchObject({ kind: "numbers", stored: null, law });
    expect(findingClause(found!)).toBe(clause);
    expect(findingText(found!)).toMatch(/^Numbers in base 1[06].* Chosen on the first half, it saves/);
  });

  it.each([
    [
      "a step",
      followed(5000, 8000, (x) => (x - 3) >>> 0),
      false,
      { type: "step", step: -3 },
      "counts down by 3",
    ],
    [
      "a step in noise",
      followed(5000, 8000, (x) => x + 9).map((x) => (random.uniform() < 0.1 ? random.uint32() : x)),
      true,
      { type: "step", step: 9 },
      "counts up by 9",
    ],
    [
      "a congruential generator",
      generator,
      true,
      { type: "congruential", multiplier: 1_664_525, increment: 1_013_904_223, modulus: 2 ** 32 },
      "is the output of a congruential generator, x -> 1664525 x + 1013904223 mod 4294967296",
    ],
    [
      "a generator in noise",
      generator.map((x) => (random.uniform() < 0.03 ? random.uint32() : x)),
      false,
      { type: "congruential", multiplier: 1_664_525, increment: 1_013_904_223, modulus: 2 ** 32 },
      "is the output of a congruential generator, x -> 1664525 x + 1013904223 mod 4294967296",
    ],
    [
      "Lehmer's generator",
      lehmer,
      true,
      { type: "congruential", multiplier: 16_807, increment: 0, modulus: 2 ** 31 - 1 },
      "is the output of a congruential generator, x -> 16807 x mod 2147483647",
    ],
  ])("%s, stored", (_, numbers, littleEndian, law, clause) => {
    const found = findRules(ofBytes(stored(numbers, littleEndian)));
    expect(found).toHaveLength(1);
    expect(found[0]).toMatchObject({
      kind: "numbers",
      base: null,
      stored: { bytes: 4, order: littleEndian ? "little" : "big" },
      law,
    });
    expect(findingClause(found[0]!)).toBe(clause);
    expect(findingText(found[0]!)).toContain(`Numbers of 4 bytes, ${littleEndian ? "little" : "big"}-endian`);
  });

  it("a counter in records of other things, with the records", () => {
    const view = new DataView(new ArrayBuffer(8 * 5000));
    for (let i = 0; i < 5000; i++) {
      view.setUint32(8 * i, 100 + i, true);
      view.setUint16(8 * i + 4, random.below(65_536), true);
      view.setUint16(8 * i + 6, 7, true);
    }
    const found = findRules(ofBytes(new Uint8Array(view.buffer)));
    expect(found.map(findingClause)).toEqual([
      "has numbers that count up by 1",
      expect.stringMatching(/^has records of 8 symbols/),
    ]);
    expect(findingText(found[0]!)).toMatch(
      /^Numbers of 4 bytes, little-endian, 50 % of all of them: x\(i\) = x\(i-1\) \+ 1 for 100\.0 % of them\./,
    );
  });

  it("are none where a number stays the same, or where the law ends in the first half", () => {
    const kinds = (text: string) => findRules(ofText(text)).map(({ kind }) => kind);
    expect(kinds(lines(4000, () => "42\n"))).not.toContain("numbers");
    const ends = lines(6000, (i) => `${i < 3000 ? 5 * i : random.below(30_000)}\n`);
    expect(kinds(ends)).not.toContain("numbers");
  });
});

describe("a wave", () => {
  const wave = (n: number, length: number, [amplitude, deviation]: readonly [number, number]) => {
    const random = Random.fromSeed(31);
    const normal = () =>
      Math.sqrt(-2 * Math.log(1 - random.uniform())) * Math.cos(2 * Math.PI * random.uniform());
    return Uint8Array.from({ length: n }, (_, t) =>
      Math.max(
        0,
        Math.min(
          255,
          Math.round(128 + amplitude * Math.sin((2 * Math.PI * t) / length) + deviation * normal()),
        ),
      ),
    );
  };

  it.each([
    [90, 4],
    [20, 30],
  ])("of amplitude %f is named in noise of deviation %f", (amplitude, deviation) => {
    const [found, ...others] = findRules(ofBytes(wave(40_000, 44.4288, [amplitude, deviation])));
    expect(others).toEqual([]);
    if (found?.kind !== "wave") throw new Error("no wave");
    expect(found.length.value).toBeCloseTo(44.4288, 2);
    expect(found.amplitude.value / amplitude).toBeCloseTo(1, 1);
    expect(found.deviation.value / deviation).toBeCloseTo(1, 1);
    expect(findingClause(found)).toMatch(/^follows a wave with a period of 44\.4\d* symbols$/);
    expect(findingText(found)).toMatch(
      /y\(i\) = 2 cos\(2 pi\/44\.4\d*\) y\(i-1\) - y\(i-2\) with y = x - 12[78]/,
    );
  });

  it.each([
    [6, 20, true],
    [1, 20, false],
  ])("of amplitude %f is found in noise of deviation %f: %s", (amplitude, deviation, isFound) => {
    const found = findRules(ofBytes(wave(40_000, 44.4288, [amplitude, deviation])));
    expect(found.map(({ kind }) => kind)).toEqual(isFound ? ["wave"] : []);
  });

  it("continues from place to place of an input that was cut", () => {
    const whole = wave(500_000, 61.7, [40, 20]);
    const starts = Array.from({ length: 90 }, (_, k) => 5500 * k + ((37 * k) % 500));
    const cut = new Uint8Array(90_000);
    starts.forEach((start, k) => {
      cut.set(whole.subarray(start, start + 1000), 1000 * k);
    });
    const segmentEnds = starts.map((_, k) => 1000 * (k + 1));
    const found = findRules({ ...ofBytes(cut), segmentEnds, starts });
    expect(found).toMatchObject([{ kind: "wave" }]);
    expect(found[0]!.kind === "wave" && found[0]!.length.value).toBeCloseTo(61.7, 4);
  });

  it("is not found if its frequency drifts", () => {
    const random = Random.fromSeed(2);
    let phase = 0;
    const drifting = Uint8Array.from({ length: 40_000 }, () => {
      phase += 0.14 + 0.1 * (random.uniform() - 0.5);
      return Math.round(128 + 90 * Math.sin(phase));
    });
    expect(findRules(ofBytes(drifting)).map(({ kind }) => kind)).not.toContain("wave");
  });
});

describe("whatever is read", () => {
  it("names rules whose numbers are finite, and the same ones twice", () => {
    // Few symbols repeat, so that rules are found often.
    const pieces = fc.array(fc.integer({ min: 0, max: 9 }), { minLength: 1, maxLength: 30 });
    fc.assert(
      fc.property(
        fc.record({
          word: pieces,
          repeats: fc.integer({ min: 1, max: 60 }),
          noise: fc.array(fc.tuple(fc.nat({ max: 1500 }), fc.nat({ max: 255 })), { maxLength: 40 }),
          cuts: fc.array(fc.nat({ max: 1800 }), { maxLength: 4 }),
          first: fc.nat({ max: 250 }),
          places: fc.boolean(),
        }),
        ({ word, repeats, noise, cuts, first, places }) => {
          const symbols = Uint8Array.from(
            { length: word.length * repeats },
            (_, i) => (first + word[i % word.length]!) % 256,
          );
          for (const [at, symbol] of noise) if (at < symbols.length) symbols[at] = symbol;
          const ends = cuts.filter((at) => at < symbols.length).sort((a, b) => a - b);
          const segmentEnds = [...ends, symbols.length];
          const starts = segmentEnds.map((_, k) => 5000 * k + (ends[k - 1] ?? 0));
          const sample = { ...ofBytes(symbols), segmentEnds, ...(places ? { starts } : {}) };
          const found = findRules(sample);
          expect(findRules(sample)).toEqual(found);
          for (const finding of found) {
            expect(finding.saved.value).toBeGreaterThanOrEqual(20);
            expect(`${findingClause(finding)} ${findingText(finding)}`).not.toMatch(/NaN|Infinity|undefined/);
          }
        },
      ),
      { numRuns: 120 },
    );
  });

  it("takes alphabets of which a period has no room", () => {
    const random = Random.fromSeed(1);
    const word = Uint16Array.from({ length: 2000 }, () => random.below(60_000));
    const symbols = Uint16Array.from({ length: 20_000 }, (_, i) => word[i % 2000]!);
    expect(
      findRules({ ...sequenceOf(symbols, 65_536), codes: Uint32Array.from({ length: 65_536 }, (_, i) => i) }),
    ).toEqual([]);
  });
});

describe("rules of a sample that was cut out of a longer input", () => {
  const blocks = (symbols: Uint8Array, alphabetSize: number, length: number) => ({
    ...sequenceOf(symbols, alphabetSize),
    segmentEnds: Array.from({ length: symbols.length / length }, (_, k) => (k + 1) * length),
  });

  it("are those of all its places: a period that only the first of them have is none", () => {
    const random = Random.fromSeed(3);
    const word = (length: number) => Array.from({ length }, () => random.below(4));
    const [first, later] = [word(12), word(14)];
    const symbols = Uint8Array.from({ length: 40_000 }, (_, i) =>
      i < 10_000 ? first[(i % 1000) % 12]! : later[(i % 1000) % 14]!,
    );
    expect(findRules(blocks(symbols, 4, 1000)).map((one) => one.kind === "period" && one.period)).toEqual([
      14,
    ]);
    const only = symbols.map((symbol, i) => (i < 10_000 ? symbol : random.below(4)));
    expect(findRules(blocks(only, 4, 1000))).toEqual([]);
  });

  it("nor is one that begins shortly before the first half ends", () => {
    const random = Random.fromSeed(3);
    const word = Array.from({ length: 14 }, () => random.below(4));
    const from = (begin: number) =>
      Uint8Array.from({ length: 40_000 }, (_, i) => (i < begin ? random.below(4) : word[i % 14]!));
    expect(findRules(sequenceOf(from(16_000), 4))).toEqual([]);
    expect(findRules(sequenceOf(from(5000), 4))).toMatchObject([{ kind: "period", period: 14 }]);
    // Lines of six bytes begin at 45 % of it.
    const lines = Array.from({ length: 20_000 }, (_, i) => `${i + 1}\n`).join("");
    const counter = Uint8Array.from(Buffer.from(lines.slice(0, 108_000)), (byte) =>
      byte === 10 ? 10 : byte - 48,
    );
    expect(findRules(blocks(counter, 11, 1000))).toEqual([]);
  });

  it("a register goes on in each place from bits of its own", () => {
    const random = Random.fromSeed(4);
    const bits = new Uint8Array(20_000);
    for (let i = 0; i < bits.length; i++)
      bits[i] = i % 500 < 9 ? random.below(2) : bits[i - 4]! ^ bits[i - 9]!;
    expect(findRules(blocks(bits, 2, 500))[0]).toMatchObject({ kind: "register", taps: [4, 9] });
    bits[13_333]! ^= 1;
    expect(findRules(blocks(bits, 2, 500))[0]).toMatchObject({ kind: "register", taps: [4, 9] });
  });
});

// Kinds and answers were fixed before; tests/calibration has all 360 inputs.
describe("of inputs with known answers", () => {
  it("the shortest without a rule have none, but the width of their numbers", () => {
    for (const { name, sample, allows } of inputsWithoutRule(4)) {
      if (!name.endsWith(" 9")) continue;
      for (const found of findRules(sample))
        expect(allows(found), `${name}: ${findingClause(found)}`).toBe(true);
    }
  });

  it("those with a rule in noise have that rule", () => {
    const missed: string[] = [];
    for (const { name, sample, stretch, noise, allows, wants } of inputsWithRule(4)) {
      if (noise !== 0.1) continue;
      const found = findRules(sample, stretch);
      for (const one of found) expect(allows(one), `${name}: ${findingClause(one)}`).toBe(true);
      if (!found.some(wants!)) missed.push(name);
    }
    expect(missed).toEqual([]);
  });

  it("a parity of more than two, and no parity of a chain that remembers more", () => {
    const noise = Random.fromSeed(8);
    const taps = [2, 3, 7, 11];
    const bits = Uint8Array.from({ length: 40_000 }, () => noise.below(2));
    for (let i = 11; i < bits.length; i++)
      bits[i] = taps.reduce((sum, tap) => sum ^ bits[i - tap]!, noise.uniform() < 0.1 ? 1 : 0);
    const [found, ...others] = findRules(sequenceOf(bits, 2));
    expect(others).toEqual([]);
    expect(found).toMatchObject({ kind: "parity", taps });
    expect(findingClause(found!)).toBe("follows a parity of the symbols at lags 2, 3, 7 and 11");
    expect(findingText(found!)).toMatch(
      /^Parity: x\(i\) = x\(i-2\) \+ x\(i-3\) \+ x\(i-7\) \+ x\(i-11\) mod 2 for (89|90)\.\d % of/,
    );
  });

  it.each([0.001, 0.01])("registers with a share %f of wrong bits", (errors) => {
    const draw = Random.fromSeed(9);
    for (const taps of [
      [5, 9],
      [6, 7],
      [4, 13, 15, 16],
      [36, 41],
      [62, 63],
      [26, 27, 126, 127],
    ]) {
      const bits = Uint8Array.from({ length: 60_000 }, () => draw.below(2));
      for (let i = taps.at(-1)!; i < bits.length; i++)
        bits[i] = taps.reduce((bit, tap) => bit ^ bits[i - tap]!, 0);
      const wrong = bits.map((bit) => (draw.uniform() < errors ? 1 - bit : bit));
      expect(findRules(sequenceOf(wrong, 2)).find(({ kind }) => kind === "register")).toMatchObject({ taps });
    }
  });

  it("an approximate period is called so", () => {
    const slope = 23 / 61 + 1e-6;
    const word = Uint8Array.from(
      { length: 60_000 },
      (_, i) => Math.floor((i + 1) * slope) - Math.floor(i * slope),
    );
    const [found] = findRules(sequenceOf(word, 2));
    expect(found).toMatchObject({ kind: "period", approximate: true });
    expect(findingClause(found!)).toMatch(/^has an approximate period of \d+ symbols$/);
    expect(findingText(found!)).toMatch(/^Approximate period /);
  });
});
