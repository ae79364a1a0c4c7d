import { describe, expect, it, test } from "vitest";
import { Random } from "../../../../src/core/random.ts";
import { describeStretch } from "../../../../src/features/odd/describe-stretch.ts";
import { kindsOf } from "../../../../src/features/odd/read-by-others.ts";
import { byWords, scoreCount, scoresOf, surpriseOf } from "../../../../src/features/odd/surprise.ts";
import { tailOf, tailScaleOf } from "../../../../src/features/odd/tail.ts";
import { leastUsual, UsualFiles } from "../../../../src/features/odd/usual-files.ts";

test.each([
  ["src/a.ts", [".ts"]],
  ["types/A.d.TS", [".d.ts", ".ts"]],
  ["a.test.js", [".test.js", ".js"]],
  ["jquery-3.2.1.js", [".js"]],
  ["jquery-3.2.min.js", [".min.js", ".js"]],
  ["Makefile", []],
  [".gitignore", []],
  ["a.b/Makefile", []],
  ["", []],
])("%s is of the kinds %j", (path, kinds) => {
  expect(kindsOf(path)).toEqual(kinds);
});

describe("the tail of usual files", () => {
  // Of 1000 files of an exponential law of half-way point 1 the quantiles.
  const scores = Float64Array.from({ length: 1000 }, (_, i) => -Math.log2((i + 0.5) / 1000));
  const tail = tailOf(scores);

  it("goes on as it did, and its level is the inverse", () => {
    expect(tail.expected(0)).toBe(1000);
    expect(tail.expected(1)).toBe(500);
    for (const score of [5, 8, 12]) {
      expect(tail.expected(score) / (1000 * 2 ** -score)).toBeGreaterThan(0.8);
      expect(tail.level(tail.expected(score))).toBeCloseTo(score, 9);
    }
    expect(tail.level(500)).toBeCloseTo(1, 2);
  });

  it("goes on alike, however few its files are", () => {
    const random = Random.fromSeed(5);
    for (const n of [40, 100, 400]) {
      // What lies ten halvings beyond the largest tenth, over many folders of an exponential law.
      const trials = 2000;
      let sum = 0;
      for (let trial = 0; trial < trials; trial++) {
        const some = tailOf(Float64Array.from({ length: n }, () => -Math.log2(1 - random.uniform())));
        const count = Math.floor(n * 0.1);
        sum += (some.level(count * 2 ** -10) - some.level(count)) / 10;
      }
      expect([n, sum / trials]).toEqual([n, expect.closeTo(1, 1)]);
    }
  });

  it("of few files is that of others unless they tell otherwise, without a bias", () => {
    const random = Random.fromSeed(6);
    const draw = (n: number, half: number) =>
      Float64Array.from({ length: n }, () => -half * Math.log2(1 - random.uniform()));
    const others = { mean: Math.log(1), deviation: 0.3 };
    const halfOf = (tail: ReturnType<typeof tailOf>) => tail.level(0.001) - tail.level(0.002);
    for (const [n, most] of [
      [40, 0.26],
      [4000, 0.1],
    ] as const) {
      const logs = Array.from({ length: 500 }, () => Math.log(halfOf(tailOf(draw(n, 1), others))));
      const mean = logs.reduce((sum, log) => sum + log, 0) / logs.length;
      const deviation = Math.sqrt(logs.reduce((sum, log) => sum + (log - mean) ** 2, 0) / logs.length);
      expect([n, mean]).toEqual([n, expect.closeTo(0, 1)]);
      expect(deviation).toBeLessThan(most);
    }
    // Four hundred of the largest tenth tell that they are others.
    expect(halfOf(tailOf(draw(4000, 3), others))).toBeGreaterThan(2.3);
    expect(halfOf(tailOf(draw(40, 3), others))).toBeLessThan(2);
  });

  it("tells its scale with the error that it has", () => {
    const random = Random.fromSeed(7);
    for (const n of [40, 400]) {
      const scales = Array.from({ length: 2000 }, () =>
        tailScaleOf(Float64Array.from({ length: n }, () => -2 * Math.log2(1 - random.uniform()))),
      );
      const mean = scales.reduce((sum, { log }) => sum + log, 0) / scales.length;
      const variance = scales.reduce((sum, { log }) => sum + (log - mean) ** 2, 0) / scales.length;
      expect([n, mean]).toEqual([n, expect.closeTo(Math.LN2, 1)]);
      expect(variance / scales[0]!.variance).toBeGreaterThan(0.8);
      expect(variance / scales[0]!.variance).toBeLessThan(1.25);
    }
  });

  it("changes little by strange files among them", () => {
    const strange = tailOf(Float64Array.from(scores, (score, i) => (i < 10 ? 60 : score)));
    expect(strange.level(0.01) / tail.level(0.01)).toBeLessThan(1.15);
  });

  it("is no fault of copies, one file or none", () => {
    const copies = tailOf(new Float64Array(50).fill(2));
    expect([copies.expected(2), copies.expected(3) < 1e-9]).toEqual([50, true]);
    expect(tailOf(new Float64Array(1)).expected(0)).toBe(1);
    expect(tailOf(new Float64Array(0)).expected(1)).toBe(0);
  });
});

