import { existsSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { runCli } from "./run-cli.ts";

interface Promised {
  readonly input: string;
  readonly happens: string;
  /** titles, or words of what is asserted, by file */
  readonly tests: Readonly<Record<string, readonly string[]>>;
}

const root = new URL("../../", import.meta.url);
const read = (path: string) => readFileSync(new URL(path, root), "utf8");
const promises: readonly Promised[] = JSON.parse(read("docs/promises.json"));

describe("what is promised of inputs and events is proved by tests that are there", () => {
  const page = read("docs/evidence/reliability.md");

  test.each(promises)("$input", ({ input, happens, tests }) => {
    expect(page).toContain(`| ${input} | ${happens} |`);
    expect(Object.keys(tests).length).toBeGreaterThan(0);
    for (const [file, titles] of Object.entries(tests)) {
      const text = read(file);
      for (const title of titles) expect(text, `${file} has no test of this`).toContain(title);
    }
  });
});

describe("what SECURITY.md promises is tried by tests that are there", () => {
  const page = read("SECURITY.md");
  const tried: readonly {
    readonly about: string;
    readonly tests: Readonly<Record<string, readonly string[]>>;
  }[] = JSON.parse(read("docs/security-promises.json"));
  /** Points of the lists, blanks in place of their line ends. */
  const stated = page
    .replaceAll(/\n {2}/g, " ")
    .split("\n")
    .filter((line) => line.startsWith("- "));

  test("every promise, and nothing else", () => {
    const heads = stated.map((line) => line.slice(2).split(":")[0]!);
    expect(heads).toEqual(tried.map(({ about }) => about));
  });

  test.each(tried)("$about", ({ about, tests }) => {
    const line = stated.find((one) => one.includes(about))!;
    const links = [...line.matchAll(/\]\((tests\/[^)]*)\)/g)].map(([, path]) => path);
    expect(links).toEqual(Object.keys(tests));
    expect(links.length).toBeGreaterThan(0);
    for (const [file, titles] of Object.entries(tests)) {
      expect(titles.length, `${file}: which test?`).toBeGreaterThan(0);
      for (const title of titles) expect(read(file), `${file} has no test of this`).toContain(title);
    }
  });
});

test.skipIf(!existsSync("/proc/version"))("a file that tells no size is read to its end", async () => {
  const { status, out, err } = await runCli(["-e", "plug-in", "-f", "json", "--jobs", "1", "/proc/version"]);
  expect([status, err]).toEqual([0, ""]);
  expect(JSON.parse(out).samples[0].n).toBe(readFileSync("/proc/version").length);
});
