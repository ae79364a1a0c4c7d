import { Readable, Writable } from "node:stream";
import { expect, test, vi } from "vitest";
import { main } from "../../../../src/cli/main.ts";
import { measure } from "../../../../src/command/measure.ts";
import { UsageError } from "../../../../src/core/errors.ts";
import { withoutMissing } from "../../../../src/features/map/plan.ts";
import { installHint } from "../../../../src/input/corpora/corpus-unavailable.ts";
import { reportOf } from "../../report/hand-made.ts";

vi.mock("../../../../src/command/measure.ts", () => ({
  measure: vi.fn(() => {
    throw new UsageError("planned");
  }),
}));

/** What a command line measures. */
async function planOf(argv: readonly string[]) {
  const sink = () => new Writable({ write: (_chunk, _encoding, done) => done() });
  const status = await main(argv, {
    ...{ stdin: Readable.from([]), stdout: sink(), stderr: sink(), env: {}, cwd: process.cwd() },
    ...{ platform: process.platform, processors: 1, versions: process.versions },
  });
  expect(status).toBe(2);
  return Array.from(vi.mocked(measure).mock.lastCall![0].tasks, ({ input }) => input);
}

test("a map takes places of corpora that came with the program, after what the user named; a scan measures them", async () => {
  const ids = "topojson,csv-births";
  const corpora = ids.split(",").map((id) => ({ kind: "corpus", id }));
  expect(await planOf(["map", "--corpora", ids, "README.md"])).toEqual([
    expect.objectContaining({ kind: "file", path: "README.md" }),
    ...corpora.map((input) => ({ ...input, known: true })),
  ]);
  const core = await planOf(["map"]);
  expect(core).toHaveLength(25);
  expect(core.every((input) => input.kind === "corpus" && input.known === true)).toBe(true);
  expect(await planOf(["--corpora", ids])).toEqual(corpora);
});

test("corpora that nobody named and nobody installed are left out; other faults stay", () => {
  const missing = ["a", "b"].map((input) => ({
    input,
    reason: `the package p@1 is not installed: ${installHint}`,
  }));
  const damaged = { input: "c", reason: "damaged" };
  const inputs = { total: 4, ok: 1, skipped: 0, failed: 3 };
  const {
    errors,
    skipped,
    inputs: counts,
  } = withoutMissing(reportOf([], { errors: [...missing, damaged], inputs }));
  expect([errors, counts]).toEqual([[damaged], { total: 4, ok: 1, skipped: 2, failed: 1 }]);
  expect(skipped.map(({ input }) => input)).toEqual(["a", "b"]);
});
