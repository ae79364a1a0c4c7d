import { expect, test } from "vitest";
import { readCatalogue } from "../../../../src/input/corpora/catalogue.ts";
import { lettersManifest, rootsWith, smallUdhrTable, temporaryFolder } from "./fixture.ts";

test("holds every manifest and the featured texts of the declaration, sorted", async () => {
  const { manifests } = rootsWith([
    lettersManifest({ id: "zebra" }),
    lettersManifest({ id: "ant", tier: "extra" }),
  ]);
  const catalogue = await readCatalogue(manifests);
  expect(catalogue.manifests.map(({ id }) => id)).toEqual(["ant", "udhr:a", "zebra"]);
  expect(catalogue.udhrIds).toEqual(["udhr:a", "udhr:b"]);
  expect(catalogue.problems).toEqual([]);
});

test("keeps the good manifests and reports the others", async () => {
  const folder = temporaryFolder({
    "good.json": JSON.stringify(lettersManifest({ id: "good" })),
    "bad.json": "{",
    "README.md": "not a manifest",
    "udhr.json": JSON.stringify(smallUdhrTable({ featured: ["a", "zz"] })),
  });
  const catalogue = await readCatalogue(folder);
  expect(catalogue.manifests.map(({ id }) => id)).toEqual(["good", "udhr:a"]);
  expect(catalogue.problems.map(({ id, cause }) => `${id} ${cause}`)).toEqual([
    "bad invalid",
    "udhr:zz unknown",
  ]);
});

test("does without the declaration, and says so", async () => {
  const folder = temporaryFolder({ "good.json": JSON.stringify(lettersManifest({ id: "good" })) });
  const { manifests, udhrIds, problems } = await readCatalogue(folder);
  expect(manifests.map(({ id }) => id)).toEqual(["good"]);
  expect(udhrIds).toEqual([]);
  expect(problems.map(({ id }) => id)).toEqual(["udhr"]);
});

test("a folder that is not there gives an empty catalogue with the reason", async () => {
  const { manifests, problems } = await readCatalogue("/nowhere/manifests");
  expect(manifests).toEqual([]);
  const reason = "the manifests of the corpora cannot be read: ENOENT";
  expect(problems).toEqual([{ status: "unavailable", id: "corpora", cause: "missing", reason }]);
});
