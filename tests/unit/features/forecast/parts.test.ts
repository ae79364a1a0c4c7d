import { expect, test } from "vitest";
import { learnLaw, textParts } from "../../../../src/features/forecast/law.ts";
import { expectationsOf, expectLosses } from "../../../../src/features/forecast/losses.ts";
import {
  forecastParts,
  type KnownParts,
  knownParts,
  partsOf,
  partTraits,
} from "../../../../src/features/forecast/parts.ts";
import { curveTraits, type SampleTraits } from "../../../../src/features/forecast/traits.ts";
import { exactBits } from "../../../../src/observer/curves/position-parts.ts";

test("parts of one name are one, and cost the mean of their symbols", () => {
  const record = [
    { name: "mark", bits: [4] },
    { name: "sum", bits: [1, 0, 0] },
    { name: "mark", bits: [0, 2, 0] },
  ];
  expect(exactBits(record)).toEqual(
    new Map([
      ["mark", 6 / 4],
      ["sum", 1 / 3],
    ]),
  );
});

test("what has neither letters nor a record has no parts", () => {
  const sequence = { symbols: Uint8Array.of(0, 1), alphabetSize: 2, segmentEnds: [2] };
  expect(() => partsOf({ record: null, sequence } as never)).toThrow(
    "the input has no parts: parts are positions in a text of bytes or characters, or parts of a task's record",
  );
});

test("no part is forecast by what is known of the same task or package", async () => {
  const known = async (provenance: object, record: unknown = null) =>
    new Set((await knownParts({ record, provenance } as never)).experience.map((one) => one.package));
  const texts = [...(await known({ kind: "stdin" }))];
  const [text] = texts;
  expect(await known({ kind: "corpus", package: text })).toEqual(new Set(texts.slice(1)));
  const record = [{ name: "a", bits: [1] }];
  const tasks = [...(await known({ kind: "stdin" }, record))];
  const [task] = tasks;
  expect(await known({ kind: "recipe", recipe: `${task}(a=1)` }, record)).toEqual(new Set(tasks.slice(1)));
  expect(await known({ kind: "recipe", recipe: task }, record)).toEqual(new Set(tasks.slice(1)));
});

const blocks = 32;
const length = 2000;
const inOrder = Array.from({ length: blocks }, (_, b) => b);
const curveOf = (bits: (block: number) => number) => ({
  lengths: inOrder.map(() => length),
  orders: [{ blocks: inOrder, bits: Float64Array.from(inOrder, bits) }],
});
const whole: SampleTraits = {
  ...curveTraits(curveOf((b) => 3000 - 10 * b)),
  ...{ fillIn: 0.05, duplicated: 0, recurrence: 0.1, recurrenceError: 0.1 },
  f1: { limit: 0.5, amplitude: 0.5, exponent: 0.5 },
};
/** A part that pays so many bits in each block at so many places. */
const part = (name: string, bits: (block: number) => number, places: (block: number) => number) => ({
  ...{ name, paid: curveOf(bits), places: curveOf(places) },
});
const falling = (b: number) => 900 - 5 * b;

test("traits of a part are those of its own curve, and what repeats is a trait of the whole", () => {
  const one = part("letters", falling, () => 500);
  const read = partTraits(one, whole);
  if (read.status !== "ok") throw new Error(read.reason);
  expect(read.traits).toEqual({ ...whole, ...curveTraits(one.paid), open: 1 });
  // 500 places in each block of 2000, so that a bit a symbol of the part is a quarter of one of the whole.
  const open = (exact: number) => {
    const known = partTraits(one, whole, exact);
    return known.status === "ok" ? known.traits.open : null;
  };
  expect(open(0.5)).toBeCloseTo(1 - 0.125 / read.traits.rate, 9);
  expect(open(99)).toBe(0);
});

