import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { parse } from "yaml";
import { webAddress } from "../../scripts/origin.mjs";
import { Random } from "../../src/core/random.ts";
import { configSchema } from "../../src/features/check/config-schema.ts";
import { workflowOf } from "../../src/features/check/init.ts";
import { ciSystems } from "../../src/features/check/options.ts";
import { baselineSchema } from "../../src/features/check/schema.ts";
import { blob, sourceFiles } from "../unit/features/check/sources.ts";
import { runIn, temporaryFolder } from "./run-cli.ts";

function repository(count: number) {
  const folder = join(temporaryFolder(), "repository");
  mkdirSync(folder);
  for (const { name, text } of sourceFiles(count)) writeFileSync(join(folder, name), text);
  const inside = (line: string) => runIn(folder, line);
  return { folder, inside, read: (name: string) => readFileSync(join(folder, name), "utf8") };
}

test("init shows what is there, writes it down, and overwrites nothing", async () => {
  const { folder, inside, read } = repository(50);
  writeFileSync(join(folder, "vendor.js"), `const blob = "${blob(Random.fromSeed(4), 3000)}";\n`);
  const before = readdirSync(folder);
  const dry = await inside("mesoscope init --dry-run --ci github");
  expect([dry.status, dry.err]).toEqual([0, ""]);
  expect(readdirSync(folder)).toEqual(before);
  expect(dry.out).toMatch(/^51 files: the median cost is /);
  expect(dry.out).toMatch(/\n\.js +51 .* 1\n/);
  expect(dry.out).toMatch(
    /1 file odd, but accepted:\n\nvendor\.js\n {2}line 1 is unlike the other \.js files/,
  );
  expect(dry.out.split("\n").filter((line) => line.length > 80 && !line.includes("uses:"))).toEqual([]);
  const { status, out } = await inside("mesoscope init --ci github");
  expect([status, out.split("\n").slice(-4)]).toEqual([
    0,
    [
      "-> mesoscope.config.json",
      "-> mesoscope.baseline.json",
      // Where git does not know the remote of the command, there is something to fill in.
      expect.stringMatching(/^-> \.github\/workflows\/mesoscope\.yml(: fill in OWNER and COMMIT)?$/),
      "",
    ],
  ]);
  expect(configSchema.parse(JSON.parse(read("mesoscope.config.json")))).toEqual({ odd: true });
  const baseline = read("mesoscope.baseline.json");
  expect(baselineSchema.parse(JSON.parse(baseline)).usual!.files).toHaveLength(51);
  expect(parse(read(".github/workflows/mesoscope.yml")).jobs.mesoscope.steps).toHaveLength(2);
  const check = await inside("mesoscope check");
  expect([check.status, check.out]).toEqual([0, "51 files known, none changed: passed.\n"]);
  // Written anew it is the same, byte by byte.
  const again = await inside("mesoscope init");
  expect([again.status, again.err]).toEqual([
    2,
    "mesoscope: mesoscope.config.json exists already and is not overwritten\n",
  ]);
  rmSync(join(folder, "mesoscope.config.json"));
  expect((await inside("mesoscope init")).err).toMatch(/mesoscope\.baseline\.json exists/);
  expect(existsSync(join(folder, "mesoscope.config.json"))).toBe(false);
  rmSync(join(folder, "mesoscope.baseline.json"));
  expect((await inside("mesoscope init -q")).out).toBe("");
  expect(read("mesoscope.baseline.json")).toBe(baseline);
});

