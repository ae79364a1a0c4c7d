import { expect, test } from "vitest";
import { listCorpora } from "../../../../src/input/corpora/install-corpora.ts";
import { lettersManifest, rootsWith } from "./fixture.ts";

test("says of every corpus whether its package is there in the right version", async () => {
  const old = { package: "letters", version: "1.0.0", path: "text/a.html" };
  const absent = { package: "numbers", version: "1.2.3", path: "a" };
  const { corpora, catalogue } = await listCorpora(
    rootsWith([
      lettersManifest(),
      lettersManifest({ id: "letters-old", source: old }),
      lettersManifest({ id: "numbers", source: absent }),
    ]),
  );
  expect(corpora.map(({ manifest, installed }) => [manifest.id, installed])).toEqual([
    ["letters", true],
    ["letters-old", false],
    ["numbers", false],
    ["udhr:a", true],
  ]);
  expect(catalogue.udhrIds).toEqual(["udhr:a", "udhr:b"]);
});
