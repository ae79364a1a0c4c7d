import { mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { findConfig, readConfig } from "../../../../src/features/check/read-config.ts";
import { temporaryFolder } from "../../../e2e/run-cli.ts";

const folder = temporaryFolder();
const path = join(folder, "mesoscope.config.json");

function messageFor(text: string): string {
  writeFileSync(path, text);
  try {
    readConfig(path, "c.json");
  } catch (error) {
    return (error as Error).message;
  }
  return "fine";
}

describe("a configuration", () => {
  it.each([
    ["", "c.json:1:1: not JSON: value expected"],
    ["{", "c.json:1:2: not JSON: property name or brace expected"],
    ['{\n  "budgets": [],\n}', "c.json:3:1: not JSON: property name expected"],
    ["// no\n{}", "c.json:1:1: not JSON: value expected"],
    ["[]", "c.json:1:1: expected object, received array"],
    ['{\n  "bugdets": []\n}', 'c.json:2:3: "bugdets" is not known. Did you mean "budgets"?'],
    ['{ "__proto__": {} }', 'c.json:1:3: "__proto__" is not known'],
    ['{ "seed": 1,\n  "seed": 2 }', 'c.json:2:3: ambiguous: "seed" occurs twice'],
    [
      '{ "budgets": [\n { "files": "*", "structuralInformation": { "min": 3 }, "structure": { "max": 9 } }] }',
      'c.json:2:18: ambiguous: "structuralInformation" is "structure", which occurs too',
    ],
    [
      '{ "budgets": [["growthExponent"], null] }',
      "c.json:1:15: budgets[0]: expected object, received array; 1 more entry is wrong",
    ],
    ['{ "budgets": [{ "files": "*", "growthExponent": { "min": 3 } }] }', "fine"],
    ['{ "seed": -1 }', "c.json:1:3: seed: Too small: expected number to be >=0"],
    [
      '{ "budgets": [{\n "regime": "structure" }] }',
      "c.json:1:15: budgets[0].files: expected string, received undefined",
    ],
    [
      '{ "budgets": [\n { "files": "*", "entropyrate": { "max": 3 } }] }',
      'c.json:2:18: budgets[0]: "entropyrate" is not known. Did you mean "entropyRate"?',
    ],
    [
      '{ "budgets": [{ "files": "*",\n\n "entropyRate": { "max": "3" } }] }',
      "c.json:3:19: budgets[0].entropyRate.max: expected number, received string",
    ],
    ['{ "budgets": [{ "files": "*", "yuleK": {} }] }', "c.json:1:31: budgets[0].yuleK: needs min or max"],
    [
      '{ "budgets": [{ "files": "*", "yuleK": { "min": 2, "max": 1 } }] }',
      "c.json:1:31: budgets[0].yuleK: min is above max",
    ],
    [
      '{ "budgets": [{ "files": "*", "coverage": { "min": 1 } }] }',
      "c.json:1:31: budgets[0].coverage.at: expected number, received undefined",
    ],
    [
      '{ "budgets": [{ "files": "*", "regime": "midle" }] }',
      'c.json:1:31: budgets[0].regime: expected one of "noise"|"order"|"pattern"|"structure"|"undecided"',
    ],
    ['{ "baseline": "../b.json" }', 'c.json:1:3: "../b.json" leads out of the folder of the configuration'],
    ['{ "paths": ["a", "/etc"] }', 'c.json:1:18: "/etc" leads out of the folder of the configuration'],
    ['{ "sed": 1, "bugets": 2 }', 'c.json:1:3: "sed" is not known. Did you mean "seed"?'],
    [
      '{ "seed": 1.5, "paths": [] }',
      "c.json:1:3: seed: expected int, received number; 1 more entry is wrong",
    ],
  ])("%j", (text, message) => {
    expect(messageFor(text)).toBe(message);
  });

  it("is not fooled by depth or length", () => {
    expect(messageFor("[".repeat(100_000))).toBe("c.json:1:101: nested too deeply");
    expect(messageFor(`"${"a".repeat(1_048_576)}"`)).toBe(
      "c.json: larger than the 1 MiB that a configuration may have",
    );
  });

  it("is found upwards, and locates its entries", () => {
    const below = join(folder, "x/y");
    mkdirSync(below, { recursive: true });
    writeFileSync(
      path,
      '\ufeff{\n  "$schema": "s",\n  "budgets": [\n    { "files": ["a", "!b"],\n      "regime": "order" }\n  ]\n}',
    );
    const found = findConfig(below)!;
    expect(found.path).toBe(path);
    expect(found.config.budgets![0]).toEqual({ files: ["a", "!b"], regime: ["order"] });
    expect(found.lineOf(["budgets", 0])).toBe(4);
    expect(found.lineOf(["budgets", 0, "regime"])).toBe(5);
    expect(found.wrong(["budgets", 0, "files", 1], "no").message).toBe(
      "../../mesoscope.config.json:4:22: no",
    );
  });

  it.skipIf(process.platform === "win32").each(["nowhere", "mesoscope.config.json"])(
    "is not passed over where it is a link to %s",
    (target) => {
      const below = join(folder, `link-to-${target}`);
      mkdirSync(below);
      symlinkSync(target, join(below, "mesoscope.config.json"));
      expect(() => findConfig(below)).toThrow(
        /^mesoscope\.config\.json: (no such file|too many symbolic links)/,
      );
    },
  );

  it("may be missing or unreadable", () => {
    expect(() => readConfig(join(folder, "none.json"), "none.json")).toThrow("none.json: no such file");
    expect(() => readConfig(folder, "f")).toThrow("f: is a folder");
  });
});
