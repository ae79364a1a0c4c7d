import { readFile } from "node:fs";
import { describe, expect, it } from "vitest";
import * as z from "zod";
import { UsageError } from "../../../src/core/errors.ts";
import {
  analyze,
  calibrate,
  check,
  closedForm,
  compare,
  defineEstimator,
  defineSource,
  type EstimationContext,
  estimate,
  estimators,
  generate,
  type OwnSource,
  RecipeError,
  sources,
  truth,
} from "../../../src/index.ts";
import { measurementSchema } from "../../../src/results/report-schema.ts";

const tryEstimate = estimate.try;

estimators.add(
  defineEstimator({
    id: "test-distinct",
    quantity: "symbolEntropy",
    estimate: ({ sequence }) => Math.log2(new Set(sequence.symbols).size),
  }),
);
estimators.add(
  defineEstimator({
    id: "test-of-k",
    quantity: "symbolEntropy",
    params: z.strictObject({ k: z.number().min(0).default(2) }),
    minimumLength: 2,
    estimate(_, { k }) {
      if (k === 0) return Number.NaN;
      if (k === 1) return { reason: "k is one" };
      if (k === 3) throw new Error("three");
      const interval = { lower: 0, upper: k, level: 0.9, method: "blocks" as const };
      return { value: k / 4, interval };
    },
  }),
);
sources.add(
  defineSource({
    id: "test-coin",
    params: z.strictObject({ p: z.number().min(0).max(1).default(0.5) }),
    positional: "p",
    bind: ({ p }) => ({
      alphabetSize: 2,
      open: (random) => () => (random.uniform() < p ? 1 : 0),
      truth: () => ({ entropyRate: closedForm(p === 0.5 ? 1 : 0, "by definition") }),
    }),
  }),
);
sources.add(
  defineSource({
    id: "test-seven",
    inputs: 1,
    bind: (_, [child]) => ({
      alphabetSize: child!.alphabetSize,
      length: 7,
      open: (random) => child!.open(random),
      label: (symbol) => `<${symbol}>`,
    }),
  }),
);
sources.add(
  defineSource({ id: "test-short", bind: () => ({ alphabetSize: 3, length: 5, open: () => () => 2 }) }),
);

