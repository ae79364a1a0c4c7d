import { expect, test } from "vitest";
import { loadCorpus } from "../../../../src/input/corpora/load-corpus.ts";
import { lettersManifest, PAGES, rootsWith, sha256 } from "./fixture.ts";

test("gives documents, their bytes together and the manifest", async () => {
  const corpus = await loadCorpus("letters", rootsWith([lettersManifest()]));
  expect(corpus).toMatchObject({
    status: "ok",
    id: "letters",
    manifest: lettersManifest(),
    documents: [
      { id: "text/a.html", bytes: Buffer.from("alpha\n") },
      { id: "text/b.html", bytes: Buffer.from("beta\n") },
    ],
    byteLength: 11,
    sha256: sha256("alpha\nbeta\n"),
  });
  if (corpus.status !== "ok") return;
  expect(Buffer.from(corpus.joined()).toString()).toBe("alpha\nbeta\n");
  expect(corpus.joined()).toBe(corpus.joined());
});

test("one document is not copied to be joined", async () => {
  const corpus = await loadCorpus("udhr:b", rootsWith([]));
  expect(corpus).toMatchObject({ status: "ok", id: "udhr:b", documents: [{ id: "text/b.html" }] });
  if (corpus.status === "ok") expect(corpus.joined()).toBe(corpus.documents[0]?.bytes);
});

const reasonFor = async (manifest: ReturnType<typeof lettersManifest>, files: Record<string, string>) => {
  const corpus = await loadCorpus("letters", rootsWith([manifest], files));
  return corpus.status === "ok" ? "ok" : `${corpus.cause}: ${corpus.reason}`;
};

test("a flipped bit in a file is found", async () => {
  const damaged = { ...PAGES, "modules/letters/text/b.html": "<p>be</p><p>tA</p>" };
  expect(await reasonFor(lettersManifest(), damaged)).toBe(
    "mismatch: the files of its package are not the expected ones (SHA-256 differs)",
  );
});

test("a file too many, too few or too long is found", async () => {
  const { "modules/letters/text/b.html": _, ...fewer } = PAGES;
  expect(await reasonFor(lettersManifest(), fewer)).toBe(
    "missing: its package holds 1 of its files instead of 2",
  );
  expect(await reasonFor(lettersManifest(), { ...PAGES, "modules/letters/text/c.html": "" })).toBe(
    "mismatch: its package holds 3 of its files instead of 2",
  );
  expect(await reasonFor(lettersManifest(), { ...PAGES, "modules/letters/text/c.html": "x" })).toBe(
    "mismatch: more than the expected 30 bytes",
  );
});

test("another extraction is found", async () => {
  expect(await reasonFor(lettersManifest({ extract: [] }), PAGES)).toBe(
    "mismatch: the extracted text is not the expected one (SHA-256 differs)",
  );
  expect(await reasonFor(lettersManifest({ extract: [{ op: "json-strings" }] }), PAGES)).toMatch(
    /^mismatch: its text cannot be extracted: json-strings on text\/a\.html: /,
  );
});

test("a wrong manifest, package or id is a value, not an exception", async () => {
  expect(await reasonFor(lettersManifest({ tier: "none" }), PAGES)).toMatch(
    /^invalid: its manifest is invalid: tier: /,
  );
  expect(await reasonFor(lettersManifest(), {})).toMatch(
    /^missing: the package letters@1\.2\.3 is not installed/,
  );
  expect(await loadCorpus("lettres", rootsWith([]))).toEqual({
    status: "unavailable",
    id: "lettres",
    cause: "unknown",
    reason: 'no corpus "lettres"',
  });
});

test("a path out of the package is refused before any file is read", async () => {
  const escaping = lettersManifest({
    source: { package: "letters", version: "1.2.3", path: "../../secret" },
  });
  expect(await reasonFor(escaping, { ...PAGES, secret: "s" })).toMatch(
    /^invalid: its manifest is invalid: source/,
  );
});
