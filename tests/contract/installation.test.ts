import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { parse } from "yaml";

/**
 * What people copy must run nothing that a stranger has put there: the package is not published, so its name in a registry is
 * anybody's, and a checkout that is looked at is anybody's, too.
 */
const root = fileURLToPath(new URL("../../", import.meta.url));
const within = (folder: string) =>
  readdirSync(root + folder, { recursive: true, encoding: "utf8" }).map((name) => `${folder}/${name}`);
const texts = [
  ...readdirSync(root, { encoding: "utf8" }),
  ...["docs", "src", "learners", "scripts", "benchmarks", ".ci", ".github"].flatMap(within),
].filter(
  (name) =>
    /\.(md|ya?ml|ts|mjs|js|json|sbatch|sh|svg|py)$|\.ci\/run$/.test(name) &&
    // The site is made of all these, and of this file, too.
    !/lock|bundle|^docs\/site\//.test(name),
);
const read = (name: string) => readFileSync(root + name, "utf8");

const runners = `(?:npx|pnpx|bunx|(?:npm|pnpm|yarn|bun)["', ]+(?:exec|x|dlx|create|init))`;
const installers = `(?:npm|pnpm|yarn|bun)["', ]+(?:i|in|install|add|ci|update|link)`;
const named = String.raw`(?:["'\x60 ]|mesoscope@)mesoscope(?=[@"'\x60 ,;)]|$)`;
const byName = new RegExp(`\\b(?:${runners}|${installers})\\b[^\\n]*?${named}`, "m");

const blocks = (name: string) =>
  name.endsWith(".md")
    ? [...read(name).matchAll(/```ya?ml\n([\s\S]*?)```/g)].map(([, block]) => block!)
    : /\.ya?ml$/.test(name)
      ? [read(name)]
      : [];
const workflows = texts.flatMap((name) => blocks(name).map((block) => [name, block] as const));

describe("nothing fetches the package by its name", () => {
  test.each([
    "npx mesoscope check",
    "npx --yes mesoscope@1 check",
    'command: ["npx", "--yes", "mesoscope"]',
    "npm i mesoscope",
    "npm install -g mesoscope@latest",
    "pnpm dlx mesoscope",
    "`npm i mesoscope`",
  ])("the rule sees %s", (line) => expect(line).toMatch(byName));

  test.each([
    "npm i -g ./mesoscope-*.tgz",
    "npm ci && npm start",
    "npx vitest run tests",
    "git clone x/mesoscope",
  ])("and allows %s", (line) => expect(line).not.toMatch(byName));

  test("in no document, example, message, script", () => {
    expect(texts.length).toBeGreaterThan(300);
    for (const name of [
      "README.md",
      "action.yml",
      ".pre-commit-hooks.yaml",
      "docs/check.md",
      "docs/cluster/job.yaml",
    ])
      expect(texts).toContain(name);
    expect(texts.filter((name) => byName.test(read(name)))).toEqual([]);
  });
});

interface Workflow {
  readonly on: object;
  readonly permissions: object;
  readonly jobs: Readonly<
    Record<
      string,
      {
        readonly permissions?: object;
        readonly steps: readonly {
          readonly uses?: string;
          readonly run?: string;
          readonly with?: Readonly<Record<string, unknown>>;
        }[];
      }
    >
  >;
}

