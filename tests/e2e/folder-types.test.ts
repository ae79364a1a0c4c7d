import { randomBytes } from "node:crypto";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { runCli, temporaryFolder } from "./run-cli.ts";

const home = temporaryFolder();
const folder = join(home, "parts");
mkdirSync(folder);
const words = ["alpha", "beta", "gamma", "delta", "total", "count", "index", "value"];
for (let i = 0; i < 30; i++) {
  const lines = Array.from(
    { length: 40 },
    (_, k) => `let ${words[(i + k) % 8]} = ${words[(i * k) % 8]} + ${k};`,
  );
  writeFileSync(join(folder, `m${i}.js`), `// file ${i}\n${lines.join("\n")}\n`);
}
for (let i = 0; i < 12; i++)
  writeFileSync(join(folder, `n${i}.md`), `# Note ${i}\n\nAbout ${words[i % 8]}.\n`);
for (const copy of ["x.js", "y.js"]) writeFileSync(join(folder, copy), "let same = 1;\n".repeat(9));
writeFileSync(join(folder, "blob.js"), `let key = "${randomBytes(3000).toString("base64")}";\n`);

describe.each([["2"], ["1"]])("a folder with %s jobs", (jobs) => {
  test("is its types, the odd file and equal contents", async () => {
    const { out, status } = await runCli([folder, "-j", jobs, "--no-map"]);
    expect(status).toBe(0);
    const text = out.replaceAll(/\s+/g, " ");
    expect(text).toContain("45 files of 2 types");
    expect(text).toMatch(/33 \.js files: (order|pattern|structure|undecided)/);
    expect(text).toMatch(/12 \.md files: \S/);
    expect(text).toMatch(/1 of 45 files is unlike the others: \S*blob\.js/);
    expect(text).toMatch(/2 of 45 files have equal contents: \S*x\.js and \S*y\.js/);
  });
});

test("--all and machine formats have a row for each file", async () => {
  const all = await runCli([folder, "--all", "--no-map"]);
  expect(all.out).toContain("m17.js");
  const { samples, inputs } = JSON.parse((await runCli([folder, "-f", "json"])).out);
  expect([samples.length, inputs.total]).toEqual([45, 45]);
});

test("a file that cannot be read is named, and the status says so", async () => {
  const broken = join(home, "broken");
  mkdirSync(broken);
  for (let i = 0; i < 24; i++) writeFileSync(join(broken, `${i}.txt`), `line ${i} of a text\n`.repeat(20));
  writeFileSync(join(broken, "bad.txt.gz"), Buffer.from([0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 3, 1, 2, 3]));
  const { out, err, status } = await runCli([broken, "--no-map"]);
  expect(status).toBe(3);
  expect(err).toMatch(/1 of 25 files could not be read, the first \S*bad\.txt\.gz/);
  expect(out).toContain("None of 24 files is unlike the others.");
});

test("near copies are named, and short files with one law are none", async () => {
  const near = join(home, "near");
  mkdirSync(near);
  const textOf = (seed: number) =>
    Array.from({ length: 900 }, (_, i) => `w${(i * i * seed + i) % 977}`).join(" ");
  for (let i = 0; i < 22; i++) writeFileSync(join(near, `${i}.txt`), `${textOf(7 * i + 3)}\n`);
  writeFileSync(join(near, "copy.txt"), `${textOf(3).replace("w100 ", "changed ")}\n`);
  const { out } = await runCli([near, "--no-map"]);
  expect(out.replaceAll(/\s+/g, " ")).toMatch(
    /2 of 23 files are near copies: \S*\/0\.txt and \S*copy\.txt\./,
  );
  expect((await runCli([join(home, "broken"), "--no-map"])).out).not.toContain("near copies");
  // Of a few files, too, each with a row of its own.
  const few = ["0.txt", "1.txt", "copy.txt", "2.txt"].map((name) => join(near, name));
  writeFileSync(join(home, "same.txt"), readFileSync(few[1]!));
  const rows = (await runCli([...few, join(home, "same.txt"), "--no-map"])).out.replaceAll(/\s+/g, " ");
  expect(rows).toMatch(/2 of 5 files have equal contents: \S*1\.txt and \S*same\.txt\./);
  expect(rows).toMatch(/2 of 5 files are near copies: \S*0\.txt and \S*copy\.txt\./);
});

test("beyond 32 MB files are not compared, and the view names the command that does it", async () => {
  const large = join(home, "large");
  mkdirSync(large);
  for (let i = 0; i < 21; i++)
    writeFileSync(join(large, `${i}.log`), Buffer.alloc(i < 9 ? 4_194_304 : 20, `line ${i} of a log\n`));
  const { out, status } = await runCli([large, "--no-map"]);
  expect(status).toBe(0);
  expect(out).toMatch(/^21 \.log files: /);
  expect(out).toContain("38 MB are not compared here; mesoscope odd compares them.");
});

test("no line is longer than the terminal, however long the kinds of files are", async () => {
  const wide = join(home, "wide");
  mkdirSync(wide);
  for (let i = 0; i < 24; i++)
    writeFileSync(
      join(wide, `${i}.${i < 12 ? "a-rather-long-extension-of-some-tool-or-other" : "b"}`),
      `${i} x\n`,
    );
  const { out } = await runCli([wide, "--no-map"], { terminal: true });
  const text = out.replaceAll(/\u001b\[[\d;]*m/g, "");
  expect(text).toContain("12 .a-rather-long-extension-of-some-tool-or-other files: too short");
  expect(Math.max(...text.split("\n").map((line) => [...line].length))).toBeLessThanOrEqual(80);
});

test("corpora are behind the inputs that they are shown with", async () => {
  const { out } = await runCli([join(folder, "m1.js"), "--corpora", "moby-dick", "--no-map"]);
  expect(out).toMatch(/^\S*m1\.js: /);
});
