import { spawnSync } from "node:child_process";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { binary, temporaryFolder } from "./run-cli.ts";

const root = fileURLToPath(new URL("../../", import.meta.url)).replace(/\/$/, "");
const [major = 0] = process.versions.node.split(".").map(Number);
/** Until Node 23.5 it was an experiment, and said so. */
const permission = major < 23 ? "--experimental-permission" : "--permission";

/** Runs the command with no rights but to read the program and some paths. */
function confined(readable: readonly string[], argv: readonly string[], rights: readonly string[] = []) {
  const reads = [`${root}/*`, ...readable].map((path) => `--allow-fs-read=${path}`);
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    ["--no-warnings", permission, ...reads, ...rights, binary, "--no-cache", "--jobs", "1", ...argv],
    { encoding: "utf8" },
  );
  return { status, out: stdout, err: stderr };
}

const folder = temporaryFolder();
const allowed = join(folder, "allowed");
const forbidden = join(folder, "forbidden.txt");
mkdirSync(allowed);
for (const name of ["a.txt", "b.txt"])
  writeFileSync(join(allowed, name), `${name} says this and that. `.repeat(400));
writeFileSync(forbidden, "not to be read ".repeat(400));

test("under Node's permission model a folder is measured", () => {
  const { status, out, err } = confined([`${allowed}/*`], ["-e", "plug-in", "-f", "csv", allowed]);
  expect([status, err]).toEqual([0, ""]);
  expect(out.split("\r\n").filter((line) => line.startsWith("sample,"))).toHaveLength(2);
});

test("the observer and the kernels need no rights", () => {
  const argv = [
    "-e",
    "learning-curve(profile=fast),context-tree-weighting,lempel-ziv-76,deflate",
    "-f",
    "json",
  ];
  const { status, out, err } = confined([`${allowed}/*`], [...argv, join(allowed, "a.txt")]);
  expect([status, err]).toEqual([0, ""]);
  const [sample] = JSON.parse(out).samples;
  expect(sample.measurements.map(({ status }: { status: string }) => status)).toEqual([
    "ok",
    "ok",
    "ok",
    "ok",
  ]);
});

test("what may not be read is named, the rest is measured", () => {
  const { status, out, err } = confined(
    [`${allowed}/*`],
    ["-e", "plug-in", "-f", "csv", join(allowed, "a.txt"), forbidden],
  );
  expect(status).toBe(3);
  expect(err).toBe(`mesoscope: ${forbidden}: not allowed by Node's permission model\n`);
  expect(out).toMatch(/^sample,.*a\.txt,/m);
});

test("an output that may not be written is refused before the work", () => {
  const target = join(folder, "report.json");
  const { status, err } = confined([`${allowed}/*`], ["-e", "plug-in", allowed, "-o", target]);
  expect([status, err]).toEqual([
    2,
    `mesoscope: cannot write ${target}: not allowed by Node's permission model\n`,
  ]);
  const written = confined(
    [`${allowed}/*`, `${folder}/*`],
    ["-e", "plug-in", allowed, "-o", target],
    [`--allow-fs-write=${folder}/*`],
  );
  expect([written.status, written.err]).toEqual([0, ""]);
  expect(JSON.parse(readFileSync(target, "utf8")).samples).toHaveLength(2);
});

test("the document names the options that are tried here", () => {
  const text = readFileSync(join(dirname(binary), "../docs/hardening.md"), "utf8");
  for (const option of [
    "--permission",
    "--experimental-permission",
    "--allow-fs-read",
    "--allow-fs-write",
    "--no-cache",
    "--jobs 1",
  ])
    expect(text).toContain(option);
});
