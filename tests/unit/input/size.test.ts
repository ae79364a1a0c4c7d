import { expect, test } from "vitest";
import { defaultSample } from "../../../src/core/constants.ts";
import { UsageError } from "../../../src/core/errors.ts";
import { requireMemory, requireSampleSize, requireSize } from "../../../src/input/size.ts";

test.each([
  ["1", 1],
  ["4096", 4096],
  ["100kB", 100_000],
  ["1MB", 1_000_000],
  ["1MiB", 1_048_576],
  ["1.5MB", 1_500_000],
  ["1e6", 1_000_000],
  ["9007199254740991", 9_007_199_254_740_991],
])("%s is %i", (text, size) => {
  expect(requireSize(text, "-n")).toBe(size);
});

test.each(["", "0", "-1", "10XB", "kB", "1e400", "NaN", "0x10", "9007199254740992", "1 MB"])(
  "%j is no size; the message names what is accepted",
  (text) => {
    expect(() => requireSize(text, "-n")).toThrow(UsageError);
    expect(() => requireSize(text, "-n")).toThrow(/^-n: .*100kB/);
    expect(() => requireSampleSize(text, "--sample")).toThrow(UsageError);
  },
);

test("a sample may also be everything", () => {
  expect(requireSampleSize("all", "--sample")).toBe("all");
  expect(requireSampleSize("10kB", "--sample")).toBe(10_000);
  expect(() => requireSampleSize("10XB", "--sample")).toThrow(
    /^--sample: "10XB" is neither "all", "auto" nor a size/,
  );
});

test("memory is enough for the smallest run, and messages say what is wanted", () => {
  expect(requireMemory("64MB")).toBe(64_000_000);
  expect(() => requireMemory("63999999")).toThrow(
    new UsageError("--max-memory: 63999999 is too little; the least is 64MB"),
  );
  const wanted =
    "is not a size; write a whole number above 0, or one with kB, MB, GB, KiB, MiB or GiB, such as 4096, 100kB or 1.5MB";
  expect(() => requireMemory("much")).toThrow(new UsageError(`--max-memory: "much" ${wanted}`));
  expect(() => requireSampleSize("0", "--sample")).toThrow(new UsageError(`--sample: "0" ${wanted}`));
  expect(() => requireSampleSize("much", "-n")).toThrow(
    new UsageError('-n: "much" is neither "all", "auto" nor a size such as 4096, 100kB, 1.5MB or 1MiB'),
  );
  expect(requireSampleSize("auto", "--sample")).toBe(defaultSample);
});
