import type { CheckReport } from "../schema.ts";
import { linesOf, messageOf, remarkable, safe, summaryOf, titleOf } from "./words.ts";

/** GitHub shows this many annotations of a kind for a step. */
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
 * Workflow commands of GitHub Actions, as many as it shows, and a line that counts; the step summary has all.
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