describe("workflows", () => {
  test("take actions of others at a commit, with the version beside it", () => {
    const used = workflows.flatMap(([, block]) =>
      [...block.matchAll(/\buses: *(.*)/g)].map(([, line]) => line!),
    );
    expect(used.length).toBeGreaterThan(5);
    const pinned =
      /^[\w.-]+\/[\w./-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$|^[\w.-]+\/mesoscope@(COMMIT|[0-9a-f]{40})( #.*)?$/;
    expect(used.filter((line) => !pinned.test(line))).toEqual([]);
  });

  const whole = workflows
    .filter(([, block]) => /^jobs:/m.test(block))
    .map(([file, block]) => ({ ...(parse(block) as Workflow), file }));
  const isOwn = ({ file }: { readonly file: string }) => file.startsWith(".github/");

  test("that people copy have no more rights than they need", () => {
    const copied = whole.filter((one) => !isOwn(one));
    expect(copied.length).toBeGreaterThan(0);
    for (const { permissions } of copied) expect(permissions).toEqual({ contents: "read" });
  });

  test("of this repository give each job its own rights, and none of them writes where it builds", () => {
    const own = whole.filter(isOwn);
    expect(own.map(({ permissions }) => permissions)).toEqual(own.map(() => ({})));
    const rights = own.flatMap(({ file, jobs }) =>
      Object.entries(jobs).map(([job, { permissions }]) => [`${file.split("/").at(-1)} ${job}`, permissions]),
    );
    expect(Object.fromEntries(rights)).toEqual({
      "pages.yml build": { contents: "read" },
      "pages.yml deploy": { pages: "write", "id-token": "write" },
      "pull-request.yml checks": { contents: "read" },
      "pull-request.yml tests": { contents: "read" },
      "release.yml build": { contents: "read", "id-token": "write", attestations: "write" },
      "release.yml publish": { "id-token": "write" },
    });
  });

  test("of this repository keep no credentials, and run nothing that somebody else may write", () => {
    for (const { on, jobs } of whole.filter(isOwn)) {
      expect(Object.keys(on)).not.toContain("pull_request_target");
      for (const { uses, run, with: inputs } of Object.values(jobs).flatMap(({ steps }) => steps)) {
        if (uses?.startsWith("actions/checkout@")) expect(inputs?.["persist-credentials"]).toBe(false);
        expect(run ?? "").not.toContain("${{");
      }
    }
  });

  test("name scripts that there are", () => {
    const { scripts } = JSON.parse(read("package.json")) as { scripts: Record<string, string> };
    const asked = whole
      .filter(isOwn)
      .flatMap(({ jobs }) => Object.values(jobs).flatMap(({ steps }) => steps))
      .flatMap(({ run = "" }) => [...run.matchAll(/npm run (\S+)/g)].map(([, script]) => script!));
    expect(asked).toContain("site");
    expect(asked.filter((script) => scripts[script] === undefined)).toEqual([]);
  });

  test("install what the lockfile has, from one registry, without scripts or settings of others", () => {
    const lines = [...workflows.map(([, block]) => block), read("docs/check.md")]
      .flatMap((text) => text.split("\n"))
      .map((line) => line.replace(/^[\s-]*(run: )?/, ""))
      .filter((line) => /^npm (i|ci|install|add) /.test(line));
    expect(lines.length).toBeGreaterThan(3);
    for (const line of lines)
      for (const flag of [
        "--ignore-scripts",
        "--registry=https://registry.npmjs.org/",
        "--userconfig=/dev/null",
      ])
        expect(line).toContain(flag);
  });
});

test("what is installed with it is few, exact and runs nothing", () => {
  const { dependencies } = JSON.parse(read("package.json")) as { dependencies: Record<string, string> };
  expect(Object.keys(dependencies).length).toBeLessThan(10);
  for (const version of Object.values(dependencies)) expect(version).toMatch(/^\d+\.\d+\.\d+$/);
  const { packages } = JSON.parse(read("package-lock.json")) as {
    packages: Record<
      string,
      { dev?: boolean; peer?: boolean; optional?: boolean; hasInstallScript?: boolean; integrity?: string }
    >;
  };
  const installed = Object.entries(packages).filter(
    ([path, one]) => path !== "" && !one.dev && !one.peer && !one.optional,
  );
  expect(installed.length).toBeGreaterThan(5);
  for (const [path, { hasInstallScript, integrity }] of installed)
    expect([path, hasInstallScript, integrity?.slice(0, 7)]).toEqual([path, undefined, "sha512-"]);
});
