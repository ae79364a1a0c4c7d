import { SaxesParser } from "saxes";
import { describe, expect, it } from "vitest";
import { checkViews } from "../../../../src/features/check/feature.ts";
import { type Check, checkReportSchema } from "../../../../src/features/check/schema.ts";
import { type FormatId, renderOf } from "../../../../src/report/formats.ts";
import { escapeForbidden } from "../../../../src/report/kit/format.ts";
import { readCsv } from "../../../e2e/rfc4180.ts";
import { view } from "../../report/hand-made.ts";
import { checkReport, checks } from "./hand-made.ts";

const fromRoot = (input: string) => `pkg/${input}`;
const rendered = async (format: FormatId, report = checkReport, over: object = {}) =>
  [...(await renderOf(format, checkViews)!({ report, fromRoot }, { ...view, ...over }))].join("");

describe("a check", () => {
  it("follows its schema", () => {
    expect(checkReportSchema.parse(checkReport)).toEqual(checkReport);
  });

  it("counts what a budget leaves alone apart from numbers that are missing", async () => {
    const reason = "314 symbols, fewer than the 1000 that the budget asks for";
    const missing = checks.find(({ status }) => status === "undefined")!;
    const exempt: Check = { ...missing, rule: "budget", reason, exempt: true };
    const report = {
      ...checkReport,
      checks: [...checks, exempt],
      counts: { ...checkReport.counts, total: 6, undefined: 2 },
    };
    const [first] = (await rendered("table", report)).split("\n\n");
    expect(first!.replaceAll("\n", " ")).toBe(
      "2 inputs, 6 checks: 1 passed, 2 failed, 1 undecided, 1 undefined, 1 too short to be judged; 1 input could not be read.",
    );
  });

  it("for people names what did not pass, where it was required and why", async () => {
    const few = { ...checkReport, checks: checks.filter(({ input }) => input === "src/a.ts") };
    const counts = { total: 2, passed: 0, failed: 1, undecided: 1, undefined: 0 };
    expect(await rendered("table", { ...few, counts, notes: [] }, { ascii: true })).toBe(
      [
        "2 inputs, 2 checks: 0 passed, 1 failed, 1 undecided; 1 input could not be read.",
        "",
        "src/a.ts",
        "  failed     entropyRate 5.938 bit/symbol is above 3 (observer)",
        "             keys, 100 % of them",
        "             c.json:4",
        "  undecided  regime is undecided, not structure or order: not clear of the",
        "             border (spectrum)",
        "             c.json:5",
        "",
      ].join("\n"),
    );
  });

  it("for a person says what failed, where and what to do before all else", async () => {
    expect(await rendered("table", checkReport, { ascii: true })).toBe(
      [
        "2 inputs, 5 checks: 1 passed, 2 failed, 1 undecided, 1 undefined; 1 input could",
        "not be read.",
        "",
        "failed: src/a.ts, doc|s/b\\n.md",
        "change the files, or their limits in c.json",
        "mesoscope baseline FILE accepts the new numbers of a file",
        "",
        "src/a.ts",
        "  failed     entropyRate 5.938 bit/symbol is above 3 (observer)",
        "             c.json:4: keys, 100 % of them",
        "  undecided  regime is undecided, not structure or order: not clear of the",
        "             border (spectrum)",
        "             c.json:5",
        "",
        "doc|s/b\\n.md",
        "  failed     entropyRate 3.00 +- 0.25 bit/symbol was 2.00 +- 0.25: moved by 1,",
        "             more than the error of 0.3536 (block-gain)",
        "             b.json",
        "  undefined  heldOutRate is undefined: 312 symbols, needs 4000 (held-out-rate)",
        "             c.json:7",
        "",
        "c.json:9: no file matches *.py",
        "",
      ].join("\n"),
    );
  });

  it("for a person says within ten lines what two files failed, whatever their reasons", async () => {
    const why = "a reason that goes on and on, since many people had something to say about it, ".repeat(4);
    const line = { firstLine: 21, lastLine: 23, kind: "noise", bytes: 900, rate: 6.1 } as const;
    const failed = ["src/a.ts", "docs/b.md"].map(
      (input): Check => ({ ...checks[0]!, input, why, where: line }),
    );
    const report = { ...checkReport, checks: failed, notes: [] };
    const lines = (await rendered("table", report)).split("\n").slice(0, 10);
    expect(lines).toContain("failed: src/a.ts:21, docs/b.md:21");
    expect(lines).toContain("change the files, or their limits in c.json");
    expect(lines.at(-1)).toMatch(/^ {13}c\.json:4: a reason .* …$/);
    for (const one of lines) expect(one.length).toBeLessThanOrEqual(80);
  });

  it("as workflow commands of GitHub", async () => {
    expect(await rendered("github")).toBe(
      [
        "::error file=pkg/gone.txt,title=mesoscope%3A input::no such file",
        "::error file=pkg/src/a.ts,title=mesoscope%3A budget entropyRate (observer)::entropyRate 5.938 bit/symbol is above 3. keys, 100 %25 of them",
        "::error file=pkg/doc|s/b\\n.md,title=mesoscope%3A drift entropyRate (block-gain)::entropyRate 3.00 ± 0.25 bit/symbol was 2.00 ± 0.25: moved by 1, more than the error of 0.3536",
        "::warning file=pkg/src/a.ts,title=mesoscope%3A budget regime (spectrum)::regime is undecided, not structure or order: not clear of the border",
        "::warning file=pkg/doc|s/b\\n.md,title=mesoscope%3A budget heldOutRate (held-out-rate)::heldOutRate is undefined: 312 symbols, needs 4000",
        "::notice title=mesoscope%3A note::c.json:9: no file matches *.py",
        "2 inputs, 5 checks: 1 passed, 2 failed, 1 undecided, 1 undefined; 1 input could not be read",
        "",
      ].join("\n"),
    );
  });

  it("shows GitHub ten annotations of a kind and counts the rest", async () => {
    const many = Array.from({ length: 25 }, (_, i): Check => ({ ...checks[0]!, input: `f${i}` }));
    const undecided = Array.from({ length: 12 }, (_, i): Check => ({ ...checks[1]!, input: `u${i}` }));
    const report = { ...checkReport, checks: [...undecided, ...many], notes: [] };
    const lines = (await rendered("github", report)).trimEnd().split("\n");
    expect(lines.filter((line) => line.startsWith("::error "))).toHaveLength(10);
    expect(lines.filter((line) => line.startsWith("::warning "))).toHaveLength(10);
    // 26 errors with the unread input, 12 warnings.
    expect(lines.at(-1)).toMatch(/; 18 more in the step summary$/);
  });

  it("as Markdown, without markup in the values", async () => {
    expect(await rendered("md")).toBe(
      [
        "**mesoscope check**: 2 inputs, 5 checks: 1 passed, 2 failed, 1 undecided, 1 undefined; 1 input could not be read",
        "",
        "| status | input | what | why |",
        "| --- | --- | --- | --- |",
        "| unread | gone.txt | no such file |  |",
        "| failed | src/a.ts | entropyRate 5.938 bit/symbol is above 3 (observer) | keys, 100 % of them |",
        "| failed | doc\\|s/b\\\\n.md | entropyRate 3.00 ± 0.25 bit/symbol was 2.00 ± 0.25: moved by 1, more than the error of 0.3536 (block-gain) |  |",
        "| undecided | src/a.ts | regime is undecided, not structure or order: not clear of the border (spectrum) |  |",
        "| undefined | doc\\|s/b\\\\n.md | heldOutRate is undefined: 312 symbols, needs 4000 (held-out-rate) |  |",
        "",
        "c.json:9: no file matches \\*.py",
        "",
      ].join("\n"),
    );
  });

  it("as Markdown fits a step summary", async () => {
    const many = Array.from(
      { length: 9000 },
      (_, i): Check => ({ ...checks[0]!, input: `${"f".repeat(60)}${i}` }),
    );
    const text = await rendered("md", { ...checkReport, checks: many });
    expect(Buffer.byteLength(text)).toBeLessThan(1_048_576);
    expect(text).toMatch(/\n\d+ more do not fit here\.\n/);
  });

  it("as JUnit XML", async () => {
    const text = await rendered("junit");
    const seen: string[] = [];
    const parser = new SaxesParser();
    parser.on("error", (error) => {
      throw error;
    });
    parser.on("opentag", ({ name, attributes }) => {
      const { tests, failures, errors, skipped, name: own, message } = attributes as Record<string, string>;
      seen.push(
        name.startsWith("testsuite")
          ? `${name} ${own} ${tests} ${failures} ${errors} ${skipped}`
          : `${name} ${own ?? message ?? ""}`.trimEnd(),
      );
    });
    parser.write(text).close();
    expect(seen).toEqual([
      "testsuites mesoscope check 6 2 1 undefined",
      "testsuite gone.txt 1 0 1 0",
      "testcase input",
      "error no such file",
      "testsuite src/a.ts 3 1 0 0",
      "testcase budget entropyRate (observer)",
      "failure entropyRate 5.938 bit/symbol is above 3. keys, 100 % of them",
      "testcase budget regime (spectrum)",
      "system-out",
      "testcase budget coverage(3) (good-turing-coverage)",
      "system-out",
      "testsuite doc|s/b\\n.md 2 1 0 1",
      "testcase budget heldOutRate (held-out-rate)",
      "skipped heldOutRate is undefined: 312 symbols, needs 4000",
      "testcase drift entropyRate (block-gain)",
      "failure entropyRate 3.00 ± 0.25 bit/symbol was 2.00 ± 0.25: moved by 1, more than the error of 0.3536",
    ]);
    expect(text).toContain("<system-out>coverage(3) 0.5000 is between 0.25 and 0.75</system-out>");
  });

  it("as SARIF", async () => {
    const { version, runs } = JSON.parse(await rendered("sarif"));
    expect(version).toBe("2.1.0");
    expect(runs[0].tool.driver.rules.map(({ id }: { id: string }) => id)).toEqual([
      "budget",
      "drift",
      "odd",
      "sign",
      "input",
    ]);
    const results = runs[0].results as {
      ruleId: string;
      level: string;
      locations: { physicalLocation: { artifactLocation: { uri: string } } }[];
    }[];
    expect(
      results.map(({ ruleId, level, locations }) => [
        ruleId,
        level,
        locations[0]!.physicalLocation.artifactLocation.uri,
      ]),
    ).toEqual([
      ["budget", "error", "pkg/src/a.ts"],
      ["drift", "error", "pkg/doc%7Cs/b%5Cn.md"],
      ["budget", "warning", "pkg/src/a.ts"],
      ["budget", "note", "pkg/doc%7Cs/b%5Cn.md"],
      ["input", "error", "pkg/gone.txt"],
    ]);
  });

  it("as rows", async () => {
    const [header, ...rows] = readCsv(await rendered("csv"));
    const column = (name: string) => rows.map((row) => row[header!.indexOf(name)]);
    expect(column("kind")).toEqual(["check", "check", "check", "check", "check", "input", "input"]);
    expect(column("status")).toEqual([...checks.map(({ status }) => status), "skipped", "failed"]);
    expect(column("value")).toEqual(["5.9375", "undecided", "0.5", "", "3", "", ""]);
    expect(column("max")).toEqual(["3", "", "0.75", "", "", "", ""]);
    expect(column("expected")).toEqual(["", "structure or order", "", "", "2", "", ""]);
    expect(column("tolerance")[4]).toBe("0.35355339059327373");
    expect(column("reason")[1]).toBe("not clear of the border");
    const lines = (await rendered("ndjson"))
      .trimEnd()
      .split("\n")
      .map((line) => JSON.parse(line));
    expect(lines.map(({ type }) => type)).toEqual([
      "check",
      "check",
      "check",
      "check",
      "check",
      "skipped",
      "error",
      "report",
    ]);
    expect(JSON.parse(await rendered("json"))).toEqual(checkReport);
  });
});