test("the most surprising word is one of letters and digits, and is cut at 256 bytes", () => {
  const text = `a/b.c = "${"Q".repeat(40)}"; ${"x".repeat(300)}`;
  const bytes = new Uint8Array(Buffer.from(text));
  const costs = Float32Array.from(bytes, (byte) => (byte === 81 ? 6 : 0.5));
  const surprise = surpriseOf(
    bytes,
    costs,
    costs.reduce((a, b) => a + b),
    { different: 50, unknown: 25 },
  );
  expect(surprise.word).toEqual({ at: 9, length: 40, bits: 240 });
  expect(surprise.oddest[0]).toMatchObject({ length: 64, bits: 240 + 24 * 0.5 });
  // What a short file lacks is taken for usual.
  const scores = scoresOf(surprise, 2);
  expect(scores).toHaveLength(scoreCount);
  // A quarter of its words and of fifty known ones are new.
  expect(scores[byWords]).toBeCloseTo(-Math.log2(0.75), 3);
  expect(scores[5]).toBeCloseTo((surprise.rate * bytes.length + (16_384 - bytes.length) * 2) / 16_384, 3);
  const long = surpriseOf(new Uint8Array(300).fill(97), new Float32Array(300).fill(1), 300, {
    different: 1,
    unknown: 0,
  }).word;
  expect(long).toEqual({ at: 0, length: 256, bits: 256 });
});

