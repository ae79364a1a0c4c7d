import { Readable } from "node:stream";
import { expect, test } from "vitest";
import { InputError } from "../../../src/core/errors.ts";
import { readStdin } from "../../../src/input/read-stdin.ts";

const chunks = (...parts: string[]) => Readable.from(parts.map((part) => Buffer.from(part)));

test("collects every chunk", async () => {
  expect(Buffer.from(await readStdin(chunks("ab", "", "cd"))).toString()).toBe("abcd");
  expect((await readStdin(chunks())).length).toBe(0);
});

test("more than the cap is refused with advice, the cap itself is not", async () => {
  expect((await readStdin(chunks("ab", "cd"), 4)).length).toBe(4);
  await expect(readStdin(chunks("ab", "cde"), 4)).rejects.toThrow(InputError);
  await expect(readStdin(chunks("ab", "cde"), 4)).rejects.toThrow(/more than 4 bytes; write it to a file/);
});

test("a stream that fails fails the input", async () => {
  const broken = new Readable({
    read() {
      this.destroy(Object.assign(new Error("x"), { code: "EIO" }));
    },
  });
  await expect(readStdin(broken)).rejects.toThrow(new InputError("input/output error"));
});
