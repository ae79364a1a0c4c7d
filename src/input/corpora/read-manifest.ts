import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type * as z from "zod";
import { codeOf, messageOf } from "../../core/errors.ts";
import { parseJson } from "../../core/json.ts";
import { type CorpusUnavailable, unavailable } from "./corpus-unavailable.ts";
import { type CorpusManifest, corpusManifest, type UdhrTable, udhrTable } from "./manifest.ts";

/**
 * The fault of a system call, without the absolute path that Node writes into its message.
 *
 * @returns the code ("ENOENT"), or the message of anything else
 */
export const faultOf = (error: unknown): string => codeOf(error) ?? messageOf(error);

type ManifestResult = { readonly status: "ok"; readonly manifest: CorpusManifest } | CorpusUnavailable;
type UdhrResult = { readonly status: "ok"; readonly table: UdhrTable } | CorpusUnavailable;

/**
 * The manifest of one corpus; that of `udhr:<code>` is made from the table of the declaration.
 *
 * @param folder of the manifests
 */
export async function readManifest(id: string, folder: string): Promise<ManifestResult> {
  if (id.startsWith("udhr:")) {
    const read = await readUdhrTable(folder);
    return read.status === "ok" ? udhrManifest(read.table, id) : read;
  }
  if (id === "udhr") {
    return unavailable(id, "unknown", '"udhr" is a collection: name one text of it, for example udhr:eng');
  }
  if (!/^[a-z][a-z0-9-]*$/.test(id)) return unknown(id);
  const parsed = await parseFile(join(folder, `${id}.json`), corpusManifest, id);
  if (parsed.status !== "ok") return parsed;
  const manifest = parsed.value;
  if (manifest.id !== id) return unavailable(id, "invalid", `the manifest names itself "${manifest.id}"`);
  return { status: "ok", manifest };
}

/**
 * The table of the declaration's texts.
 *
 * @param folder of the manifests
 */
export async function readUdhrTable(folder: string): Promise<UdhrResult> {
  const parsed = await parseFile(join(folder, "udhr.json"), udhrTable, "udhr");
  return parsed.status === "ok" ? { status: "ok", table: parsed.value } : parsed;
}

/**
 * The manifest of one text of the declaration.
 *
 * @param id `udhr:<code>`
 */
export function udhrManifest(table: UdhrTable, id: string): ManifestResult {
  const code = id.slice("udhr:".length);
  const text = Object.hasOwn(table.texts, code) ? table.texts[code] : undefined;
  if (text === undefined) return unknown(id);
  const { kind, extract, licence, encoding } = table;
  const { package: name, version, folder } = table.source;
  const manifest: CorpusManifest = {
    id: `udhr:${code}`,
    title: `${table.title}, ${text.name}`,
    kind,
    language: text.language,
    tier: "extra",
    source: { package: name, version, path: `${folder}/${code}.html` },
    extract,
    licence,
    raw: { files: 1, ...text.raw },
    extracted: text.extracted,
    encoding,
  };
  return { status: "ok", manifest };
}

function unknown(id: string): CorpusUnavailable {
  return unavailable(id, "unknown", `no corpus "${id}"`);
}

type Parsed<T> = { readonly status: "ok"; readonly value: T } | CorpusUnavailable;

async function parseFile<T>(file: string, schema: z.ZodType<T>, id: string): Promise<Parsed<T>> {
  let text: string;
  try {
    text = await readFile(file, "utf8");
  } catch (error) {
    const fault = faultOf(error);
    return fault === "ENOENT"
      ? unknown(id)
      : unavailable(id, "invalid", `its manifest cannot be read: ${fault}`);
  }
  let json: unknown;
  try {
    json = parseJson(text);
  } catch (error) {
    return unavailable(id, "invalid", `its manifest is ${messageOf(error)}`);
  }
  const parsed = schema.safeParse(json);
  if (parsed.success) return { status: "ok", value: parsed.data };
  const { path, message } = parsed.error.issues[0]!;
  const where = path.length === 0 ? "" : `${path.join(".")}: `;
  return unavailable(id, "invalid", `its manifest is invalid: ${where}${message}`);
}