describe("files among usual ones", () => {
  const files = Array.from({ length: 100 }, (_, i) => ({
    path: i < 50 ? `${i}.js` : `${i}.md`,
    surprise: new Array<number>(scoreCount).fill((i % 50) / 50 + (i < 50 ? 1 : 3)),
  }));
  const usual = new UsualFiles(files, null);
  const at = (value: number) => new Array<number>(scoreCount).fill(value);

  it.each([leastUsual - 1, leastUsual, 39, 40])(
    "are compared with %i of their kind from twenty on",
    (count) => {
      // Those of the kind surprise less than the others, of which there are as many as a repository needs.
      const some = [...files.slice(0, count), ...files.slice(50, 90)];
      const few = new UsualFiles(some, null);
      const isEnough = count >= 20;
      expect(few.judge({ path: "a.js", surprise: at(3.5) }, null, 0.01)).toMatchObject(
        isEnough ? { kind: ".js", among: count } : { kind: null, among: count + 40 },
      );
      expect(few.judge({ path: "a.js", surprise: at(3.5) }, null, 0.01).p <= 0.01).toBe(isEnough);
    },
  );

  it("are compared with all where there are too few of their kind", () => {
    expect(usual.judge({ path: "a.js", surprise: at(3.5) }, null, 0.01)).toMatchObject({
      kind: ".js",
      among: 50,
    });
    expect(usual.judge({ path: "a.test.js", surprise: at(3.5) }, null, 0.01).kind).toBe(".js");
    expect(usual.judge({ path: "a.py", surprise: at(3.5) }, null, 0.01)).toMatchObject({
      kind: null,
      among: 100,
    });
    const [js, md] = ["a.js", "a.md"].map((path) => usual.judge({ path, surprise: at(3.5) }, null, 0.01).p);
    expect(js!).toBeLessThan(1e-6);
    expect(md!).toBe(1);
    expect(() => new UsualFiles(files.slice(0, leastUsual - 1))).toThrow(RangeError);
  });

  it("fail from the limit on that goes with a probability", () => {
    const { limit, p } = usual.judge({ path: "a.js", surprise: at(2.4) }, null, 0.001);
    expect(usual.judge({ path: "a.js", surprise: at(limit) }, null, 0.001).p).toBeCloseTo(0.001, 9);
    expect(p <= 0.001).toBe(2.4 >= limit);
    expect(usual.limit("a.js", 2, 0.001)).toBeCloseTo(limit, 9);
  });

  it("are judged by what they surprise beyond what was accepted", () => {
    const [before, same, more] = [3, 3, 4].map((value) => ({ path: "a.js", surprise: at(value) }));
    expect(usual.judge(same!, before!, 0.01).p).toBe(1);
    expect(usual.judge(more!, before!, 0.01).p).toBeLessThan(1e-3);
    expect(usual.judge(same!, null, 0.01).p).toBeLessThan(1e-3);
    const far = { path: "a.js", surprise: at(1e9) };
    expect(usual.judge(far, far, 0.01)).toMatchObject({ p: 1, limit: expect.any(Number) });
  });
});

test("a new file whose ending no other one has is as improbable as such an ending beside", () => {
  const surprise = (value: number) => new Array<number>(scoreCount).fill(value);
  // Two of fifty endings stand once.
  const files = Array.from({ length: 50 }, (_, i) => ({
    path: i === 0 ? "a.css" : i === 1 ? "b.html" : i < 5 ? `${i}.md` : `${i}.js`,
    surprise: surprise(i / 50),
  }));
  const usual = new UsualFiles(files, null);
  const p = (path: string, before: (typeof files)[number] | null = null) =>
    usual.judge({ path, surprise: surprise(1.2) }, before, 0.01);
  // Those of no kind with 40 files are compared with all of them.
  const [md, py] = [p("x.md"), p("x.py")];
  expect(md).toMatchObject({ kind: null, newEnding: null });
  expect(py).toMatchObject({ kind: null, newEnding: ".py" });
  expect(py.p).toBeCloseTo((md.p * 2) / 50, 12);
  expect(usual.judge({ path: "y.py", surprise: surprise(py.limit) }, null, 0.01).p).toBeCloseTo(0.01, 9);
  expect(p("x.css").newEnding).toBeNull();
  expect(p("Makefile").newEnding).toBeNull();
  expect(p("x.py", { path: "x.py", surprise: surprise(1) }).newEnding).toBeNull();
});

test.each([
  ["q7Jx2ZpL9vK4mT8sW1bN6cR3yH5gF0dA", "random characters"],
  ["9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08", "random characters"],
  ["1234, 5678, 9012, 3456, 7890, 1234, 5678", "numbers"],
  ["Декларация прав человека и гражданина", "not ASCII"],
  ["for (const value of values) total += value;", null],
  [`!function(t){${"var e=t.n;return e(t),".repeat(60)}}`, "its line has"],
])("%s is described", (text, says) => {
  const bytes = new Uint8Array(Buffer.from(text));
  const described = describeStretch(bytes, 0, bytes.length);
  if (says === null) expect(described).toBeNull();
  else expect(described).toContain(says);
});
