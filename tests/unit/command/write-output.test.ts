import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import type { Io } from "../../../src/command/io.ts";
import { describeWriteFault, openOutput, writeOutput } from "../../../src/command/write-output.ts";
import { UsageError } from "../../../src/core/errors.ts";

function world(): Io {
  const cwd = mkdtempSync(join(tmpdir(), "mesoscope-out-"));
  onTestFinished(() => rmSync(cwd, { recursive: true, force: true }));
  return { cwd } as Io;
}

test("the old file stays whole until the new one is", () => {
  const io = world();
  const read = () => readFileSync(join(io.cwd, "r"), "utf8");
  writeFileSync(join(io.cwd, "r"), "old");
  const output = openOutput(io, "r");
  output.write(Buffer.from("ne"));
  expect(read()).toBe("old");
  output.write(Buffer.from("w"));
  output.commit();
  expect(read()).toBe("new");
  expect(readdirSync(io.cwd)).toEqual(["r"]);
});

test("what is discarded leaves no trace", () => {
  const io = world();
  writeFileSync(join(io.cwd, "r"), "old");
  const output = openOutput(io, "r");
  output.write(Buffer.from("half"));
  output.discard();
  expect([readdirSync(io.cwd), readFileSync(join(io.cwd, "r"), "utf8")]).toEqual([["r"], "old"]);
});

test("a link stays a link", async () => {
  const io = world();
  mkdirSync(join(io.cwd, "far"));
  writeFileSync(join(io.cwd, "far", "r"), "old");
  symlinkSync("far/r", join(io.cwd, "link"));
  await writeOutput(io, "link", "new");
  expect(readFileSync(join(io.cwd, "far", "r"), "utf8")).toBe("new");
  expect(readlinkSync(join(io.cwd, "link"))).toBe("far/r");
});

test("what a link names is made where there is nothing yet, and a circle of links is refused", async () => {
  const io = world();
  symlinkSync("next", join(io.cwd, "link"));
  symlinkSync("r", join(io.cwd, "next"));
  symlinkSync("circle", join(io.cwd, "circle"));
  symlinkSync("none/r", join(io.cwd, "far"));
  await writeOutput(io, "link", "new");
  expect([readFileSync(join(io.cwd, "r"), "utf8"), readlinkSync(join(io.cwd, "link"))]).toEqual([
    "new",
    "next",
  ]);
  await expect(writeOutput(io, "circle", "new")).rejects.toThrow(
    "cannot write circle: too many symbolic links",
  );
  await expect(writeOutput(io, "far", "new")).rejects.toThrow("cannot write far: no such folder");
});

test("a file has the requested name, however long, or is refused", async () => {
  const io = world();
  const long = "é".repeat(127);
  await writeOutput(io, long, "new");
  expect(readdirSync(io.cwd)).toEqual([long]);
  await expect(writeOutput(io, "", "new")).rejects.toThrow("the name of the file is empty");
  await expect(writeOutput(io, "new/", "new")).rejects.toThrow("cannot write new/: no such folder");
  await expect(writeOutput(io, "\udcff.json", "new")).rejects.toThrow("the name is not UTF-8");
  expect(readdirSync(io.cwd)).toEqual([long]);
});

test("large output arrives whole", async () => {
  const io = world();
  const text = "0123456789".repeat(500_000);
  await writeOutput(io, "r", text);
  expect(readFileSync(join(io.cwd, "r"), "utf8")).toBe(text);
});

test.each([
  ["nowhere/r", "no such folder"],
  ["file/r", "a part of the path is not a folder"],
  ["folder", "is a folder; name a file in it"],
  ["n".repeat(300), "the name is too long"],
  ["/dev/full", "no space left"],
])("%s cannot be written: %s", async (path, reason) => {
  const io = world();
  writeFileSync(join(io.cwd, "file"), "");
  mkdirSync(join(io.cwd, "folder"));
  await expect(writeOutput(io, path, "text")).rejects.toThrow(
    new UsageError(`cannot write ${path}: ${reason}`),
  );
  expect(readdirSync(io.cwd).sort()).toEqual(["file", "folder"]);
});

test.skipIf(process.getuid?.() === 0)("a folder that is closed", async () => {
  const io = world();
  chmodSync(io.cwd, 0o500);
  await expect(writeOutput(io, "r", "text")).rejects.toThrow("cannot write r: permission denied");
});

test("faults have words, others keep their message", () => {
  const fault = (code: string) => describeWriteFault(Object.assign(new Error("x"), { code }));
  expect(["ENOSPC", "EROFS", "EACCES", "EIO", "EWEIRD"].map(fault)).toEqual([
    "no space left", "the file system is read-only", "permission denied", "input/output error", "EWEIRD",
  ]); // biome-ignore format: a list
  expect(describeWriteFault(new Error("plain"))).toBe("plain");
});