test("init writes all or nothing, limits few files, and says where there are none", async () => {
  const { folder, inside } = repository(9);
  writeFileSync(join(folder, ".github"), "a file");
  const refused = await inside("mesoscope init --ci github");
  expect([refused.status, refused.err]).toEqual([
    2,
    expect.stringMatching(/cannot write \.github\/workflows\/mesoscope\.yml: /),
  ]);
  expect(readdirSync(folder).filter((name) => name.startsWith("mesoscope"))).toEqual([]);
  const { status, out } = await inside("mesoscope init");
  expect([status, out]).toEqual([
    0,
    expect.stringMatching(/9 files: too few to estimate what is usual, which takes 20/),
  ]);
  expect((await inside("mesoscope check")).status).toBe(0);
  const none = await repository(0).inside("mesoscope init");
  expect([none.status, none.err]).toEqual([3, "mesoscope: .: contains no readable files\n"]);
});

test("init writes nothing out of its folder, by a link either", async () => {
  const { folder, inside } = repository(9);
  symlinkSync(repository(0).folder, join(folder, ".github"));
  const { status, err } = await inside("mesoscope init --ci github");
  expect([status, err]).toEqual([2, expect.stringContaining("a link leads out of this folder")]);
  expect(readdirSync(join(folder, ".github"))).not.toContain("workflows");
});

test("a workflow is written behind configuration and baseline that are there already", async () => {
  const { inside, read } = repository(9);
  await inside("mesoscope init");
  const { status, out } = await inside("mesoscope init --ci pre-commit");
  expect([status, out]).toEqual([0, expect.stringMatching(/^-> \.pre-commit-config\.yaml\b.*\n$/)]);
  expect(parse(read(".pre-commit-config.yaml")).repos).toHaveLength(1);
  const again = await inside("mesoscope init --ci pre-commit");
  expect([again.status, again.err]).toEqual([
    2,
    expect.stringContaining(".pre-commit-config.yaml exists already"),
  ]);
});

const commit = "0123456789abcdef0123456789abcdef01234567";

test.each(["https://github.com/acme/mesoscope", "https://gitlab.com/acme/tools/mesoscope"])(
  "a command that comes from %s leaves nothing to fill in",
  (repository) => {
    for (const system of ciSystems) {
      const { text } = workflowOf(system, { repository, commit });
      expect(text).not.toMatch(/OWNER|COMMIT/);
      expect(text).toContain(repository.replace("https://github.com/", ""));
      expect(text).toContain(commit);
      expect(parse(text)).toBeTypeOf("object");
    }
  },
);

test.each([
  ["git@github.com:acme/mesoscope.git", "https://github.com/acme/mesoscope"],
  ["ssh://git@gitlab.example.org:2222/a/b/mesoscope.git", "https://gitlab.example.org/a/b/mesoscope"],
  ["https://user:secret@github.com/acme/mesoscope", "https://github.com/acme/mesoscope"],
  ["https://github.com/acme/mesoscope/", "https://github.com/acme/mesoscope"],
  ["/srv/git/mesoscope.git", null],
  ["file:///srv/git/mesoscope", null],
  ["../mesoscope", null],
  ["https://localhost/mesoscope", null],
  ["host:path", null],
  ["", null],
  ["https://github.com/a b/$(touch x)", null],
])("the remote %j has the address %j", (remote, address) => {
  expect(webAddress(remote)).toBe(address);
});

test("a workflow is where its system looks for it", () => {
  expect(ciSystems.map((system) => [system, workflowOf(system, null).path])).toEqual([
    ["github", ".github/workflows/mesoscope.yml"],
    ["gitlab", ".gitlab-ci.yml"],
    ["pre-commit", ".pre-commit-config.yaml"],
  ]);
});

test("the workflows are those of the documents", () => {
  const document = readFileSync(new URL("../../docs/check.md", import.meta.url), "utf8");
  // A release fills in its address.
  const { repository } = JSON.parse(readFileSync(new URL("../../package.json", import.meta.url), "utf8"));
  const commit = /--detach ([0-9a-f]{40})/.exec(document)?.[1];
  const origin =
    commit === undefined ? null : { repository: repository.url.replace(/^git\+|\.git$/g, ""), commit };
  for (const system of ["gitlab", "pre-commit"] as const)
    expect(document).toContain(workflowOf(system, origin).text);
});
