import { readFile } from "node:fs/promises";
import { expect, test } from "vitest";
import { faultOf } from "../../../../src/input/corpora/read-manifest.ts";

test("gives the code of a system call and the message of anything else", async () => {
  await readFile("/nowhere/at/all").catch((error: unknown) => expect(faultOf(error)).toBe("ENOENT"));
  expect(faultOf(new Error("plain"))).toBe("plain");
  expect(faultOf(Object.assign(new Error("odd"), { code: 7 }))).toBe("odd");
  expect(faultOf("thrown text")).toBe("thrown text");
  expect.assertions(4);
});
