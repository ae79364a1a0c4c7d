import { createHash } from "node:crypto";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { onTestFinished } from "vitest";
import type { CorpusRoots } from "../../../../src/input/corpora/corpus-roots.ts";

/** A manifest as it stands in a file, before it is checked. */
export type RawManifest = Record<string, unknown> & { id: string };

export const sha256 = (bytes: string | Uint8Array) => createHash("sha256").update(bytes).digest("hex");

/** A folder that is removed at the end of the test, holding the given files. */
export function temporaryFolder(files: Readonly<Record<string, string | Uint8Array>>): string {
  const folder = mkdtempSync(join(tmpdir(), "mesoscope-corpora-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  for (const [path, bytes] of Object.entries(files)) {
    const file = join(folder, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, bytes);
  }
  return folder;
}

/** The package `letters` 1.2.3 with two pages, which together make the corpus `letters`. */
export const PAGES = {
  "modules/letters/package.json": '{"version":"1.2.3"}',
  "modules/letters/text/a.html": "<p>alpha</p>",
  "modules/letters/text/b.html": "<p>be</p><p>ta</p>",
};

/** The manifest of the corpus `letters`. */
export function lettersManifest(changes: Record<string, unknown> = {}): RawManifest {
  return {
    id: "letters",
    title: "Two letters",
    kind: "prose",
    language: "en",
    tier: "core",
    source: { package: "letters", version: "1.2.3", match: "^text/.*\\.html$" },
    extract: [{ op: "html-text" }],
    licence: { package: "MIT", content: "Public domain", verified: true },
    encoding: "ascii",
    raw: { files: 2, bytes: 30, sha256: sha256("<p>alpha</p><p>be</p><p>ta</p>") },
    extracted: { bytes: 11, sha256: sha256("alpha\nbeta\n") },
    ...changes,
  };
}

/** A table of the declaration with two texts in the package `letters`. */
export function smallUdhrTable(changes: Record<string, unknown> = {}): Record<string, unknown> {
  const { kind, extract, licence, encoding } = lettersManifest();
  return {
    collection: "udhr",
    title: "Declaration",
    kind,
    extract,
    licence,
    encoding,
    source: { package: "letters", version: "1.2.3", folder: "text" },
    featured: ["a"],
    texts: {
      a: {
        name: "Alphabetic",
        language: "en",
        raw: { bytes: 12, sha256: sha256("<p>alpha</p>") },
        extracted: { bytes: 6, sha256: sha256("alpha\n") },
      },
      b: {
        name: "Betic",
        language: "fr",
        raw: { bytes: 18, sha256: sha256("<p>be</p><p>ta</p>") },
        extracted: { bytes: 5, sha256: sha256("beta\n") },
      },
    },
    ...changes,
  };
}

/** Manifests and packages in a temporary folder. */
export function rootsWith(
  manifests: readonly RawManifest[],
  files: Readonly<Record<string, string | Uint8Array>> = PAGES,
): CorpusRoots {
  const written = manifests.map((manifest) => [`manifests/${manifest.id}.json`, JSON.stringify(manifest)]);
  const folder = temporaryFolder({
    "manifests/udhr.json": JSON.stringify(smallUdhrTable()),
    ...Object.fromEntries(written),
    ...files,
  });
  return { manifests: join(folder, "manifests"), packages: [join(folder, "modules")] };
}
