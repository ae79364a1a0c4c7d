import { describe, expect, it } from "vitest";
import { analyze, check, compare, estimate, UsageError } from "../../../src/index.ts";
import { requireHooks, sampleOf, seedOf, threadsOf } from "../../../src/library/options.ts";

describe("options", () => {
  it("have the defaults of the command", () => {
    expect(sampleOf(undefined)).toBe(100_000);
    expect(seedOf(undefined)).toBe(1);
    expect(threadsOf(undefined)).toBeGreaterThan(0);
  });

  it("take lists of texts alone", async () => {
    for (const wrong of ["plug-in", 5, {}, [5], [{}], [Symbol("plug-in")], [null]]) {
      await expect(analyze("abcd", { estimators: wrong as never })).rejects.toThrow(UsageError);
      await expect(compare("abcd", "dcba", { distances: wrong as never })).rejects.toThrow(UsageError);
      await expect(compare.all(["abcd", "dcba"], { names: wrong as never })).rejects.toThrow(UsageError);
      if (typeof wrong !== "string")
        await expect(estimate("abcd", wrong as never)).rejects.toThrow(UsageError);
    }
  });

  it("and invalid limits are named", async () => {
    for (const wrong of [undefined, null, 5, "entropyRate"])
      await expect(check("abcd", wrong as never)).rejects.toThrow(UsageError);
  });

  it("take what is in range", () => {
    expect([sampleOf(1), sampleOf("all")]).toEqual([1, "all"]);
    expect([seedOf(0), seedOf(Number.MAX_SAFE_INTEGER)]).toEqual([0, Number.MAX_SAFE_INTEGER]);
    expect([threadsOf(0), threadsOf(256)]).toEqual([0, 256]);
  });

  it.each([0, -1, 1.5, Number.NaN, Number.POSITIVE_INFINITY, "100kB"])("refuse a sample of %s", (sample) => {
    expect(() => sampleOf(sample as number)).toThrow(UsageError);
  });

  it.each([-1, 1.5, Number.NaN, 2 ** 53, "1"])("refuse the seed %s", (seed) => {
    expect(() => seedOf(seed as number)).toThrow(UsageError);
  });

  it.each([null, "x", {}, 5])("refuse %s as what ends a call, or is told of its steps", (hook) => {
    expect(() => requireHooks({ signal: hook as never })).toThrow(
      new UsageError("signal takes an AbortSignal"),
    );
    expect(() => requireHooks({ onProgress: hook as never })).toThrow(
      new UsageError("onProgress takes a function"),
    );
  });

  it.each([-1, 257, 0.5, "2"])("refuse %s threads", (threads) => {
    expect(() => threadsOf(threads as number)).toThrow(UsageError);
  });
});
