import {
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { makeFolder } from "../../../src/input/paths.ts";

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

test("nothing in src makes folders in another way", () => {
  const source = new URL("../../../src/", import.meta.url);
  const makes = readdirSync(source, { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".ts") && !/\.(bundle|wasm)\.ts$/.test(name))
    .filter((name) => /\bmkdir(Sync)?\(/.test(readFileSync(new URL(name, source), "utf8")));
  expect(makes).toEqual(["input/paths.ts"]);
});

test.skipIf(!existsSync("/proc/self"))("ends where a folder takes no new ones", () => {
  expect(() => makeFolder("/proc/mesoscope/below")).toThrow(/ENOENT|EACCES|EPERM/);
});
