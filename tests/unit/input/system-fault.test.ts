import { readFileSync } from "node:fs";
import { constants } from "node:os";
import { expect, test } from "vitest";
import { InputError, UsageError } from "../../../src/core/errors.ts";
import { describeSystemFault, lacksFiles } from "../../../src/input/system-fault.ts";

const thrown = (act: () => unknown) => {
  try {
    return act();
  } catch (error) {
    return error;
  }
};

test("system errors are reported in words, without the path", () => {
  expect(describeSystemFault(thrown(() => readFileSync("/no/such")))).toBe("no such file");
  expect(describeSystemFault(thrown(() => readFileSync("/")))).toBe("is a folder");
  expect(describeSystemFault(thrown(() => readFileSync("a\0b")))).toBe("the path holds a NUL character");
  expect(describeSystemFault(Object.assign(new Error("x"), { code: "EACCES" }))).toBe("permission denied");
  expect(describeSystemFault(Object.assign(new Error("x"), { code: "EFBIG" }))).toBe(
    "larger than the file system allows",
  );
});

test("every error that the system knows is said, by words where files cause it", () => {
  const codes = [...Object.keys(constants.errno), "ERR_ACCESS_DENIED", "ERR_INVALID_ARG_VALUE"];
  const said = codes.map((code) => describeSystemFault(Object.assign(new Error("x"), { code })));
  for (const [i, words] of said.entries()) expect([codes[i], words.length > 2]).toEqual([codes[i], true]);
  expect(said.filter((words, i) => words !== codes[i]).length).toBeGreaterThan(25);
});

test("what is unknown keeps its code or message", () => {
  expect(describeSystemFault(Object.assign(new Error("x"), { code: "EFOO" }))).toBe("EFOO");
  expect(describeSystemFault(new Error("plain"))).toBe("plain");
  expect(describeSystemFault("text")).toBe("text");
});

test("a lack of files is known by its code, or by what Node says", () => {
  const coded = (code: string, message = "x") => Object.assign(new Error(message), { code });
  for (const code of ["EMFILE", "ENFILE"]) expect(lacksFiles(coded(code))).toBe(true);
  expect(lacksFiles(coded("ERR_WORKER_INIT_FAILED", "Worker initialization failure: EMFILE"))).toBe(true);
  expect(lacksFiles(new Error("EMFILE: too many open files, open '/a/b.js'"))).toBe(true);
  // As long as one can be opened it is something else; and what names a file of that name is for the user.
  expect(lacksFiles(new TypeError("x is not a function"))).toBe(false);
  expect(lacksFiles(coded("EACCES"))).toBe(false);
  expect(lacksFiles(new InputError("EMFILE: no such file"))).toBe(false);
  expect(lacksFiles(new UsageError("EMFILE"))).toBe(false);
  expect(lacksFiles("text")).toBe(false);
});