describe("an estimator of a program", () => {
  it("works by its id, with parameters", async () => {
    expect(await estimate("abcd", "test-distinct")).toMatchObject({
      value: 2,
      unit: "bit/symbol",
      interval: null,
    });
    const found = await estimate("abcd", "test-of-k(k=4)");
    expect(found).toMatchObject({ value: 1, parameters: { k: 4 }, interval: { upper: 4 } });
    await expect(estimate("abcd", "test-of-k(q=4)")).rejects.toThrow("estimator test-of-k");
  });

  it("is checked as the others are", async () => {
    await expect(estimate("abcd", "test-of-k(k=0)")).rejects.toThrow("no finite number");
    await expect(estimate("abcd", "test-of-k(k=1)")).rejects.toThrow("test-of-k: k is one");
    await expect(estimate("abcd", "test-of-k(k=3)")).rejects.toThrow("failed: three");
    await expect(estimate("a", "test-of-k")).rejects.toThrow("1 symbols, needs 2");
  });

  it("works next to others, and in limits", async () => {
    const text = "abcabc".repeat(1000);
    const { measurements } = await analyze(text, { estimators: ["plug-in", "test-distinct"] });
    expect(measurements.map(({ estimator }) => estimator)).toEqual(["plug-in", "test-distinct"]);
    const { checks } = await check(text, { symbolEntropy: { max: 1, estimator: "test-distinct" } });
    expect(checks[0]).toMatchObject({ status: "failed", estimator: "test-distinct" });
  });

  it("changes nothing that others measure", async () => {
    const text = "the quick brown fox ".repeat(100);
    const spoil = ({ sequence, bytes }: EstimationContext) => {
      sequence.symbols.fill(0);
      bytes.fill(0);
      return new Set([...sequence.symbols, ...bytes]).size;
    };
    estimators.add(defineEstimator({ id: "test-spoil", quantity: "symbolEntropy", estimate: spoil }));
    const { measurements } = await analyze(text, { estimators: ["test-spoil", "plug-in", "deflate"] });
    const alone = await analyze(text, { estimators: ["plug-in", "deflate"] });
    expect(measurements[0]).toMatchObject({ value: 1 });
    expect(measurements.slice(1)).toEqual(alone.measurements);
  });

  it("shares no value with others, by whatever name, and moves no draws of theirs", async () => {
    const text = "the quick brown fox ".repeat(100);
    const ofAnother = ({ get }: EstimationContext) =>
      Number(get({ name: "symbol-counts", compute: ({ symbols }) => symbols.fill(0).length }));
    const drawing = ({ random }: EstimationContext) => random.uniform();
    estimators.add(defineEstimator({ id: "test-get", quantity: "symbolEntropy", estimate: ofAnother }));
    for (const id of ["test-draw", "test-draw-too"])
      estimators.add(defineEstimator({ id, quantity: "symbolEntropy", estimate: drawing }));
    const all = ["test-get", "test-draw", "test-draw-too", "plug-in", "block-gain"];
    const [own, first, second, ...others] = (await analyze(text, { estimators: all })).measurements;
    expect(own).toMatchObject({ value: text.length });
    expect(second).toMatchObject({ value: (first as { value: number }).value });
    expect(others).toEqual((await analyze(text, { estimators: all.slice(3) })).measurements);
  });

  it("is undefined where it gives no outcome", async () => {
    const given: unknown[] = [undefined, null, "1", true, 1n, () => 1, { value: 1, interval: {} }];
    given.push({ value: 1, interval: { lower: 2, upper: 1 } }, { value: 1, interval: { lower: Number.NaN } });
    for (const [i, outcome] of given.entries()) {
      const estimate = () => outcome as number;
      estimators.add(defineEstimator({ id: `test-none-${i}`, quantity: "symbolEntropy", estimate }));
      const found = await tryEstimate("abcd", `test-none-${i}`);
      expect(found).toMatchObject({
        status: "undefined",
        reason: expect.stringMatching(/^the program gave/),
      });
    }
  });

  it("gives what a report can hold, or is undefined", async () => {
    const circle: Record<string, unknown> = {};
    circle["circle"] = circle;
    const interval = { lower: 0, upper: 2, level: 0.9, method: "blocks" };
    const point = { x: 1, value: 1, interval: null };
    const refused: unknown[] = [
      { shape: "none" },
      { shape: Symbol("none") },
      { shape: "series" },
      { shape: "series", value: { index: "k", points: { length: 1e9 } } },
      { shape: "series", value: { index: "k", points: [null] } },
      { shape: "series", value: { index: "k", points: [{ ...point, interval: circle }] } },
      { shape: "table", value: { columns: ["a"], rows: [[1n]] } },
      { shape: "table", value: { columns: ["a"], rows: [[circle]] } },
      { shape: "undefined", reason: circle },
      { reason: 5 },
      { value: 1n },
      { value: "1" },
      { value: 1, interval: { ...interval, upper: Number.POSITIVE_INFINITY } },
      { shape: "scalar", value: 1, parameters: circle },
      { shape: "scalar", value: 1, warnings: 5 },
      { shape: "scalar", value: 1, warnings: [{ code: "none" }] },
      { shape: "scalar", value: 1, warnings: [null] },
      Proxy.revocable({}, {}).proxy,
    ];
    const held: unknown[] = [
      { value: 1, interval: { ...interval, more: () => 1 } },
      { shape: "series", value: { index: "k", points: [point] } },
      { shape: "table", value: { columns: ["a"], rows: [["b", 1, null]] } },
      { shape: "scalar", value: 1, warnings: [{ code: "small-sample", n: 1, recommended: 2 }] },
    ];
    const ids = [...refused, ...held].map((outcome, i) => {
      const id = `test-held-${i}`;
      estimators.add(defineEstimator({ id, quantity: "symbolEntropy", estimate: () => outcome as number }));
      return id;
    });
    const { measurements } = await analyze("ab".repeat(1000), { estimators: ids });
    for (const [i, measurement] of measurements.entries()) {
      expect(measurementSchema.safeParse(measurement).error, ids[i]).toBeUndefined();
      expect(measurement, ids[i]).toMatchObject(
        i < refused.length
          ? { status: "undefined", reason: expect.stringMatching(/^the program gave/) }
          : { status: "ok" },
      );
    }
  });

  it("may throw anything", async () => {
    const odd = Object.assign(new Error("odd"), { message: {} });
    const thrown: unknown[] = [5, null, undefined, Symbol("thrown"), {}, Object.create(null), () => 1, odd];
    const { proxy, revoke } = Proxy.revocable({}, {});
    revoke();
    for (const [i, value] of [...thrown, proxy].entries()) {
      const id = `test-thrown-${i}`;
      const estimate = () => {
        throw value;
      };
      estimators.add(defineEstimator({ id, quantity: "symbolEntropy", estimate }));
      const reason = i < 4 ? `failed: ${String(value)}` : "failed: the thrown value is not an error";
      expect(await tryEstimate("abcd", id)).toMatchObject({ status: "undefined", reason });
    }
  });

  it("is waited for no longer than its caller wants", async () => {
    const estimate = () => new Promise<number>(() => {});
    estimators.add(defineEstimator({ id: "test-never", quantity: "symbolEntropy", estimate }));
    const stop = new AbortController();
    const waiting = tryEstimate("abcd", "test-never", { signal: stop.signal });
    setTimeout(() => stop.abort(new Error("enough")), 20);
    await expect(waiting).rejects.toThrow("enough");
  });

  it.each(["a timer", "AbortSignal.timeout"])(
    "is not believed where it ran past its caller, %s",
    async (kind) => {
      const busy = () => {
        for (const start = performance.now(); performance.now() < start + 40; );
        return 1;
      };
      const id = `test-busy-${kind.length}`;
      estimators.add(defineEstimator({ id, quantity: "symbolEntropy", estimate: busy }));
      sources.add(
        defineSource({
          id,
          params: z.strictObject({}),
          bind: () => ({
            alphabetSize: 2,
            length: Number.POSITIVE_INFINITY,
            open: () => ({ fill: (target) => target.length * busy() }),
          }),
        }),
      );
      const signal = () => {
        if (kind === "AbortSignal.timeout") return AbortSignal.timeout(10);
        const stop = new AbortController();
        setTimeout(() => stop.abort(new Error("timeout")), 10);
        return stop.signal;
      };
      const calls: ((signal: AbortSignal) => Promise<unknown>)[] = [
        (signal) => estimate("abcd", id, { signal }),
        (signal) => estimate.try("abcd", id, { signal, threads: 0 }),
        (signal) => analyze("abcd", { estimators: [id], signal }),
        (signal) => analyze("abcd", { estimators: [id, "plug-in"], signal, threads: 2 }),
        (signal) => estimate({ recipe: id }, "plug-in", { signal, sample: 100 }),
        (signal) => generate(id, 100, { signal }).collect(),
        (signal) =>
          calibrate(["coin"], {
            measure: busy,
            quantity: "symbolEntropy",
            lengths: [100],
            runs: 2,
            estimators: [],
            signal,
          }),
      ];
      for (const call of calls) await expect(call(signal())).rejects.toThrow("timeout");
      // From within a callback of input or output, after which the loop has other phases ahead.
      const fromRead = (call: (typeof calls)[number]) =>
        new Promise((resolve, reject) =>
          readFile("package.json", () => call(signal()).then(resolve, reject)),
        );
      for (const call of calls) await expect(fromRead(call)).rejects.toThrow("timeout");
    },
  );

  it("is refused if it is not one", () => {
    const wrong: unknown[] = [undefined, null, 5, "x", {}, { id: "test-a", estimate: () => 1 }];
    wrong.push({ id: "test-a", quantity: "constructor", estimate: () => 1 });
    for (const definition of wrong) {
      expect(() => defineEstimator(definition as never)).toThrow(UsageError);
      expect(() => defineSource(definition as never)).toThrow(UsageError);
      expect(() => estimators.add({ ...(definition as object), id: undefined } as never)).toThrow(UsageError);
    }
    for (const none of [undefined, null, 5]) expect(() => estimators.add(none as never)).toThrow(UsageError);
  });

  it("may have a word of the language for its id", async () => {
    estimators.add(defineEstimator({ id: "constructor", quantity: "symbolEntropy", estimate: () => 2 }));
    expect((await estimate("hello", "constructor")).value).toBe(2);
  });

  it("has an id of its own", () => {
    const again = () =>
      estimators.add(defineEstimator({ id: "plug-in", quantity: "symbolEntropy", estimate: () => 1 }));
    expect(again).toThrow(new UsageError('the estimator "plug-in" exists already'));
    const wrong = () =>
      estimators.add(defineEstimator({ id: "My One", quantity: "symbolEntropy", estimate: () => 1 }));
    expect(wrong).toThrow(UsageError);
    expect(estimators.has("My One")).toBe(false);
  });
});

