import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, onTestFinished, test } from "vitest";
import { readCatalogue, selectCorpora } from "../../src/input/corpora/catalogue.ts";
import { corpusRoots } from "../../src/input/corpora/corpus-roots.ts";
import { sha256Of } from "../../src/input/corpora/document-sums.ts";
import { type LoadedCorpus, loadCorpus, loadManifest } from "../../src/input/corpora/load-corpus.ts";
import { readUdhrTable, udhrManifest } from "../../src/input/corpora/read-manifest.ts";

// The packages are there after `npm ci --prefix corpora --ignore-scripts`; nothing is installed here.
const root = fileURLToPath(new URL("../../", import.meta.url));
const roots = corpusRoots(root, undefined);
const catalogue = await readCatalogue(roots.manifests);
const json = (path: string) => JSON.parse(readFileSync(join(root, path), "utf8"));

async function loaded(id: string): Promise<LoadedCorpus> {
  const corpus = await loadCorpus(id, roots);
  if (corpus.status !== "ok") throw new Error(`${id}: ${corpus.reason}`);
  return corpus;
}

const textOf = async (id: string) => Buffer.from((await loaded(id)).joined()).toString("utf8");

test("every manifest is valid and stands in the catalogue", () => {
  expect(catalogue.problems).toEqual([]);
  const files = readdirSync(roots.manifests).filter((name) => name !== "udhr.json");
  const own = catalogue.manifests.filter(({ id }) => !id.startsWith("udhr:"));
  expect(own.map(({ id }) => `${id}.json`).sort()).toEqual(files.sort());
  expect(catalogue.udhrIds).toHaveLength(532);
  expect(new Set(catalogue.udhrIds).size).toBe(532);
});

test("core is the default set, all adds a text in each of forty languages", () => {
  const ids = (expression: string) => {
    const selection = selectCorpora(expression, catalogue);
    return selection.status === "ok" ? selection.ids : [];
  };
  expect(ids("core")).toEqual([
    "bpe-vocab",
    "chess-pgn",
    "cmudict",
    "code-c",
    "code-dts",
    "code-js",
    "code-js-min",
    "code-py",
    "csv-births",
    "factbook-json",
    "factbook-prose",
    "machine-all",
    "markdown",
    "moby-dick",
    "sotu",
    "sourcemap-vlq",
    "topojson",
    "tsmsg-de",
    "tsmsg-ja",
    "tsmsg-ko",
    "tsmsg-ru",
    "tsmsg-zh-cn",
    "udhr-all",
    "udhr-html",
    "wordnet-gloss",
  ]);
  expect(ids("all")).toHaveLength(25 + 40);
});

test("the pins are exact, private, each used by a manifest, and the lockfile names no registry", () => {
  const { private: isPrivate, dependencies, scripts } = json("corpora/package.json");
  expect(isPrivate).toBe(true);
  expect(scripts).toBeUndefined();
  const needed = new Map(catalogue.manifests.map(({ source }) => [source.package, source.version]));
  expect(dependencies).toEqual(Object.fromEntries(needed));
  const lockfile = json("corpora/package-lock.json");
  expect(lockfile.packages[""].dependencies).toEqual(dependencies);
  for (const [path, entry] of Object.entries<Record<string, unknown>>(lockfile.packages)) {
    expect(entry).not.toHaveProperty("resolved");
    if (path !== "") expect(entry["integrity"], path).toMatch(/^sha512-/);
  }
});

test.each(catalogue.manifests.map((manifest) => [manifest.id, manifest] as const))(
  "%s is what its manifest says",
  async (id, manifest) => {
    const corpus = await loaded(id);
    expect(corpus.byteLength).toBe(manifest.extracted.bytes);
    expect(corpus.sha256).toBe(manifest.extracted.sha256);
    expect(corpus.documents.every(({ bytes }) => bytes.length > 0)).toBe(true);
    expect(corpus.joined()).toHaveLength(corpus.byteLength);
    const whole = corpus.joined();
    if (manifest.encoding === "ascii") expect(whole.every((byte) => byte < 0x80)).toBe(true);
    if (manifest.encoding === "utf-8") new TextDecoder("utf-8", { fatal: true }).decode(whole);
  },
);

test("each of the 532 texts of the declaration has its own hash, and together they are udhr-all", async () => {
  const udhr = await readUdhrTable(roots.manifests);
  if (udhr.status !== "ok") throw new Error(udhr.reason);
  const codes = Object.keys(udhr.table.texts).sort((a, b) => (`${a}.html` < `${b}.html` ? -1 : 1));
  const documents = [];
  for (const code of codes) {
    const read = udhrManifest(udhr.table, `udhr:${code}`);
    if (read.status !== "ok") throw new Error(read.reason);
    const corpus = await loadManifest(read.manifest, roots.packages);
    if (corpus.status !== "ok") throw new Error(`${code}: ${corpus.reason}`);
    documents.push(...corpus.documents);
  }
  const all = await loaded("udhr-all");
  expect(sha256Of(documents)).toBe(all.sha256);
  expect(documents.map(({ id }) => id)).toEqual(all.documents.map(({ id }) => id));
});

test.each([
  ["udhr:eng", /^Universal Declaration of Human Rights\nPreamble\nWhereas recognition of /],
  ["udhr:rus", /^Всеобщая декларация прав человека\n/],
  ["moby-dick", /^CHAPTER 1\. Loomings\.\n\nCall me Ishmael\. Some years ago/],
  ["code-js", /^\/\*!\n \* jQuery JavaScript Library v4\.0\.0\n/],
  ["sourcemap-vlq", /^[A-Za-z0-9+/,;]+\n$/],
  ["tsmsg-de", /^Überladungssignaturen müssen alle abstrakt oder nicht abstrakt sein\.$/m],
  ["csv-births", /^year,month,date_of_month,day_of_week,births\n(?:\d+,\d+,\d+,\d+,\d+\n){7305}/],
])("%s reads as it should", async (id, expression) => {
  expect(expression.test(await textOf(id))).toBe(true);
});

test("one flipped bit in a real package is found", async () => {
  const folder = mkdtempSync(join(tmpdir(), "mesoscope-corpora-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const file = join(folder, "jquery", "dist", "jquery.min.js");
  cpSync(join(root, "corpora", "node_modules", "jquery"), join(folder, "jquery"), { recursive: true });
  const copied = { ...roots, packages: [folder] };
  expect((await loadCorpus("code-js-min", copied)).status).toBe("ok");
  const bytes = readFileSync(file);
  bytes[40_000] = (bytes[40_000] ?? 0) ^ 1;
  writeFileSync(file, bytes);
  expect(await loadCorpus("code-js-min", copied)).toEqual({
    status: "unavailable",
    id: "code-js-min",
    cause: "mismatch",
    reason: "the files of its package are not the expected ones (SHA-256 differs)",
  });
  expect((await loadCorpus("code-js", copied)).status).toBe("ok");
});
