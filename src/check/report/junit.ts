import { escapeXml } from "../../report/kit/escape-xml.ts";
import type { Check, CheckReport } from "../schema.ts";
import { messageOf, titleOf } from "./words.ts";

/** The content of a case: nothing of one that simply passed but a line of output. */
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

/** JUnit XML: a suite an input, a case a check; what is undecided passes and says so, what is undefined is skipped. As
 * Jenkins' schema (junit-10.xsd) has it, which knows no skipped cases of all suites together; without times and hosts, so
 * that equal inputs give equal bytes. */
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
  const suites = new Map<string, Case[]>();
  for (const one of cases) suites.set(one.suite, [...(suites.get(one.suite) ?? []), one]);
  const body = [...suites].flatMap(([name, own]) => [
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
