import type { Log, Region, Result } from "sarif";
import { grouped } from "../../core/collections.ts";
import { escapeXml } from "../../report/kit/format.ts";
import type { Check, CheckReport } from "./schema.ts";
import { linesOf, messageOf, remarkable, safe, summaryOf, titleOf } from "./words.ts";

/** Largest number of annotations of a kind that GitHub shows for a step. */
const mostAnnotations = 10;

type Level = "error" | "warning" | "notice";

interface Annotation {
  readonly level: Level;
  readonly file: string | null;
  readonly lines?: ReturnType<typeof linesOf>;
  readonly title: string;
  readonly message: string;
}

/**
 * Workflow commands of GitHub Actions, as many as it shows, and a summary line; the step summary has all.
 *
 * @param fromRoot turns the name of an input into its path from the root of the repository
 */
export function renderCheckGithub(report: CheckReport, fromRoot: (input: string) => string): string {
  const annotations: Annotation[] = [
    ...report.errors.map(({ input, reason }) => ({
      level: "error" as const,
      file: input,
      title: "input",
      message: reason,
    })),
    ...remarkable(report).map((check) => ({
      level: check.status === "failed" ? ("error" as const) : ("warning" as const),
      file: check.input,
      lines: linesOf(check),
      title: titleOf(check),
      message: messageOf(check),
    })),
    ...report.notes.map((message) => ({ level: "notice" as const, file: null, title: "note", message })),
  ];
  const shown = (["error", "warning", "notice"] as const).flatMap((level) =>
    annotations.filter((one) => one.level === level).slice(0, mostAnnotations),
  );
  const written = shown.map(({ level, file, lines, title, message }) => {
    const properties = [
      ...(file === null ? [] : [`file=${property(fromRoot(file))}`]),
      ...(lines === undefined ? [] : [`line=${lines.firstLine}`, `endLine=${lines.lastLine}`]),
      `title=${property(`mesoscope: ${title}`)}`,
    ];
    return `::${level} ${properties.join(",")}::${data(message)}`;
  });
  const hidden = annotations.length - shown.length;
  const more = hidden === 0 ? "" : `; ${hidden} more in the step summary`;
  return `${[...written, `${summaryOf(report)}${more}`].join("\n")}\n`;
}

function data(text: string): string {
  return safe(text).replaceAll("%", "%25").replaceAll("\r", "%0D").replaceAll("\n", "%0A");
}

function property(text: string): string {
  return data(text).replaceAll(":", "%3A").replaceAll(",", "%2C");
}

/** The content of a case; one that simply passed has only a line of output. */
type Outcome = "failure" | "error" | "skipped" | "system-out";

interface Case {
  readonly suite: string;
  readonly name: string;
  readonly outcome: Outcome;
  readonly text: string;
}

const outcomes = {
  passed: "system-out",
  undecided: "system-out",
  undefined: "skipped",
  failed: "failure",
} as const satisfies Record<Check["status"], Outcome>;

/**
 * JUnit XML: a suite per input, a case per check; undecided ones pass with a note, undefined ones are skipped. Follows Jenkins'
 * schema (junit-10.xsd), which has no total of skipped cases; without times and hosts, so that equal inputs give equal bytes.
 */
export function renderCheckJunit(report: CheckReport): string {
  const cases: Case[] = [
    ...report.errors.map(({ input, reason }) => ({
      suite: input,
      name: "input",
      outcome: "error" as const,
      text: reason,
    })),
    ...report.checks.map((check) => ({
      suite: check.input,
      name: titleOf(check),
      outcome: outcomes[check.status],
      text: textOf(check),
    })),
  ];
  const body = [...grouped(cases, ({ suite }) => suite)].flatMap(([name, own]) => [
    `  <testsuite name="${escapeXml(name)}" ${countsOf(own)} skipped="${count(own, "skipped")}">`,
    ...own.map(caseElement),
    "  </testsuite>",
  ]);
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites name="mesoscope check" ${countsOf(cases)}>`,
    ...body,
    "</testsuites>\n",
  ].join("\n");
}

function textOf(check: Check): string {
  const sentence = messageOf(check);
  return check.status === "undecided" ? `undecided: ${sentence}` : sentence;
}

function countsOf(cases: readonly Case[]): string {
  return `tests="${cases.length}" failures="${count(cases, "failure")}" errors="${count(cases, "error")}"`;
}

function count(cases: readonly Case[], outcome: Outcome): number {
  return cases.filter((one) => one.outcome === outcome).length;
}

function caseElement({ suite, name, outcome, text }: Case): string {
  const content =
    outcome === "system-out"
      ? `<system-out>${escapeXml(text)}</system-out>`
      : `<${outcome} message="${escapeXml(text)}"/>`;
  return `    <testcase classname="${escapeXml(suite)}" name="${escapeXml(name)}">${content}</testcase>`;
}

const rules = {
  budget: "A number is beyond the limit that the configuration sets.",
  drift: "A number has moved since the baseline by more than the combined error of both.",
  odd: "Lines are unlike the rest of the repository.",
  sign: "A file has contents that rarely belong in a repository.",
  input: "An input could not be read.",
} as const;

const levels = { failed: "error", undecided: "warning", undefined: "note", passed: "none" } as const;

/**
 * SARIF 2.1.0, for code scanning.
 *
 * @param fromRoot turns the name of an input into its path from the root of the repository
 */
export function renderCheckSarif(report: CheckReport, fromRoot: (input: string) => string): string {
  const at = (input: string, region: Region = { startLine: 1 }) => [
    { physicalLocation: { artifactLocation: { uri: uriOf(fromRoot(input)) }, region } },
  ];
  const ofCheck = (check: Check): Result => ({
    ruleId: check.rule,
    level: levels[check.status],
    message: { text: safe(messageOf(check)) },
    locations: at(check.input, regionOf(check)),
    partialFingerprints: { "check/v1": safe(`${check.input} ${titleOf(check)}`) },
  });
  const results: Result[] = [
    ...remarkable(report).map(ofCheck),
    ...report.errors.map(
      ({ input, reason }): Result => ({
        ruleId: "input",
        level: "error",
        message: { text: safe(reason) },
        locations: at(input),
      }),
    ),
  ];
  const log: Log = {
    $schema: "https://json.schemastore.org/sarif-2.1.0.json",
    version: "2.1.0",
    runs: [
      {
        tool: {
          driver: {
            name: "mesoscope",
            version: report.tool.version,
            rules: Object.entries(rules).map(([id, text]) => ({ id, shortDescription: { text } })),
          },
        },
        results,
      },
    ],
  };
  return `${JSON.stringify(log, null, 2)}\n`;
}

function regionOf(check: Check): Region | undefined {
  const lines = linesOf(check);
  return lines === undefined ? undefined : { startLine: lines.firstLine, endLine: lines.lastLine };
}

/** A relative reference; escapes any name. */
function uriOf(path: string): string {
  return path
    .split("/")
    .map((part) => encodeURIComponent(safe(part)))
    .join("/");
}
