import { readdir, readFile, realpath } from "node:fs/promises";
import { join, relative, sep } from "node:path";
import type { Document } from "../../core/documents.ts";
import { readRegularJson, smallFiles } from "../open-regular.ts";
import type { CorpusRoots } from "./corpus-roots.ts";
import { type CorpusUnavailable, installHint, unavailable } from "./corpus-unavailable.ts";
import { sha256Of, totalBytes } from "./document-sums.ts";
import { extract } from "./extract.ts";
import type { CorpusManifest } from "./manifest.ts";
import { faultOf, readManifest } from "./read-manifest.ts";

type Location = { readonly status: "ok"; readonly folder: string } | CorpusUnavailable;

/**
 * The folder of a corpus's package. Looks into the `node_modules` folders directly, because `require.resolve` refuses files
 * that a package's `exports` does not list.
 *
 * @param packages `node_modules` folders; the first with the manifest's version wins
 */
export async function locatePackage(
  manifest: CorpusManifest,
  packages: readonly string[],
): Promise<Location> {
  const { package: name, version } = manifest.source;
  const others = new Set<string>();
  for (const root of packages) {
    const folder = join(root, name);
    const found = await versionOf(folder);
    if (found === version) return { status: "ok", folder };
    if (found !== undefined) others.add(found);
  }
  if (others.size === 0) {
    const reason = `the package ${name}@${version} is not installed: ${installHint}`;
    return unavailable(manifest.id, "missing", reason);
  }
  const reason = `the package ${name} is installed as ${[...others].join(", ")}, the manifest needs ${version}`;
  return unavailable(manifest.id, "mismatch", reason);
}

async function versionOf(folder: string): Promise<string | undefined> {
  try {
    const { version } = readRegularJson(join(folder, "package.json"), smallFiles.manifest) as {
      readonly version?: unknown;
    };
    return typeof version === "string" ? version : undefined;
  } catch {
    return undefined;
  }
}

type RawDocuments = { readonly status: "ok"; readonly documents: readonly Document[] } | CorpusUnavailable;

/**
 * The files of a corpus in its package, sorted by path in UTF-16 code units. Refuses a link that leads out of the package.
 *
 * @param folder of the package
 * @param limit stops with a reason as soon as there are more bytes
 * Cost: O(bytes).
 */
export async function readRawDocuments(
  { id, source }: Pick<CorpusManifest, "id" | "source">,
  folder: string,
  limit: number,
): Promise<RawDocuments> {
  const documents: Document[] = [];
  let total = 0;
  let path = source.package;
  try {
    const root = await realpath(folder);
    for (path of await pathsOf(source, root)) {
      const file = await realpath(join(root, ...path.split("/")));
      if (!file.startsWith(root + sep))
        return unavailable(id, "mismatch", `${path} leads out of its package`);
      const bytes = await readFile(file);
      documents.push({ id: path, bytes });
      total += bytes.length;
      if (total > limit) return unavailable(id, "mismatch", `more than the expected ${limit} bytes`);
    }
  } catch (error) {
    const fault = faultOf(error);
    if (fault !== "ENOENT") return unavailable(id, "mismatch", `${path} cannot be read: ${fault}`);
    return unavailable(id, "missing", `${path} is not in ${source.package}@${source.version}`);
  }
  return { status: "ok", documents };
}

async function pathsOf(source: CorpusManifest["source"], root: string): Promise<readonly string[]> {
  if ("path" in source) return [source.path];
  const pattern = new RegExp(source.match);
  const entries = await readdir(root, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => relative(root, join(entry.parentPath, entry.name)).split(sep).join("/"))
    .filter((path) => pattern.test(path))
    .sort();
}

/** A corpus whose raw and extracted bytes match its manifest. */
export interface LoadedCorpus {
  readonly status: "ok";
  readonly id: string;
  readonly manifest: CorpusManifest;
  /** at least one, none empty */
  readonly documents: readonly Document[];
  readonly byteLength: number;
  /** of all documents, concatenated */
  readonly sha256: string;
  /** all documents, concatenated on the first call without marks between them */
  joined(): Uint8Array;
}

/**
 * Reads and extracts one corpus and checks both against the hashes of its manifest.
 *
 * @param id of a manifest, or `udhr:<code>`
 * Cost: O(raw bytes).
 */
export async function loadCorpus(id: string, roots: CorpusRoots): Promise<LoadedCorpus | CorpusUnavailable> {
  const read = await readManifest(id, roots.manifests);
  return read.status === "ok" ? loadManifest(read.manifest, roots.packages) : read;
}

/**
 * As `loadCorpus`, for a manifest that was already read.
 *
 * @param packages `node_modules` folders; the first that holds the package wins
 * Cost: O(raw bytes).
 */
export async function loadManifest(
  manifest: CorpusManifest,
  packages: readonly string[],
): Promise<LoadedCorpus | CorpusUnavailable> {
  const { id } = manifest;
  const location = await locatePackage(manifest, packages);
  if (location.status !== "ok") return location;
  const raw = await readRawDocuments(manifest, location.folder, manifest.raw.bytes);
  if (raw.status !== "ok") return raw;
  const { length } = raw.documents;
  if (length !== manifest.raw.files) {
    const cause = length < manifest.raw.files ? "missing" : "mismatch";
    return unavailable(
      id,
      cause,
      `its package holds ${length} of its files instead of ${manifest.raw.files}`,
    );
  }
  if (sha256Of(raw.documents) !== manifest.raw.sha256) {
    return unavailable(
      id,
      "mismatch",
      "the files of its package are not the expected ones (SHA-256 differs)",
    );
  }
  const extraction = extract(raw.documents, manifest.extract);
  if (extraction.status !== "ok") {
    return unavailable(id, "mismatch", `its text cannot be extracted: ${extraction.reason}`);
  }
  const { documents } = extraction;
  const sha256 = sha256Of(documents);
  if (sha256 !== manifest.extracted.sha256) {
    return unavailable(id, "mismatch", "the extracted text is not the expected one (SHA-256 differs)");
  }
  let joined: Uint8Array | undefined;
  return {
    status: "ok",
    id,
    manifest,
    documents,
    byteLength: totalBytes(documents),
    sha256,
    joined: () => {
      joined ??= documents.length === 1 ? documents[0]?.bytes : undefined;
      joined ??= Buffer.concat(documents.map(({ bytes }) => bytes));
      return joined;
    },
  };
}
