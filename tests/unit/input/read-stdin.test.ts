import { readFileSync, rmSync, statSync } from "node:fs";
import { basename, dirname } from "node:path";
import { Readable } from "node:stream";
import { expect, test } from "vitest";
import { InputError } from "../../../src/core/errors.ts";
import { collectStream, readStdin, stdinCap } from "../../../src/input/read-stdin.ts";

const chunks = (...parts: string[]) => Readable.from(parts.map((part) => Buffer.from(part)));

test("collects every chunk", async () => {
  expect(Buffer.from(await readStdin(chunks("ab", "", "cd"))).toString()).toBe("abcd");
  expect((await readStdin(chunks())).length).toBe(0);
});

test("a list has a cap: more is refused, the cap itself is not", async () => {
  expect((await readStdin(chunks("ab", "cd"), 4)).length).toBe(4);
  await expect(readStdin(chunks("ab", "cde"), 4)).rejects.toThrow(InputError);
  await expect(readStdin(chunks("ab", "cde"), 4)).rejects.toThrow(/more than 4 bytes$/);
});

test("a stream that fails fails the input", async () => {
  const broken = new Readable({
    read() {
      this.destroy(Object.assign(new Error("x"), { code: "EIO" }));
    },
  });
  await expect(readStdin(broken)).rejects.toThrow(new InputError("input/output error"));
});

test("up to the cap a stream is held in memory, beyond it in a file that only its user can read", async () => {
  const made: string[] = [];
  const collect = (...parts: string[]) => collectStream(chunks(...parts), (folder) => made.push(folder), 4);
  expect(await collect("ab", "cd")).toEqual({ kind: "bytes", bytes: Buffer.from("abcd") });
  expect(made).toEqual([]);
  const large = await collect("ab", "cde", "", "f");
  expect(made).toHaveLength(1);
  expect(large.kind).toBe("file");
  if (large.kind !== "file") return;
  expect(large.path.startsWith(made[0]!)).toBe(true);
  expect(readFileSync(large.path, "utf8")).toBe("abcdef");
  expect([statSync(large.path).mode & 0o777, statSync(made[0]!).mode & 0o777]).toEqual([0o600, 0o700]);
  rmSync(made[0]!, { recursive: true });
});

test("the file ends like the name of the stream, which says how to read it, and the cap is a part of the limit", async () => {
  const endings = [];
  for (const name of ["a.jsonl", "../a.tar.gz", "x/y.csv", "no ending", "a.<b>", ""]) {
    const large = await collectStream(chunks("ab", "cde"), () => {}, 4, name);
    if (large.kind !== "file") throw new Error("not a file");
    endings.push(basename(large.path));
    rmSync(dirname(large.path), { recursive: true });
  }
  expect(endings).toEqual(["stdin.jsonl", "stdin.tar.gz", "stdin.csv", "stdin", "stdin", "stdin"]);
  expect([stdinCap(), stdinCap(64e6), stdinCap(1e12)]).toEqual([268_435_456, 4e6, 268_435_456]);
});

test("a stream that fails late fails the input, and its file is closed", async () => {
  const made: string[] = [];
  async function* broken() {
    yield Buffer.from("abcde");
    throw Object.assign(new Error("x"), { code: "EIO" });
  }
  await expect(collectStream(broken(), (folder) => made.push(folder), 4)).rejects.toThrow(
    new InputError("input/output error"),
  );
  rmSync(made[0]!, { recursive: true });
});
