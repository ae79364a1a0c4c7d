import { existsSync, mkdtempSync, rmSync, statSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { makeFolder } from "../../../src/input/make-folder.ts";

const folder = mkdtempSync(join(tmpdir(), "mesoscope-folders-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test("makes what is missing, and says from where on", () => {
  const deep = join(folder, "a/b/c");
  expect(makeFolder(deep, 0o700)).toBe(join(folder, "a"));
  expect(statSync(deep).isDirectory()).toBe(true);
  expect(makeFolder(deep)).toBeUndefined();
  expect(makeFolder(join(deep, "d"))).toBe(join(deep, "d"));
  symlinkSync(deep, join(folder, "link"));
  expect(makeFolder(join(folder, "link"))).toBeUndefined();
});

test("is refused by what is no folder", () => {
  writeFileSync(join(folder, "file"), "");
  symlinkSync("nowhere", join(folder, "dangling"));
  expect(() => makeFolder(join(folder, "file"))).toThrow(/EEXIST/);
  expect(() => makeFolder(join(folder, "file/below"))).toThrow(/ENOTDIR/);
  expect(() => makeFolder(join(folder, "dangling"))).toThrow(/EEXIST/);
});

test.skipIf(!existsSync("/proc/self"))("ends where a folder takes no new ones", () => {
  expect(() => makeFolder("/proc/mesoscope/below")).toThrow(/ENOENT|EACCES|EPERM/);
});
