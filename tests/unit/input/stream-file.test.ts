import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { appendFileSync, closeSync, mkdtempSync, openSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { streamFile } from "../../../src/input/stream-file.ts";
import { ByteCounter } from "../../../src/wasm/counts.ts";
import { addByteCounts } from "../../references/counts.ts";
import { randomBytes } from "../wasm/random-bytes.ts";

const folder = mkdtempSync(join(tmpdir(), "mesoscope-stream-"));
afterAll(() => rmSync(folder, { recursive: true }));

function fileOf(name: string, contents: Uint8Array): string {
  const path = join(folder, name);
  writeFileSync(path, contents);
  return path;
}

const sha256 = (bytes: Uint8Array): string => createHash("sha256").update(bytes).digest("hex");

describe("streamFile", () => {
  test.each([0, 1, 2 ** 20, 2 ** 20 + 1, 3_000_000])("reads %i bytes into the counter's memory", (length) => {
    const text = randomBytes(length, length);
    const counter = new ByteCounter();
    const read = streamFile(fileOf(`${length}`, text), [counter], counter.buffer());
    expect(read).toEqual({ bytes: length, sha256: sha256(text), changed: false });
    const expected = new Float64Array(256);
    addByteCounts(text, expected);
    expect(counter.counts()).toEqual(expected);
  });

  test("shows every consumer the same chunks, whatever the size of the buffer", () => {
    const text = randomBytes(10_001, 1);
    const counter = new ByteCounter();
    const pieces: Uint8Array[] = [];
    const keep = { update: (chunk: Uint8Array) => pieces.push(chunk.slice()) };
    const { bytes } = streamFile(fileOf("both", text), [keep, counter], new Uint8Array(17));
    expect(bytes).toBe(10_001);
    expect(sha256(Buffer.concat(pieces))).toBe(sha256(text));
    expect(counter.counts().reduce((sum, count) => sum + count)).toBe(10_001);
  });

  test("reads an open file from its current position and leaves it open", () => {
    const path = fileOf("open", randomBytes(100, 2));
    const file = openSync(path, "r");
    expect(streamFile(file, [], new Uint8Array(64)).sha256).toBe(sha256(randomBytes(100, 2)));
    expect(streamFile(file, [], new Uint8Array(64)).bytes).toBe(0);
    closeSync(file);
  });

  test("marks a file that grows while it is read", () => {
    const path = fileOf("grows", randomBytes(1000, 3));
    let grown = false;
    const grow = {
      update: () => {
        if (!grown) appendFileSync(path, "more");
        grown = true;
      },
    };
    expect(streamFile(path, [grow], new Uint8Array(100))).toMatchObject({ bytes: 1004, changed: true });
  });

  test("says which file is missing", () => {
    expect(() => streamFile(join(folder, "missing"), [], new Uint8Array(1))).toThrow("no such file");
  });

  test.skipIf(process.platform !== "linux")("reads a file whose size is invented", () => {
    const own = streamFile("/proc/version", [], new Uint8Array(7));
    const cat = spawnSync("cat", ["/proc/version"]).stdout;
    expect(own).toEqual({ bytes: cat.length, sha256: sha256(cat), changed: false });
  });
});
