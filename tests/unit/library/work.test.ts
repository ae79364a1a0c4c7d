import { describe, expect, it } from "vitest";
import { analyze, compare, estimate, explain, forecast, truth } from "../../../src/index.ts";

const text = "to be or not to be that is the question ".repeat(200);

describe.each([0, 1])("a call with threads: %d", (threads) => {
  it("rejects with the reason of a signal that was aborted before", async () => {
    const signal = AbortSignal.abort(new Error("too late"));
    const options = { signal, threads };
    await expect(analyze(text, options)).rejects.toThrow("too late");
    await expect(estimate(text, "plug-in", options)).rejects.toThrow("too late");
    await expect(compare(text, text, options)).rejects.toThrow("too late");
    await expect(explain(text, options)).rejects.toThrow("too late");
    await expect(forecast(text, options)).rejects.toThrow("too late");
    await expect(truth("even", "entropyRate", options)).rejects.toThrow("too late");
  });

  it("rejects with the reason of a signal that is aborted during the work", async () => {
    const controller = new AbortController();
    const reason = { why: "changed my mind" };
    const onProgress = () => controller.abort(reason);
    const call = explain(
      { recipe: "golden-mean" },
      { signal: controller.signal, onProgress, threads, sample: 2000 },
    );
    await expect(call).rejects.toBe(reason);
  });

  it("lets many calls share one signal without a warning", async () => {
    const warnings: Error[] = [];
    const heard = (warning: Error) => warnings.push(warning);
    process.on("warning", heard);
    const { signal } = new AbortController();
    const calls = Array.from({ length: 25 }, () => estimate("abracadabra", "plug-in", { signal, threads }));
    const found = await Promise.all(calls);
    await new Promise((resolve) => setImmediate(resolve));
    process.off("warning", heard);
    expect([found.length, warnings]).toEqual([25, []]);
  });

  it("minds no signal that is aborted afterwards", async () => {
    const controller = new AbortController();
    const options = { signal: controller.signal, threads };
    const { value } = await estimate(text, "plug-in", options);
    controller.abort();
    expect((await estimate(text, "plug-in", { threads })).value).toBe(value);
  });

  it("tells its progress up to the end, once", async () => {
    const seen: [number, number][] = [];
    await analyze(text, { onProgress: (done, total) => seen.push([done, total]), threads });
    expect(seen.at(-1)).toEqual([5, 5]);
    expect(seen.filter(([done, total]) => done === total)).toHaveLength(1);
    expect(seen).toEqual([...seen].sort(([a], [b]) => a - b));
  });

  it("ends with what its progress throws", async () => {
    const onProgress = () => {
      throw new RangeError("no more room");
    };
    await expect(analyze(text, { onProgress, threads })).rejects.toThrow("no more room");
    expect((await estimate(text, "plug-in", { threads })).n).toBe(text.length);
  });

  it("answers several at once, each its own", async () => {
    const texts = ["ab", "abc", "abcd", "abcde", "abcdef"];
    const found = await Promise.all(texts.map((one) => estimate(one, "plug-in", { threads })));
    expect(found.map(({ value }) => value)).toEqual(texts.map(({ length }) => Math.log2(length)));
  });
});

describe("estimators that are worth a thread of their own", () => {
  const asked = ["plug-in", "observer", "excess-entropy", "context-tree-weighting"];
  it("give on several threads what they give on one", async () => {
    const [one, two] = await Promise.all(
      [1, 2].map((threads) => analyze(text, { estimators: asked, threads })),
    );
    expect(two!.row).toEqual(one!.row);
    expect(two!.measurements.map(({ estimator }) => estimator)).toEqual(asked);
  });
});
