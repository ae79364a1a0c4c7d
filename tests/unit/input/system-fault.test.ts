import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { describeSystemFault } from "../../../src/input/system-fault.ts";

const thrown = (act: () => unknown) => {
  try {
    return act();
  } catch (error) {
    return error;
  }
};

test("system errors are said in words, without the path", () => {
  expect(describeSystemFault(thrown(() => readFileSync("/no/such")))).toBe("no such file");
  expect(describeSystemFault(thrown(() => readFileSync("/")))).toBe("is a folder");
  expect(describeSystemFault(thrown(() => readFileSync("a\0b")))).toBe("the path holds a NUL character");
  expect(describeSystemFault(Object.assign(new Error("x"), { code: "EACCES" }))).toBe("permission denied");
  expect(describeSystemFault(Object.assign(new Error("x"), { code: "EFBIG" }))).toBe(
    "larger than files may be here",
  );
});

test("what is unknown keeps its code or message", () => {
  expect(describeSystemFault(Object.assign(new Error("x"), { code: "EFOO" }))).toBe("EFOO");
  expect(describeSystemFault(new Error("plain"))).toBe("plain");
  expect(describeSystemFault("text")).toBe("text");
});
