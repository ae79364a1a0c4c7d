import { closeSync, openSync, readdirSync, renameSync, rmdirSync, rmSync, statSync } from "node:fs";
import { basename, dirname, join, resolve, sep } from "node:path";
import type { Io } from "../../command/io.ts";
import { removeWhenEnded } from "../../command/on-interrupt.ts";
import { writeAll, writing } from "../../command/write-output.ts";
import { UsageError } from "../../core/errors.ts";
import { jsonText } from "../../core/json.ts";
import { makeFolder } from "../../input/paths.ts";
import { escapeForTerminal, escapeInJson } from "../../report/kit/format.ts";
import type { Sink } from "./score-sink.ts";
import { parquetRows } from "./stream/parquet-rows.ts";
import { lineOf } from "./stream/score-rows.ts";

/** Columns that identify a record, and so are not attributes. */
const outside = new Set(["file", "pathBase64", "id"]);
/** Approximate number of characters per write. */
const pieceLength = 262_144;
const endings = /(\.(jsonl|ndjson|json|csv|tsv|parquet))?(\.(gz|zst|xz|bz2))?$/i;

/**
 * Writes `{id, attributes}` of the records of each input, in order, into one file per input below a folder, at the input's path
 * relative to the common folder of all inputs. The folder appears when it is complete.
 *
 * @param inputs names of all inputs, as rows have them
 * @throws UsageError when the folder already exists or cannot be made, or two inputs would have one file
 */
export function attributeFiles(
  io: Io,
  folder: string,
  inputs: readonly string[],
  format: "parquet" | "ndjson",
  all: readonly string[],
  keep: readonly string[],
): Sink {
  const shown = escapeForTerminal(folder);
  const target = resolve(io.cwd, folder);
  const columns = all.filter((column) => !outside.has(column));
  const places = placesOf(inputs, io, format === "parquet" ? ".parquet" : ".jsonl");
  const draft = `${target}.${crypto.randomUUID()}.tmp`;
  const guarded = <T>(action: () => T): T => writing(shown, action);
  const old = statSync(target, { throwIfNoEntry: false });
  // Never overwrites a folder with content.
  if (old !== undefined && !(old.isDirectory() && readdirSync(target).length === 0))
    throw new UsageError(`${shown} exists already; --attributes takes a new folder`);
  const forget = removeWhenEnded(draft);
  guarded(() => makeFolder(draft));

  let begun: string | null = null;
  let file = -1;
  let parquet: ReturnType<typeof parquetRows> | null = null;
  let lines: string[] = [];
  let length = 0;
  const write = (bytes: Uint8Array) => guarded(() => writeAll(file, bytes));
  const writeLines = () => {
    write(Buffer.from(lines.join("")));
    lines = [];
    length = 0;
  };
  const beginFile = (input: string) => {
    begun = input;
    const path = join(draft, places.get(input) ?? basename(input));
    guarded(() => {
      makeFolder(dirname(path));
      file = openSync(path, "wx");
    });
    if (format === "parquet") parquet = parquetRows(columns, write, true);
  };
  const close = () => {
    if (file >= 0) closeSync(file);
    file = -1;
  };
  const endFile = () => {
    if (file < 0) return;
    parquet?.end();
    parquet = null;
    writeLines();
    close();
  };
  return {
    isWanted: true,
    passed: 0,
    isKnown: () => false,
    add(row) {
      const input = row["file"] as string;
      if (input !== begun) {
        endFile();
        beginFile(input);
      }
      if (parquet !== null) return parquet.add(row);
      const { file: _, id, ...attributes } = lineOf(row, columns, keep);
      const line = `${escapeInJson(jsonText({ id: row["id"] ?? null, attributes }))}\n`;
      lines.push(line);
      length += line.length;
      if (length >= pieceLength) writeLines();
    },
    async flush() {},
    async end() {
      endFile();
      guarded(() => {
        if (statSync(target, { throwIfNoEntry: false }) !== undefined) rmdirSync(target);
        renameSync(draft, target);
      });
      forget();
    },
    discard() {
      close();
      try {
        rmSync(draft, { recursive: true, force: true });
      } catch {
        // The first fault is reported.
      }
      forget();
    },
  };
}

/** The file of each input, below the folder. @throws UsageError for two with one path */
function placesOf(inputs: readonly string[], io: Io, ending: string): ReadonlyMap<string, string> {
  const paths = inputs.map((name) => resolve(io.cwd, name));
  let shared = paths.length === 0 ? "" : dirname(paths[0]!);
  for (const path of paths)
    while (!path.startsWith(shared.endsWith(sep) ? shared : shared + sep)) shared = dirname(shared);
  const places = new Map<string, string>();
  const owners = new Map<string, string>();
  for (const [i, name] of inputs.entries()) {
    const below = paths[i]!.slice(shared.length).replace(/^[/\\]+/, "");
    const place = below.replace(endings, "") + ending;
    const other = owners.get(place);
    if (other !== undefined)
      throw new UsageError(
        `${escapeForTerminal(other)} and ${escapeForTerminal(name)} would have the same file of attributes: ${escapeForTerminal(place)}`,
      );
    owners.set(place, name);
    places.set(name, place);
  }
  return places;
}