describe("a source of a program", () => {
  it("works in recipes, with parameters and inside others", async () => {
    const { symbols, alphabetSize } = await generate("test-coin(.9)", 1000).collect();
    expect(alphabetSize).toBe(2);
    const ones = Array.from(symbols).reduce((sum, one) => sum + one, 0);
    expect(ones).toBeGreaterThan(850);
    expect(await generate("test-coin(p=.9)", 1000).collect()).toEqual({ symbols, alphabetSize });
    const [seven] = [...generate("test-seven(replace(test-coin, eps=.5))")];
    expect(seven).toHaveLength(7);
    expect([...generate("test-short")]).toEqual([Uint8Array.of(2, 2, 2, 2, 2)]);
    expect(() => generate("test-short", 6)).toThrow("has only 5 symbols");
  });

  it("is measured and known as the others are", async () => {
    expect((await estimate({ recipe: "test-coin(p=1)" }, "plug-in")).value).toBe(0);
    expect((await truth("test-coin", "entropyRate")).value).toBe(1);
    await expect(truth("test-coin", "excessEntropy")).rejects.toThrow("the source does not state it");
    const pair = await compare(
      { recipe: "test-coin(p=.2)" },
      { recipe: "test-coin(p=.8)" },
      { distances: ["jsd"], sample: 5000 },
    );
    expect(pair.verdict.id).toBe("differ");
  });

  it("is held to its alphabet, its length and its form", async () => {
    const streams: unknown[] = [2, -1, 0.5, Number.NaN, undefined, null, "0", 1n, Promise.resolve(0)];
    const sources_: unknown[] = streams.map((symbol) => ({ alphabetSize: 2, open: () => () => symbol }));
    const beyond = { fill: (target: Uint8Array) => target.fill(2).length };
    sources_.push({ alphabetSize: 2, open: () => beyond }, { alphabetSize: 2, open: () => undefined });
    for (const alphabetSize of [0, -1, 1.5, Number.NaN, 1e12, "2", undefined])
      sources_.push({ alphabetSize, open: () => () => 0 });
    for (const length of [-1, 1.5, Number.NaN, "5"])
      sources_.push({ alphabetSize: 2, length, open: () => () => 0 });
    sources_.push(undefined, null, 5, {}, Promise.resolve({ alphabetSize: 2, open: () => () => 0 }));
    for (const [i, own] of sources_.entries()) {
      sources.add(defineSource({ id: `test-wrong-${i}`, bind: () => own as OwnSource }));
      const read = async () => generate(`test-wrong-${i}`, 10).collect();
      await expect(read(), `${i}`).rejects.toBeInstanceOf(UsageError);
      await expect(analyze({ recipe: `test-wrong-${i}` }), `${i}`).rejects.toBeInstanceOf(UsageError);
    }
  });

  it("gives whole counts of symbols, texts and truths, or is refused", async () => {
    const endless = { alphabetSize: 2, open: () => () => 1 };
    const filling = (count: unknown) => ({ alphabetSize: 2, open: () => ({ fill: () => count }) });
    const late = Promise.reject(new Error("late"));
    const wrong: Record<string, unknown> = {
      "binds-late": late,
      "opens-late": { alphabetSize: 2, open: () => late },
      "gives-late": { alphabetSize: 2, open: () => () => late },
      "fills-late": filling(late),
      "fills-below": filling(-1),
      "fills-beyond": filling(1e9),
      "fills-half": filling(0.5),
      "fills-big": filling(1n),
      "gives-bare": { alphabetSize: 2, open: () => () => Object.create(null) },
      "of-symbol": { ...endless, alphabetSize: Symbol("two") },
      "of-length": { ...endless, length: Symbol("two") },
    };
    for (const [name, own] of Object.entries(wrong)) {
      sources.add(defineSource({ id: `test-${name}`, bind: () => own as OwnSource }));
      expect(() => [...generate(`test-${name}`, 100)], name).toThrow(UsageError);
    }
    const truths = [5, late, { none: 1 }, { entropyRate: 5 }, { entropyRate: { status: "exact" } }];
    for (const [i, stated] of [...truths, { entropyRate: closedForm(Number.NaN, "none") }].entries()) {
      const id = `test-truth-${i}`;
      sources.add(defineSource({ id, bind: () => ({ ...endless, truth: () => stated }) as OwnSource }));
      await expect(truth.all(id), id).rejects.toThrow(UsageError);
    }
    for (const [i, label] of [5, Symbol("l"), {}, undefined].entries()) {
      const id = `test-label-${i}`;
      const bind = () => ({ ...endless, label: () => label }) as unknown as OwnSource;
      sources.add(defineSource({ id, bind }));
      const found = tryEstimate({ recipe: id }, "top-ngrams", { sample: 1000 });
      await expect(found).resolves.toMatchObject({ reason: expect.stringContaining("a label is a text") });
    }
  });

  it("points at a wrong parameter", () => {
    expect(() => generate("test-coin(p=2)", 1)).toThrow(RecipeError);
    expect(() => generate("test-coin(q=2)", 1)).toThrow('did you mean "p"?');
    expect(() => generate("test-seven", 1)).toThrow("takes a source");
  });
});
