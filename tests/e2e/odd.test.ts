import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { oddReportSchema } from "../../src/features/odd/schema.ts";
import { readCsv } from "./rfc4180.ts";
import { runCli, temporaryFolder } from "./run-cli.ts";

const folder = join(temporaryFolder(), "repository");
mkdirSync(folder);
for (let i = 0; i < 110; i++) {
  const lines = Array.from(
    { length: 20 + (i % 7) },
    (_, k) => `value${(i * k) % 13} = next(value${(i + k) % 11}, ${k % 5});`,
  );
  writeFileSync(join(folder, `${i}.js`), lines.join("\n"));
}
const strange = join(folder, "new.js");
writeFileSync(
  strange,
  `value1 = 1;\nvar a="${Buffer.from("~}|{zyxwvutsrqponmlkjihgfedcba`_^]").toString("base64").repeat(20)}";\n`,
);

test("the strange file comes first in every format, and fails where that is asked for", async () => {
  const json = await runCli(["odd", folder, "-f", "json"]);
  expect([json.status, json.err]).toEqual([0, ""]);
  const report = oddReportSchema.parse(JSON.parse(json.out));
  expect(report.files[0]).toMatchObject({ file: strange, odd: true, lastLine: 2 });
  expect(report.inputs).toEqual({ total: 111, ok: 111, skipped: 0, failed: 0 });
  const table = await runCli(["odd", folder]);
  expect(table.out).toMatch(
    /^1 of 111 files is unlike the others \(expected by chance: at most 0\.005\)\.\n/,
  );
  expect(table.out.split("\n").filter((line) => line.length > 80)).toEqual([]);
  const [, first] = readCsv((await runCli(["odd", folder, "-f", "csv"])).out);
  expect(first!.slice(0, 2)).toEqual([strange, String(report.files[0]!.bytes)]);
  expect((await runCli(["odd", folder, "--fail", "-q"])).status).toBe(1);
  expect((await runCli(["odd", folder, "--fail", "--exclude", "new.js", "-q"])).status).toBe(0);
});

test("rows are sorted and picked, and what is said of all files stays", async () => {
  const names = async (...argv: string[]) =>
    readCsv((await runCli(["odd", folder, "-f", "csv", ...argv])).out)
      .slice(1)
      .map(([file]) => file);
  const all = await names();
  expect(await names("--top", "3")).toEqual(all.slice(0, 3));
  expect(await names("--reverse")).toEqual(all.toReversed());
  expect(await names("--sort", "file")).toEqual(all.toSorted());
  const { out } = await runCli(["odd", folder, "--sort", "bytes", "--top", "1"]);
  expect(out).toMatch(/^1 of 111 files is unlike the others \(expected by chance: at most 0\.005\)\.\n/);
  // The odd ones and five more are shown, unless all are asked for.
  expect((await runCli(["odd", folder])).out.match(/\.js\n/g)).toHaveLength(6);
  expect((await runCli(["odd", folder, "--all"])).out.match(/\.js\n/g)).toHaveLength(111);
  const shown = await runCli(["odd", folder], { terminal: true, columns: 80 });
  expect(shown.out).toMatch(/--all\s+lists 105 more/);
});

test("too few files are ranked and none is called odd; what cannot be read is named", async () => {
  const few = await runCli(["odd", join(folder, "1.js"), join(folder, "2.js"), strange, "--fail"]);
  expect([few.status, few.err]).toEqual([0, ""]);
  expect(few.out).toMatch(/^3 files are too few to call any odd, which takes 20/);
  const missing = await runCli(["odd", join(folder, "1.js"), join(folder, "none")]);
  expect([missing.status, missing.err]).toEqual([3, expect.stringMatching(/none/)]);
  expect((await runCli(["odd"])).status).toBe(2);
});
