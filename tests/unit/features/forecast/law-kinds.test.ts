import { expect, test } from "vitest";
import {
  type Experience,
  experienceFactors,
  type LawKind,
  learnLaw,
  recordParts,
  textParts,
  textsInOrder,
  wholeTexts,
} from "../../../../src/features/forecast/law.ts";
import { recordPartExperience } from "../../../../src/features/forecast/parts.ts";

const traits = {
  n: 40_000,
  blocks: 25,
  slope: 0,
  bend: 0,
  fillIn: 0,
  duplicated: 0,
  variation: 0,
};

/** The traits of three changes of log l, the last one first. */
function changes(last: number, before: number, first: number) {
  return { ...traits, slope: (4 * last + 2 * before + first) / 7, bend: last - first };
}

test("a part of a record is read by its last doubling, in pieces that bend at .1 and .5 and end at 1.5", () => {
  const read = (last: number) =>
    recordParts.read(changes(last, last, last)).map((x) => Number(x.toFixed(12)));
  expect(read(-0.06)).toEqual([0.06, 0, 0]);
  expect(read(-0.3)).toEqual([0.1, 0.2, 0]);
  expect(read(-0.9)).toEqual([0.1, 0.4, 0.4]);
  expect(read(-3)).toEqual([0.1, 0.4, 1]);
  expect(read(0.4)).toEqual([0, 0, 0]);
  // Changes that fall by 2/10 from one doubling to the next: the last is 1/10.
  expect(recordParts.read(changes(-0.1, -0.3, -0.5))[0]).toBeCloseTo(0.1, 12);
  expect(recordParts.read(changes(-0.1, -0.3, -0.5))[1]).toBeCloseTo(0, 12);
});

test("what a law of records doubts: all alike, what moves, distance, what is open, and what bends", () => {
  const far = Math.log(10) ** 2;
  const one = { ...changes(-0.2, -0.1, 0), open: 0.25 };
  const expected = [1, 0.04, far, 0.25 * far, 0.04 * far, 0.04 * far];
  for (const [i, doubt] of recordParts.doubts(one, 10).entries()) expect(doubt).toBeCloseTo(expected[i]!, 12);
  // Where nobody knows the source all may be open; changes above .3 are as doubtful as that.
  const steep = recordParts.doubts(changes(-2, -1, 0), 10);
  for (const [i, doubt] of [1, 0.09, far, far, 0.09 * far, 0.09 * far].entries())
    expect(steep[i]).toBeCloseTo(doubt, 12);
  expect(recordParts.doubts(changes(2, 1, 0), 10)).toEqual(steep);
});

test("a law of places of a text doubts what whole texts make it doubt, what moves, and few places", () => {
  const far = Math.log(5) ** 2;
  const one = { ...changes(-0.1, -0.1, -0.1), variation: 0.5, duplicated: 0.2, fillIn: 0.3 };
  const doubts = textParts.doubts(one, 5);
  for (const [i, doubt] of [1, 0.01, 0.01, far, 0.2 * far, 0.3 * far, 0.01 * far, 0].entries())
    expect(doubts[i]).toBeCloseTo(doubt, 12);
  // Of whole texts the exponent wanders: a variance like that of as many steps.
  expect(wholeTexts.doubts(one, 5)).toEqual([1, 0.2, 0.3].map((doubt) => doubt * Math.log(5)));
  expect(textParts.read(one)).toEqual(wholeTexts.read(one));
});

