import { expect, test } from "vitest";
import { runCli } from "./run-cli.ts";

test.each([
  ["--verbose a.txt", "mesoscope --verbose is gone since 0.3.0: use --all"],
  ["lens --at=3 a.txt", "lens --at is gone since 0.3.0: its page shows the cost of each position"],
  ["explain --learner ngram a.txt", "explain --learner is gone since 0.3.0: use curve --learner"],
  [
    "forecast --tasks a.txt",
    "forecast --tasks is gone since 0.3.0: use curve, which shows the cost of each part",
  ],
  ["map --picture budget", "map --picture budget is gone since 0.3.0: the shares are in -f json"],
  [
    "calibrate --of structure",
    'calibrate --of is gone since 0.3.0: use --measure "PROGRAM" for a measure of structure, and -e for ours',
  ],
])("%s names what replaces it", async (argv, line) => {
  expect(await runCli(argv.split(" "))).toMatchObject({ status: 2, out: "", err: `mesoscope: ${line}\n` });
});

test("an option that was never there, or is there, is not called gone", async () => {
  expect((await runCli(["--at", "a.txt"])).err).toMatch(/unknown option '--at'/);
  expect((await runCli(["curve", "--tasks", "a.txt"])).err).toMatch(/unknown option '--tasks'/);
});
