import { closeSync, readSync } from "node:fs";
import { InputError, UsageError } from "../core/errors.ts";
import { openRegular, readRegularJson, smallFiles } from "../input/open-regular.ts";
import { isSpecial } from "../input/special-file.ts";
import { type Baseline, baselineSchema } from "./schema.ts";

/**
 * Reads what `mesoscope baseline` wrote.
 *
 * @param shown what it is called in messages
 * @throws UsageError when it cannot be read or is something else
 */
export function readBaseline(path: string, shown: string): Baseline {
  let found: unknown;
  try {
    found = readRegularJson(path, smallFiles.baseline);
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    // What the platform says of wrong JSON depends on its version.
    const reason = error.message.replace(/^not JSON: .*/s, "not JSON");
    const advice = reason.startsWith("not JSON") ? "; write it again with mesoscope baseline" : "";
    throw new UsageError(`${shown}: ${reason}${advice}`);
  }
  const result = baselineSchema.safeParse(found);
  if (result.success) return result.data;
  const issue = result.error.issues[0];
  const where = [...(issue?.path ?? [])].join(".");
  throw new UsageError(
    `${shown}: ${where === "" ? "" : `${where}: `}${issue?.message}; write it again with mesoscope baseline`,
  );
}

/** A baseline as it is kept: one line an input or file, so that a change of one shows as one. */
export function baselineText({ inputs, usual, ...rest }: Baseline): string {
  const head = JSON.stringify(rest, null, 2).slice(0, -2);
  const parts = [`${head},\n  "inputs": ${listText(inputs, "  ")}`];
  if (usual !== undefined) {
    const { files, ...about } = usual;
    const members = Object.entries(about).map(([key, value]) => `    "${key}": ${JSON.stringify(value)},\n`);
    parts.push(`  "usual": {\n${members.join("")}    "files": ${listText(files, "    ")}\n  }`);
  }
  return `${parts.join(",\n")}\n}\n`;
}

function listText(entries: readonly unknown[], indent: string): string {
  const lines = entries.map((entry) => `${indent}  ${JSON.stringify(entry)}`).join(",\n");
  return `[${lines === "" ? "" : `\n${lines}\n${indent}`}]`;
}

/** Bytes by which baselines are known: the first key comes first. */
const headBytes = 4096;

/**
 * Whether what is there may be replaced by a baseline: nothing, or what begins as one, be it torn, of another version or full
 * of marks of a merge.
 *
 * @throws never
 */
export function mayBecomeBaseline(path: string): boolean {
  try {
    const { file } = openRegular(path);
    try {
      const head = Buffer.alloc(headBytes);
      const text = head.toString("latin1", 0, readSync(file, head));
      return text.trim() === "" || text.includes('"schemaVersion"');
    } finally {
      closeSync(file);
    }
  } catch {
    // It is not there, or who writes says what is wrong; a pipe would be waited for.
    return !isSpecial(path);
  }
}