test("in order losses follow the power law and f1, and far from the sample equally the last rate", () => {
  const { logRatio, exponent } = textsInOrder.fixed!;
  // C(n) = n^.8 and C(n) = .3 n + 2 n^.5: mean losses from 1 to k, in that of the last half and in a rate of 1.
  const one = { ...traits, exponent: 0.8, f1: { limit: 0.3, amplitude: 2, exponent: 0.5 } };
  const last = 2 * (1 - 0.5 ** 0.8);
  const mean = (factor: number) =>
    ((factor ** 0.8 - 1) / (factor - 1) / last) * (0.3 + (2 * (factor ** 0.5 - 1)) / (factor - 1));
  for (const factor of [1.5, 2, 10, 20]) {
    const share = (1 - 1 / factor) / 2;
    expect(Math.exp((2 * logRatio(one, factor)) / (1 - share))).toBeCloseTo(mean(factor), 12);
  }
  expect(Math.exp(2 * logRatio(one, 1))).toBeCloseTo((0.8 / last) * (0.3 + 2 * 0.5), 12);
  const curves = [one, { ...one, f1: { limit: 1, amplitude: 3, exponent: 0 } }];
  for (const curve of curves) {
    for (const factor of [1.01, 2, 9, 20]) {
      const [before, after] = [factor * 0.9999, factor * 1.0001];
      const slope = (logRatio(curve, after) - logRatio(curve, before)) / Math.log(after / before);
      expect(exponent(curve, factor)).toBeCloseTo(slope, 6);
    }
    expect(exponent(curve, 1)).toBeCloseTo(exponent(curve, 1 + 1e-5), 4);
  }
  // What costs as much everywhere goes on so.
  const flat = { ...traits, exponent: 1, f1: { limit: 0.4, amplitude: 0.6, exponent: 1 } };
  for (const factor of [1, 2, 10])
    expect([logRatio(flat, factor), exponent(flat, factor)]).toEqual([
      expect.closeTo(0, 12),
      expect.closeTo(0, 12),
    ]);
  expect(textsInOrder.doubts({ ...one, duplicated: 0.2, variation: 0.3 }, 5)).toEqual(
    [1, 0.2, 0.09].map((doubt) => expect.closeTo(doubt * Math.log(5), 12)),
  );
});

/** Rows whose mean losses up to k are e^r(k) of what they were. */
const row = (name: string, ratio: (factor: number) => number, variation = 0): Experience => ({
  ...traits,
  text: name,
  package: name,
  seed: 1,
  inOrder: false,
  variation,
  ratios: experienceFactors.map(ratio),
});

/** Expects no change, and is as sure of all. */
const still: LawKind = { read: () => [0], slowestFall: 0, doubts: () => [1], learnsLoss: true };

test("an interval of the loss at the end holds the losses that were seen there", () => {
  const rows = [0.02, 0.05, 0.09, 0.14].map((fall, i) =>
    row(`p${i}`, (factor) => -fall * Math.log(factor), 0.1),
  );
  const law = learnLaw(rows, still);
  // Between 8 and 10 times the sample: 9 of the mean up to 10 less 7 of the mean up to 8, halved.
  const losses = [0.02, 0.05, 0.09, 0.14].map((fall) => (9 * 10 ** -fall - 7 * 8 ** -fall) / 2);
  const own = law.lawError(traits, 2);
  const error = Math.sqrt(0.01 / 25 + (1.4 * own) ** 2 + 0.01 / (2 * 25));
  expect(law.lossQuantile(1)).toBeCloseTo(Math.abs(Math.log(losses[3]!)) / error, 9);
  expect(law.lossQuantile(0.5)).toBeCloseTo(Math.abs(Math.log(losses[1]!)) / error, 9);
  expect(law.lossError({ ...traits, variation: 0.1 }, 2)).toBeCloseTo(
    Math.sqrt(0.01 / 25 + (1.4 * own) ** 2),
    12,
  );
  const whole = learnLaw(rows, { ...still, learnsLoss: false });
  expect(whole.lossQuantile(0.8)).toBe(whole.quantile(0.8));
});

test("a loss at the end is a twentieth of the mean at least", () => {
  // All that is read of a part says that losses fall like 1/k^2.
  const rows = ["a", "b", "c"].map((name) => row(name, (factor) => -2 * Math.log(factor)));
  const law = learnLaw(rows, { ...still, read: () => [1] });
  expect(law.endOverMean(traits, 10)).toBe(1 / 20);
  expect(law.endOverMean(traits, 1)).toBe(1);
});

test("left out, a task's intervals of what falls no more are narrow, and those of what still falls are wide", async () => {
  const experience = await recordPartExperience();
  for (const task of ["copy", "reverse", "sort", "recall", "modular-addition", "brackets"]) {
    const law = learnLaw(
      experience.filter(({ package: name }) => name !== task),
      recordParts,
    );
    const half = (last: number, open: number) =>
      law.quantile(0.95) * law.error({ ...changes(last, last, last), open }, 10);
    expect(half(0, 0)).toBeLessThan(0.03);
    expect(half(-0.3, 1)).toBeGreaterThan(0.7);
  }
});
