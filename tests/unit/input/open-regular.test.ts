import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, truncateSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { readRegular, readRegularJson, readRegularText } from "../../../src/input/open-regular.ts";
import { leadsOut } from "../../../src/input/paths.ts";

let root = "";
const at = (name: string) => join(root, name);
const about = { what: "a thing", most: 8192 };
const server = createServer();

beforeAll(async () => {
  root = mkdtempSync(join(tmpdir(), "regular-"));
  mkdirSync(at("folder"));
  writeFileSync(at("full"), "x".repeat(about.most));
  writeFileSync(at("over"), "x".repeat(about.most + 1));
  writeFileSync(at("empty"), "");
  writeFileSync(at("huge"), "");
  truncateSync(at("huge"), 300 * 1024 * 1024);
  symlinkSync("full", at("link"));
  symlinkSync("self", at("self"));
  execFileSync("mkfifo", [at("pipe")]);
  symlinkSync("pipe", at("to-pipe"));
  await new Promise<void>((resolve) => server.listen(at("socket"), resolve));
});
afterAll(() => {
  server.close();
  rmSync(root, { recursive: true });
});

const tooLarge = "larger than the 8 KiB that a thing may have";

test.skipIf(process.platform === "win32").each([
  ["pipe", "is a named pipe, not a file"],
  ["to-pipe", "is a named pipe, not a file"],
  ["socket", "is a socket"],
  ["folder", "is a folder, not a file"],
  ["missing", "no such file"],
  ["self", "too many symbolic links, or a loop of them"],
  ["over", tooLarge],
  ["huge", tooLarge],
  ["/dev/zero", "is a device, not a file"],
  ["/dev/null", "is a device, not a file"],
])("%s is not read: %s", (name, reason) => {
  expect(() => readRegular(name.startsWith("/") ? name : at(name), about)).toThrow(reason);
});

test("what may be read is read as a whole", () => {
  expect(readRegular(at("full"), about)).toHaveLength(about.most);
  expect(readRegular(at("link"), about)).toHaveLength(about.most);
  expect(() => readRegular(at("link"), about, true)).toThrow("too many symbolic links");
  expect(readRegular(at("empty"), about)).toHaveLength(0);
});

test.each([
  [1023, "1023 bytes"],
  [1024, "1 KiB"],
  [1536, "1.5 KiB"],
  [1024 * 1024, "1 MiB"],
  [256 * 1024 * 1024, "256 MiB"],
])("a limit of %i bytes is said as %s", (most, said) => {
  expect(() => readRegular(at("huge"), { what: "a thing", most })).toThrow(
    `larger than the ${said} that a thing may have`,
  );
});

test("text is UTF-8 or refused, but for single bytes of names", () => {
  const read = (bytes: Uint8Array, isOfNames = false) => {
    writeFileSync(at("text"), bytes);
    return () => readRegularText(at("text"), about, isOfNames);
  };
  const utf16 = Buffer.from("\ufeff*.log", "utf16le");
  for (const bytes of [utf16, Buffer.from(utf16).swap16()])
    for (const isOfNames of [false, true])
      expect(read(bytes, isOfNames)).toThrow("not UTF-8, which a thing must be: it is UTF-16");
  const latin1 = Buffer.from("*.log\n\xe9.txt", "latin1");
  expect(read(latin1)).toThrow(/^not UTF-8, which a thing must be$/);
  expect(read(latin1, true)()).toContain("*.log");
});

test.skipIf(process.platform !== "linux")(
  "a file that claims to be empty is read to see, up to the limit",
  () => {
    expect(readRegularText("/proc/self/status", about)).toContain("Name:");
    expect(() => readRegular("/proc/self/status", { ...about, most: 10 })).toThrow(
      "larger than the 10 bytes",
    );
  },
);

describe("JSON", () => {
  const messageOf = (text: string | Uint8Array) => {
    writeFileSync(at("json"), text);
    try {
      return JSON.stringify(readRegularJson(at("json"), { what: "a thing", most: 10_000_000 }));
    } catch (error) {
      return (error as Error).message;
    }
  };

  test.each([
    ["nested lists", "[".repeat(200_000)],
    ["nested records", '{"a":'.repeat(100_000)],
    ["closed nested lists", `${"[".repeat(101)}${"]".repeat(101)}`],
    ["commas", `${",".repeat(250)}${"a".repeat(300_000)}`],
    ["nothing", ""],
    ["NULs", new Uint8Array(1000)],
    ["bytes that are not UTF-8", Uint8Array.of(0xff, 0xfe, 0xfd)],
    ["a key that is there twice", '{"a":1,"b":{"c":1,"\\u0063":2}}'],
    ["an open string", `"${"\\".repeat(300_001)}`],
  ])("%s: one short line", (_, text) => {
    const message = messageOf(text);
    expect(message).toMatch(/^not (JSON|UTF-8)/);
    expect(message).not.toContain("\n");
    expect(message.length).toBeLessThan(160);
  });

  test("brackets in strings are no nesting, a mark is passed over, __proto__ is a key like others", () => {
    expect(messageOf(JSON.stringify(`${"[".repeat(500)}"\\`))).toBe(JSON.stringify(`${"[".repeat(500)}"\\`));
    expect(messageOf("\ufeff[1]")).toBe("[1]");
    expect(messageOf('{"__proto__":{"x":1}}')).toBe('{"__proto__":{"x":1}}');
    expect(Object.hasOwn({}, "x")).toBe(false);
    expect(messageOf(`${"[".repeat(100)}${"]".repeat(100)}`)).toMatch(/^\[{100}/);
  });
});

test("a path leads out by dots and by links, of files and of folders, be they there or not", () => {
  mkdirSync(at("a/b"), { recursive: true });
  symlinkSync("../full", at("a/out.txt"));
  symlinkSync("..", at("a/up"));
  symlinkSync("b", at("a/in"));
  symlinkSync("../nowhere", at("a/dangling"));
  const out = (path: string) => leadsOut(at("a"), path);
  expect(
    ["../full", "..", "/etc", "out.txt", "up/full", "up/new", "b/../../x", "dangling"].filter(
      (path) => !out(path),
    ),
  ).toEqual([]);
  expect([".", "b", "in", "in/new", "b/../b", "new/er"].filter(out)).toEqual([]);
});
