import { join } from "node:path";
import { expect, test } from "vitest";
import { readManifest, readUdhrTable } from "../../../../src/input/corpora/read-manifest.ts";
import { lettersManifest, rootsWith, sha256, smallUdhrTable, temporaryFolder } from "./fixture.ts";

test("reads a manifest by its id", async () => {
  const { manifests } = rootsWith([lettersManifest()]);
  expect(await readManifest("letters", manifests)).toEqual({ status: "ok", manifest: lettersManifest() });
});

test("makes the manifest of a text of the declaration", async () => {
  const { manifests } = rootsWith([]);
  expect(await readManifest("udhr:b", manifests)).toEqual({
    status: "ok",
    manifest: lettersManifest({
      id: "udhr:b",
      title: "Declaration, Betic",
      language: "fr",
      tier: "extra",
      source: { package: "letters", version: "1.2.3", path: "text/b.html" },
      raw: { files: 1, bytes: 18, sha256: sha256("<p>be</p><p>ta</p>") },
      extracted: { bytes: 5, sha256: sha256("beta\n") },
    }),
  });
});

test.each(["nothing", "../letters", "Letters", "", "udhr:zz", "udhr:constructor", "udhr:../a", "a/b"])(
  "says that there is no corpus %j",
  async (id) => {
    const { manifests } = rootsWith([lettersManifest()]);
    const reason = `no corpus "${id}"`;
    expect(await readManifest(id, manifests)).toEqual({
      status: "unavailable",
      id,
      cause: "unknown",
      reason,
    });
  },
);

test("asks for one text of the collection", async () => {
  const { manifests } = rootsWith([]);
  const read = await readManifest("udhr", manifests);
  expect(read).toMatchObject({ cause: "unknown", reason: expect.stringContaining("for example udhr:eng") });
});

test("names what is wrong with a manifest, in one line", async () => {
  const folder = temporaryFolder({
    "other.json": JSON.stringify(lettersManifest()),
    "broken.json": '{"id":',
    "wrong.json": JSON.stringify({
      ...lettersManifest(),
      id: "wrong",
      raw: { files: 0, bytes: 1, sha256: "x" },
    }),
    "list.json": "[]",
    "directory.json/x": "",
  });
  const reasonOf = async (id: string) => {
    const read = await readManifest(id, folder);
    return read.status === "ok" ? "ok" : `${read.cause}: ${read.reason}`;
  };
  expect(await reasonOf("other")).toBe('invalid: the manifest names itself "letters"');
  expect(await reasonOf("broken")).toMatch(/^invalid: its manifest is not JSON: [^\n]+$/);
  expect(await reasonOf("wrong")).toMatch(
    /^invalid: its manifest is invalid: raw\.files: Too small: [^\n]+$/,
  );
  expect(await reasonOf("list")).toMatch(/^invalid: its manifest is invalid: Invalid input: [^\n]+$/);
  expect(await reasonOf("directory")).toBe("invalid: its manifest cannot be read: EISDIR");
});

test("reads the table of the declaration", async () => {
  const { manifests } = rootsWith([]);
  expect(await readUdhrTable(manifests)).toEqual({ status: "ok", table: smallUdhrTable() });
  const read = await readUdhrTable(join(manifests, "nowhere"));
  expect(read).toEqual({ status: "unavailable", id: "udhr", cause: "unknown", reason: 'no corpus "udhr"' });
});
