import type { Log, Region, Result } from "sarif";
import type { Check, CheckReport } from "../schema.ts";
import { linesOf, messageOf, remarkable, safe, titleOf } from "./words.ts";

const rules = {
  budget: "A number lies beyond the limit that the configuration sets.",
  drift: "A number has moved since the baseline by more than the joined error of both.",
  odd: "Lines are unlike the rest of the repository.",
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

/** A relative reference: names may hold anything. */
function uriOf(path: string): string {
  return path
    .split("/")
    .map((part) => encodeURIComponent(safe(part)))
    .join("/");
}