describe("what a budget leaves alone, by minSymbols", () => {
  const exempt: Check = {
    ...checks[0]!,
    input: "short.ts",
    status: "undefined",
    measured: null,
    reason: "12 symbols, fewer than the 1000 that the budget asks for",
    exempt: true,
  };
  const { exempt: _, ...judged } = exempt;
  const report = {
    ...checkReport,
    checks: [exempt, { ...judged, status: "passed" as const, input: "long.ts" }],
    errors: [],
    notes: [],
  };

  it.each(["table", "github", "md", "sarif"] as const)("is nothing to warn of: %s", async (format) => {
    expect(await rendered(format, report)).not.toContain("short.ts");
  });

  it.each(["json", "ndjson", "csv", "junit"] as const)("is in the list of all: %s", async (format) => {
    expect(await rendered(format, report)).toContain("short.ts");
  });
});

describe("characters that XML forbids", () => {
  // XML 1.0, production 2, by its complement.
  const forbidden = [
    ...Array.from({ length: 0x20 }, (_, code) => code).filter((code) => ![9, 10, 13].includes(code)),
    ...[0xd800, 0xdbff, 0xdc00, 0xdfff, 0xfffe, 0xffff],
  ].map((code) => String.fromCharCode(code));

  it.each(forbidden)("%j is written out in JUnit", async (character) => {
    const name = `a${character}b`;
    const own = { ...checks[0]!, input: name, why: `because ${character}`, reason: character };
    const xml = await rendered("junit", {
      ...checkReport,
      checks: [own],
      errors: [{ input: name, reason: name }],
    });
    const names: string[] = [];
    const parser = new SaxesParser();
    parser.on("error", (error) => {
      throw error;
    });
    parser.on("opentag", ({ attributes }) => names.push(String(attributes["classname"] ?? "")));
    parser.write(xml).close();
    expect(names).toContain(`a\\u{${character.charCodeAt(0).toString(16)}}b`);
  });

  it.each(forbidden)("%j is written out in a picture, whatever way it takes", (character) => {
    expect(escapeForbidden(`<text>${character}</text>`)).toBe(
      `<text>\\u{${character.charCodeAt(0).toString(16)}}</text>`,
    );
    expect(escapeForbidden("\t\n\r ~\u{10ffff}\ufffd")).toBe("\t\n\r ~\u{10ffff}\ufffd");
  });
});
