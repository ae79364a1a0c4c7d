import { execFileSync } from "node:child_process";
import { appendFileSync, existsSync, mkdtempSync, rmSync, truncateSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { InputError } from "../../../src/core/errors.ts";
import { openFileSource } from "../../../src/input/file-source.ts";

let folder = "";
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "file-source-"));
});
afterAll(() => rmSync(folder, { recursive: true }));

function fileOf(text: string): string {
  const path = join(folder, "file.txt");
  writeFileSync(path, text);
  return path;
}

test("reads any stretch, less where the file ends", () => {
  const source = openFileSource(fileOf("0123456789"));
  expect(source.size).toBe(10);
  expect(source.documentEnds).toEqual([10]);
  expect(Buffer.from(source.read(2, 3)).toString()).toBe("234");
  expect(Buffer.from(source.read(8, 5)).toString()).toBe("89");
  expect(source.read(10, 5).length).toBe(0);
  expect([source.changed(), source.inMemory]).toEqual([false, false]);
  source.close();
});

test("an empty file has nothing", () => {
  const source = openFileSource(fileOf(""));
  expect(source).toMatchObject({ size: 0, documentEnds: [], inMemory: true });
  expect(source.read(0, 10).length).toBe(0);
  source.close();
});

test("growing and shrinking files are noticed", () => {
  const path = fileOf("0123456789");
  const growing = openFileSource(path);
  appendFileSync(path, "x");
  expect(growing.changed()).toBe(true);
  growing.close();
  const shrinking = openFileSource(path);
  truncateSync(path, 4);
  expect(Buffer.from(shrinking.read(2, 8)).toString()).toBe("23");
  expect(shrinking.changed()).toBe(true);
  shrinking.close();
});

test.skipIf(!existsSync("/proc/self/stat"))("a file that claims to be empty is read to see", () => {
  const source = openFileSource("/proc/self/stat");
  expect(source.size).toBeGreaterThan(20);
  // All of it was read at once: that it is another the next time changes nothing.
  expect([source.inMemory, source.changed()]).toEqual([true, false]);
  source.close();
});

test("what is no file fails in words", () => {
  const fault = (path: string) => {
    try {
      openFileSource(path);
      return "opened";
    } catch (error) {
      return error instanceof InputError ? error.message : error;
    }
  };
  expect(fault(join(folder, "missing"))).toBe("no such file");
  expect(fault(folder)).toBe("is a folder, not a file");
  expect(fault("a\0b")).toBe("the path holds a NUL character");
  if (process.platform === "win32") return;
  expect(fault("/dev/zero")).toBe("is a device, not a file");
  execFileSync("mkfifo", [join(folder, "pipe")]);
  expect(fault(join(folder, "pipe"))).toBe("is a named pipe, not a file");
});
