import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { SaxesParser } from "saxes";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { randomBytes, wordyText } from "./fixtures.ts";
import { spawnShell, temporaryFolder } from "./run-cli.ts";

const read = (path: string) => readFileSync(fileURLToPath(new URL(`../../${path}`, import.meta.url)), "utf8");
const folder = temporaryFolder();
mkdirSync(join(folder, "src"));
writeFileSync(join(folder, "a b.md"), wordyText(5000));
writeFileSync(join(folder, "src/key.ts"), randomBytes(5000, 64, 48));
const budgets = [
  { files: "*.md", symbolEntropy: { max: 5 } },
  { files: "*.ts", symbolEntropy: { max: 5 } },
];
writeFileSync(join(folder, "mesoscope.config.json"), JSON.stringify({ budgets }));

/** npx installs a package and runs its command: here the built one, without the installation (scripts/try-tarball.mjs has it). */
const npx = 'npx() { while [[ $1 == --yes || $1 == mesoscope* ]]; do shift; done; mesoscope "$@"; }';
const run = (script: string, env: Readonly<Record<string, string>> = {}) =>
  spawnShell(`cd '${folder}'\n${npx}\n${script}`, { env });

interface Step {
  readonly if?: string;
  readonly shell?: string;
  readonly run?: string;
  readonly env?: Readonly<Record<string, string>>;
}

describe("action.yml", () => {
  const { runs, inputs } = parse(read("action.yml")) as {
    runs: { using: string; steps: readonly Step[] };
    inputs: Readonly<Record<string, { default: string; description: string }>>;
  };
  const step = runs.steps.find(({ run }) => run !== undefined)!;
  /** The step's environment with inputs put in, as GitHub does. */
  const environment = (given: Readonly<Record<string, string>>) =>
    Object.fromEntries(
      Object.entries(step.env ?? {}).map(([name, value]) => [
        name,
        value.replace(
          /\$\{\{ inputs\.([\w-]+) \}\}/g,
          (_, input: string) => given[input] ?? inputs[input]!.default,
        ),
      ]),
    );

  it("is a composite action, all of whose inputs are declared", () => {
    expect(runs.using).toBe("composite");
    const used = [...read("action.yml").matchAll(/inputs\.([\w-]+)/g)].map(([, name]) => name!);
    expect([...new Set(used)].sort()).toEqual(Object.keys(inputs).sort());
    // Text of an input within a script would be run.
    for (const { run = "" } of runs.steps) expect(run).not.toContain("${{");
  });

  it("checks, annotates and writes the step summary", async () => {
    const summary = join(temporaryFolder(), "summary.md");
    const { status, out, err } = await run(step.run!, {
      ...environment({}),
      GITHUB_ACTIONS: "true",
      GITHUB_WORKSPACE: folder,
      GITHUB_STEP_SUMMARY: summary,
    });
    expect([status, err]).toEqual([1, ""]);
    expect(out).toMatch(/^::error file=src\/key\.ts,title=mesoscope%3A budget symbolEntropy/);
    expect(out).toContain("2 inputs, 2 checks: 1 passed, 1 failed\n");
    expect(readFileSync(summary, "utf8")).toContain("**mesoscope check**: 2 inputs");
  });

  it("takes paths line by line, and none of them for a command or an option", async () => {
    const paths = "a b.md\n\n$(touch ran)\n-f\n";
    const { status, out } = await run(step.run!, environment({ paths, config: "mesoscope.config.json" }));
    expect(status).toBe(3);
    expect(existsSync(join(folder, "ran"))).toBe(false);
    expect(out).toContain('title=mesoscope%3A input::no file or folder "$(touch ran)"');
    expect(out).toContain('title=mesoscope%3A input::no file or folder "-f"');
    expect(out).toMatch(/\n1 input, 1 check: 1 passed/);
  });
});

describe("the GitLab job of docs/ci.md", () => {
  it("writes a report of tests where the job says it is", async () => {
    const [, snippet] = /## GitLab\n\n```yaml\n([\s\S]*?)```/.exec(read("docs/ci.md"))!;
    const { mesoscope: job } = parse(snippet!) as {
      mesoscope: { script: readonly string[]; artifacts: { when: string; reports: { junit: string } } };
    };
    // GitLab runs the lines of a script one after the other until one fails.
    const { status } = await run(`set -e\n${job.script.join("\n")}`, { CI: "true" });
    expect(status).toBe(1);
    const cases: string[] = [];
    const parser = new SaxesParser();
    parser.on("opentag", ({ name, attributes }) => {
      if (name === "testcase") cases.push(String(attributes["classname"]));
    });
    parser.write(readFileSync(join(folder, job.artifacts.reports.junit), "utf8")).close();
    expect(cases.sort()).toEqual(["a b.md", "src/key.ts"]);
    // Reports of a job that failed are the ones that are wanted.
    expect(job.artifacts.when).toBe("always");
  });
});

describe(".pre-commit-hooks.yaml", () => {
  const hooks = parse(read(".pre-commit-hooks.yaml")) as readonly {
    id: string;
    entry: string;
    language: string;
    pass_filenames?: boolean;
  }[];

  it.each(hooks.map((hook) => [hook.id, hook] as const))("%s runs as pre-commit runs it", async (_, hook) => {
    expect(hook.language).toBe("node");
    const names = hook.pass_filenames === false ? "" : " 'a b.md' src/key.ts";
    const { status, out } = await run(`${hook.entry}${names}`);
    expect(status).toBe(1);
    expect(out).toMatch(/^\d inputs, .*\.\n\nsrc\/key\.ts\n {2}failed {5}symbolEntropy \d/);
  });
});
