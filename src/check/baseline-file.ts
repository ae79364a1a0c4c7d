import { closeSync, readSync } from "node:fs";
import { posix } from "node:path";
import { InputError, UsageError } from "../core/errors.ts";
import { JsonFault, parseJson } from "../core/json.ts";
import { openRegular, readRegularText, smallFiles } from "../input/open-regular.ts";
import { isSpecial } from "../input/special-file.ts";
import { type Baseline, baselineSchema } from "./schema.ts";

/**
 * Reads what `mesoscope baseline` wrote.
 *
 * @param shown what it is called in messages
 * @throws UsageError when it cannot be read, is something else, or does not say one thing of each file
 */
export function readBaseline(path: string, shown: string): Baseline {
  const wrong = (reason: string) =>
    new UsageError(`${shown}: ${reason}; write it again with mesoscope baseline`);
  let text: string;
  try {
    text = readRegularText(path, smallFiles.baseline);
  } catch (error) {
    throw error instanceof InputError ? new UsageError(`${shown}: ${error.message}`) : error;
  }
  const result = baselineSchema.safeParse(parsed(text, wrong));
  if (!result.success) {
    const { path: at, message } = result.error.issues[0]!;
    throw wrong(`${at.length === 0 ? "" : `${at.join(".")}: `}${message}`);
  }
  const { inputs, usual } = result.data;
  for (const files of [inputs, usual?.files ?? []]) {
    const seen = new Set<string>();
    for (const { path: of } of files) {
      if (seen.has(of)) throw wrong(`${of} is here twice, as after a merge`);
      if (posix.normalize(of) !== of) throw wrong(`${of} is no path as baselines have it`);
      seen.add(of);
    }
  }
  return result.data;
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

function parsed(text: string, wrong: (reason: string) => UsageError): unknown {
  try {
    return parseJson(text);
  } catch (error) {
    if (!(error instanceof JsonFault)) throw error;
    throw wrong(`line ${text.slice(0, error.at).split("\n").length}: ${error.message}`);
  }
}
