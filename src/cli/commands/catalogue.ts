import { UsageError } from "../../core/errors.ts";
import { wantsColor } from "../color.ts";
import type { Io } from "../io.ts";
import type { SharedOptions } from "../options.ts";
import { writeOutput } from "../write-output.ts";

/** One entry of a list command, for people and for machines. */
export interface CatalogueEntry {
  readonly id: string;
  readonly group: string;
  readonly summary: string;
  /** lines below the summary */
  readonly details: readonly string[];
}

/**
 * Prints a catalogue as text grouped by `group`, or as JSON.
 *
 * @param machine what JSON shows, one element an entry
 * @throws UsageError for a format that a list does not have
 */
export async function printCatalogue(
  entries: readonly CatalogueEntry[],
  machine: readonly unknown[],
  options: SharedOptions,
  io: Io,
): Promise<void> {
  const format = options.format ?? (options.output?.endsWith(".json") ? "json" : "table");
  if (format === "json") return writeOutput(io, options.output, `${JSON.stringify(machine, null, 2)}\n`);
  if (format === "ndjson")
    return writeOutput(io, options.output, machine.map((entry) => `${JSON.stringify(entry)}\n`).join(""));
  if (format !== "table")
    throw new UsageError(`a list has no format "${format}": there are table, json, ndjson`);
  const { paletteFor } = await import("../../report/kit/palette.ts");
  const { wrapText } = await import("../../report/kit/text-width.ts");
  const columns = Math.min(io.stdout.columns || 80, 120);
  const palette = paletteFor(options.output === undefined && wantsColor(io, options.color));
  const groups = [...new Set(entries.map((entry) => entry.group))];
  const text = groups.map((group) => {
    const members = entries.filter((entry) => entry.group === group);
    const lines = members.flatMap((entry) => {
      const [first = "", ...rest] = wrapText(`${entry.id}  ${entry.summary}`, columns - 6);
      return [
        `  ${palette.command(entry.id)}${first.slice(entry.id.length)}`,
        ...rest.map((line) => `      ${line}`),
        ...entry.details.flatMap((detail) =>
          wrapText(detail, columns - 8).map((line, i) =>
            palette.dim(`${i === 0 ? "      " : "        "}${line}`),
          ),
        ),
      ];
    });
    return `${palette.bold(group)}\n${lines.join("\n")}\n`;
  });
  await writeOutput(io, options.output, text.join("\n"));
}
