import { describe, expect, it } from "vitest";
import { Random } from "../../../../src/core/random.ts";
import { checkByOthers, type RepositoryFile } from "../../../../src/features/check/judge-files.ts";
import { ownersOf, withoutSharedAdditions } from "../../../../src/features/odd/shared-additions.ts";
import { surprisesOf, usualOf } from "../../../../src/features/odd/surprises.ts";
import { blob, sourceFiles } from "../check/sources.ts";

const order = 4;
const bytesOf = (text: string) => new Uint8Array(Buffer.from(text));
const file = (name: string, text: string): RepositoryFile => ({
  name,
  input: name,
  bytes: bytesOf(text),
  isJudged: true,
});
const sources = sourceFiles(71);
const files = sources.map(({ name, text }) => file(name, text));
const usual = usualOf(files, surprisesOf(files, 1, order), 1, order);
const hex = (seed: number, length: number) => {
  const random = Random.fromSeed(seed);
  return Array.from({ length }, () => random.below(16).toString(16)).join("");
};

/** How many of twelve files fail that all get the same addition. */
function failing(addition: (i: number) => string, isNew = false): number {
  const some = sources.map(({ name, text }, i) =>
    i < 12 ? file(name, `${text}\n${addition(i)}`) : files[i]!,
  );
  const added = Array.from({ length: 12 }, (_, i) =>
    file(`new${i}.js`, `${sources[i]!.text}\n${addition(i)}`),
  );
  const { checks } = checkByOthers(isNew ? [...files, ...added] : some, usual, 1, order);
  expect(checks).toHaveLength(12);
  return checks.filter(({ status }) => status === "failed").length;
}

describe("the same addition in twelve files is judged in each", () => {
  const key = hex(3, 64);
  const base64 = blob(Random.fromSeed(4), 86);
  const table = Array.from({ length: 40 }, (_, i) => `${(i * 7919) % 9973}, ${(i * 104729) % 7907},`).join(
    "\n",
  );
  it.each<[string, (i: number) => string]>([
    ["a key in the same line", () => `const key = "${key}";`],
    ["a key in lines of their own", (i) => `const ${"abcdefghijkl"[i]}${i} = { token: '${key}' };`],
    ["a key behind other letters", (i) => `let value${i}=x${i}${key};`],
    ["a key of base64", () => `const key = "${base64}";`],
    ["two keys", (i) => `const key = "${i % 2 === 0 ? key : hex(5, 64)}";`],
    ["a table of numbers", () => table],
    ["a blob in lines", () => Array.from({ length: 30 }, (_, i) => blob(Random.fromSeed(i), 76)).join("\n")],
  ])("%s", (_, addition) => {
    expect([failing(addition), failing(addition, true)]).toEqual([12, 12]);
  });

  it("and fails nothing where it is like the rest", () => {
    expect(failing((i) => sourceFiles(90)[75]!.text + i)).toBe(0);
    expect(failing(() => "const value = this.length;")).toBe(0);
  });
});

it("files that mirror each other in two folders are one", () => {
  const names = [
    "cjs/a.js",
    "cjs/a.d.ts",
    "esm/a.js",
    "b/index.js",
    "c/index.js",
    "d/index.js",
    ".env",
    "old/a.js",
    "p/cjs/y",
    "p/esm/y",
  ];
  const owners = ownersOf(
    names.map((name) => file(name, "")),
    (i) => i !== 7,
  );
  expect(owners).toEqual([0, 0, 0, 3, 4, 5, 6, 7, 8, 8]);
});

describe("what new texts teach", () => {
  const known = bytesOf("what was there before, and stays as it was, whatever is added to the others");
  const shared = "0123456789abcdef0123";
  const texts = (...all: string[]) => [known, ...all.map(bytesOf)];
  const taught = (all: Uint8Array[]) =>
    withoutSharedAdditions(all, (i) => i > 0).map((text) => Buffer.from(text).toString());

  it("is all but what they share and no other text has", () => {
    expect(taught(texts(`ab${shared}cd`, `ef${shared}gh`)).slice(1)).toEqual(["abcd", "efgh"]);
    expect(taught(texts(`ab${shared}`, `${shared}gh`)).slice(1)).toEqual(["ab", "gh"]);
    expect(taught(texts(shared, shared)).slice(1)).toEqual(["", ""]);
  });

  it.each([
    ["one has it", [`ab${shared}`, "cd"]],
    ["one has it twice", [`${shared}${shared}`, "cd"]],
    ["it is short", ["ab0123456789abcde", "cd0123456789abcde"].map((text) => text.slice(0, 17))],
    ["it was there before", ["1what was there before2", "3what was there before4"]],
    ["nothing is long enough", ["ab", ""]],
    ["most of the text is new", [`${shared.repeat(3)}`, `${shared.repeat(3)}`]],
  ])("is all of them where %s", (_, added) => {
    expect(taught(texts(...added)).slice(1)).toEqual(added);
  });
});