test("parts of few places, in few blocks, or that cost next to nothing have no traits", () => {
  const reasonOf = (...of: Parameters<typeof part>) => {
    const read = partTraits(part(...of), whole);
    return read.status === "ok" ? null : read.reason;
  };
  const some = (count: number, each: number) => (b: number) => (b < count ? each : 0);
  expect(reasonOf("a", falling, some(16, 31.25))).toBeNull();
  expect(reasonOf("a", falling, some(16, 31.2))).toBe("499 positions in 16 blocks are too few");
  expect(reasonOf("a", falling, some(15, 100))).toBe("1500 positions in 15 blocks are too few");
  const learned = "already learned: it costs almost nothing";
  // A thousandth of a bit at each of 500 places.
  expect(
    reasonOf(
      "a",
      () => 0.501,
      () => 500,
    ),
  ).toBeNull();
  expect(
    reasonOf(
      "a",
      () => 0.499,
      () => 500,
    ),
  ).toBe(learned);
  expect(
    reasonOf(
      "a",
      (b) => (b < 16 ? 900 : 0),
      () => 500,
    ),
  ).toBe(learned);
  // Of what cost nothing at first nobody knows how fast it falls.
  expect(
    reasonOf(
      "a",
      (b) => (b < 16 ? 0 : 900),
      () => 500,
    ),
  ).toBe(learned);
});

// A few samples teach as all do, in less time.
const { experience: all } = await knownParts({ record: null, provenance: { kind: "stdin" } } as never);
const experience = all.slice(0, 30);
const law = learnLaw(experience, textParts);
const known = (exact: readonly (readonly [string, number])[] = []): KnownParts => ({
  ...{ exact: new Map(exact), experience, kind: textParts },
});
const forecast = (
  parts: readonly ReturnType<typeof part>[],
  exact?: readonly (readonly [string, number])[],
) => forecastParts({ curve: { ...curveOf(falling), parts }, traits: whole } as never, [2, 4], known(exact));

test("a part is forecast as the whole is, for each of its places", () => {
  const one = part("letters", falling, () => 500);
  const [made] = forecast([one]);
  const read = partTraits(one, whole);
  if (read.status !== "ok" || made!.outcome.status !== "ok") throw new Error("no forecast");
  const scaled = (range: object) =>
    Object.fromEntries(Object.entries(range).map(([end, value]) => [end, 4 * value]));
  expect(made).toMatchObject({ name: "letters", share: 0.25, exact: null });
  expect(made!.outcome.codeLength).toBe(read.traits.codeLength);
  expect(made!.outcome.loss).toEqual(scaled(expectLosses(read.traits, law, 1).loss));
  expect(made!.outcome.expectations).toEqual(
    expectationsOf({ curve: one.paid, traits: read.traits }, law, [2, 4]).map((one) => ({
      ...one,
      loss: scaled(one.loss),
    })),
  );
  expect("untold" in made!.outcome).toBe(false);
});

test("the curve of a part has the losses of six octaves", () => {
  const [made] = forecast([part("letters", falling, (b) => (b === 0 ? 0 : 500))]);
  const mean = (from: number, to: number) => {
    const own = inOrder.slice(from, to);
    return own.reduce((sum, b) => sum + falling(b), 0) / own.reduce((sum, b) => sum + (b === 0 ? 0 : 500), 0);
  };
  expect(made!.curve.map(({ symbols }) => symbols)).toEqual(
    [1, 2, 4, 8, 16, 32].map((size) => size * length),
  );
  // Its first block has no place of it.
  expect(made!.curve.map(({ loss }) => loss)).toEqual([
    null,
    ...[1, 2, 4, 8, 16].map((from) => expect.closeTo(mean(from, 2 * from), 9)),
  ]);
});

test("no part is forecast while more than a quarter of what is paid could still be saved", () => {
  const one = part("letters", falling, () => 500);
  const other = part(
    "rest",
    () => 2000,
    () => 1500,
  );
  const { rate } = curveTraits(one.paid);
  // Bits a place that leave so much of the rate of all to be saved.
  const exactFor = (open: number) => (rate - open * whole.rate) * 4;
  const statuses = (exact: readonly (readonly [string, number])[]) =>
    forecast([one, other], exact).map(({ outcome }) => outcome.status);
  expect(statuses([["letters", exactFor(0.24)]])).toEqual(["ok", "ok"]);
  expect(statuses([["letters", exactFor(0.26)]])).toEqual(["undefined", "undefined"]);
  // What a part pays less than it should saves others nothing.
  expect(
    statuses([
      ["letters", exactFor(0.24)],
      ["rest", 99],
    ]),
  ).toEqual(["ok", "ok"]);
  const [made] = forecast([one], [["letters", exactFor(0.26)]]);
  expect(made).toMatchObject({
    exact: exactFor(0.26),
    outcome: {
      reason:
        "26 % of the cost could still be saved: the observer has not found the rule yet, and all parts change when it does",
    },
  });
});
