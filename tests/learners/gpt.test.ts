import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";

const root = new URL("../../", import.meta.url);

/** A Python that has torch: the one named in the environment, else the usual names. */
const python = [process.env["MESOSCOPE_PYTHON"], "python3", "/usr/bin/python3"].find(
  (name) => name !== undefined && spawnSync(name, ["-c", "import torch"]).status === 0,
);

describe("the reference learner", () => {
  const learn = (lines: string, symbols: Uint8Array) => {
    const { status, stdout, stderr } = spawnSync(
      python as string,
      [fileURLToPath(new URL("learners/gpt.py", root))],
      { input: Buffer.concat([Buffer.from(lines), symbols]), maxBuffer: 2 ** 26 },
    );
    expect(stderr.toString()).toBe("");
    expect(status).toBe(0);
    return stdout;
  };

  it.skipIf(python === undefined)("answers an exchange, the same each time [needs torch]", () => {
    // A period of three, learned in a moment.
    const symbols = Uint8Array.from({ length: 1200 }, (_, i) => i % 3);
    const header = {
      learner: "gpt-tiny",
      seed: 1,
      alphabetSize: 3,
      blocks: [500, 400, 300],
      learn: [0, 1],
      ask: [2],
      losses: true,
      settings: { tokens: 200_000 },
    };
    const first = learn(`${JSON.stringify(header)}\n`, symbols);
    expect(learn(`${JSON.stringify(header)}\n`, symbols)).toEqual(first);
    const [answer, report, ...rest] = first
      .toString()
      .trimEnd()
      .split("\n")
      .map((line) => JSON.parse(line));
    expect(rest).toEqual([]);
    expect(answer.block).toBe(2);
    expect(answer.bits).toBeLessThan(0.1);
    expect(report.parameters).toBeGreaterThan(90_000);
    expect(answer.losses).toHaveLength(300);
    const sum = answer.losses.reduce((all: number, one: number) => all + one, 0);
    expect(sum / 300).toBeCloseTo(answer.bits, 3);
  });

  it.skipIf(python === undefined)(
    "is asked as any other learner is [needs torch]",
    { tags: ["slow"] },
    () => {
      const argv = [
        "curve",
        "--recipe",
        "replace(periodic(word=01101), eps=0.05)",
        "--sample",
        "5kB",
        "-f",
        "json",
      ];
      const { status, stdout, stderr } = spawnSync(
        process.execPath,
        [
          ...[fileURLToPath(new URL("bin/mesoscope.js", root)), ...argv, "--learner", "gpt-tiny"],
          "--halvings",
          "0",
        ],
        { env: { ...process.env, MESOSCOPE_PYTHON: python }, maxBuffer: 2 ** 26 },
      );
      expect(status, stderr.toString()).toBe(0);
      const { curve, truth } = JSON.parse(stdout.toString());
      expect(curve.map(({ learner }: { learner: { value: number } }) => learner.value)[0]).toBeCloseTo(1, 3);
      expect(truth.excess.learner.value).toBeGreaterThan(-0.1);
      expect(truth.excess.learner.value).toBeLessThan(0.4);
    },
  );
});
