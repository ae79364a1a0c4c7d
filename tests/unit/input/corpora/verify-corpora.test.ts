import { expect, test } from "vitest";
import { verifyCorpora } from "../../../../src/input/corpora/install-corpora.ts";
import { lettersManifest, rootsWith, sha256 } from "./fixture.ts";

test("gives one check an id, in order: ok, mismatch or missing with the reason", async () => {
  const roots = rootsWith([
    lettersManifest(),
    lettersManifest({ id: "damaged", extracted: { bytes: 11, sha256: sha256("other") } }),
    lettersManifest({ id: "absent", source: { package: "numbers", version: "1.2.3", path: "a" } }),
    lettersManifest({ id: "invalid", kind: "poem" }),
  ]);
  const checks = [];
  for await (const check of verifyCorpora(
    ["damaged", "letters", "udhr:b", "absent", "gone", "invalid"],
    roots,
  )) {
    checks.push(check);
  }
  expect(checks).toEqual([
    {
      status: "mismatch",
      id: "damaged",
      reason: "the extracted text is not the expected one (SHA-256 differs)",
    },
    { status: "ok", id: "letters", bytes: 11, sha256: sha256("alpha\nbeta\n") },
    { status: "ok", id: "udhr:b", bytes: 5, sha256: sha256("beta\n") },
    {
      status: "missing",
      id: "absent",
      reason: 'the package numbers@1.2.3 is not installed: run "mesoscope corpora install"',
    },
    { status: "missing", id: "gone", reason: 'no corpus "gone"' },
    { status: "mismatch", id: "invalid", reason: expect.stringMatching(/^its manifest is invalid: kind: /) },
  ]);
});
