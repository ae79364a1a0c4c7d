import { expect, test } from "vitest";
import { byType } from "../../../src/command/by-type.ts";
import type { TaskInput } from "../../../src/run/task.ts";

const file = (path: string) => ({ name: path, input: { kind: "file", path } as TaskInput });
const many = (count: number, name: (i: number) => string) =>
  Array.from({ length: count }, (_, i) => file(name(i)));
const filesOf = ({ input }: { readonly input: TaskInput }) =>
  input.kind === "files" ? input.files.map(({ path }) => path) : [];

test("up to 20 files are as they are, with what is no file in its place", () => {
  const found = [
    file("a.txt"),
    { name: "-", input: { kind: "bytes", bytes: new Uint8Array(3) } as TaskInput },
  ];
  const few = [...found, ...many(19, (i) => `b${i}.md`)];
  expect(byType(few, () => null)).toEqual(few);
});

test("more are one input for each type, the largest first, with every file in one of them", () => {
  const found = [
    { name: "-", input: { kind: "bytes", bytes: new Uint8Array(3) } as TaskInput },
    ...many(3, (i) => `x/${i}.py`),
    ...many(18, (i) => `x/${i}.TS`),
    ...many(6, (i) => `p${i}/copyright`),
    file("one"),
  ];
  const types = byType(found, () => null);
  expect(types.map(({ name }) => name)).toEqual([
    "18 .ts files",
    "6 files named copyright",
    "3 .py files",
    "1 file without an extension",
    "-",
  ]);
  expect(types.flatMap(filesOf).sort()).toEqual(
    found
      .slice(1)
      .map(({ name }) => name)
      .sort(),
  );
});

test("packers and numbers of rotated logs say nothing about a type", () => {
  const logs = ["d.log", "d.log.1", "d.log.2.gz", "e.LOG.bz2"];
  const pages = ["a.1", "b.1.gz"];
  const versions = ["python3.13", "objdump-2.40-x86_64", "python3.13-config"];
  const named = many(8, (i) => `${i}/README${i % 2 ? ".gz" : ""}`);
  const found = [...[...logs, ...pages, ...versions].map(file), ...named, ...many(9, (i) => `${i}.c`)];
  const types = Object.fromEntries(byType(found, () => null).map((one) => [one.name, filesOf(one)]));
  expect(types["4 .log files"]).toEqual(logs);
  expect(types["2 .1 files"]).toEqual(pages);
  expect(types["3 files without an extension"]).toEqual(versions);
  expect(types["8 files named README"]).toHaveLength(8);
});

test("types beyond the largest eleven are one", () => {
  const found = Array.from({ length: 15 }, (_, k) =>
    many(15 - k, (i) => `${i}.${"abcdefghijklmno"[k]}`),
  ).flat();
  const types = byType(found, () => null);
  expect(types).toHaveLength(12);
  expect(types.at(-1)!.name).toBe("10 files of 4 other types");
  expect(types.flatMap(filesOf)).toHaveLength(found.length);
});

test("files without an extension are typed by what they are like, if five or more are", () => {
  const kinds: Record<string, string> = { a: "Perl source", b: "shell script" };
  const found = [
    ...many(9, (i) => `a${i}`),
    ...many(4, (i) => `b${i}`),
    ...many(8, (i) => `c${i}`),
    ...many(6, (i) => `${i}/LICENSE`),
  ];
  const types = byType(found, ({ path }) => kinds[path[0]!] ?? null);
  expect(types.map(({ name }) => name)).toEqual([
    "12 files without an extension",
    "9 files like Perl source",
    "6 files named LICENSE",
  ]);
  // Too many to read.
  const names = byType(
    many(1001, (i) => `a${i}`),
    () => "Perl source",
  ).map(({ name }) => name);
  expect(names).toEqual(["1001 files without an extension"]);
});
