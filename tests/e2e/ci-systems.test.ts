import { existsSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { SaxesParser } from "saxes";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { randomBytes, wordyText } from "./fixtures.ts";
import { binary, spawnShell, temporaryFolder } from "./run-cli.ts";

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

const run = (script: string, env: Readonly<Record<string, string>> = {}, where = folder) =>
  spawnShell(`cd '${where}'\n${script}`, { env });

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
  const [naming, install, step] = runs.steps.filter(({ run }) => run !== undefined) as [Step, Step, Step];
  /** Where the action has built itself, as far as a step behind it sees. */
  const temporary = temporaryFolder();
  symlinkSync(dirname(dirname(binary)), join(temporary, "mesoscope"));
  /** A step's environment with inputs put in, as GitHub does. */
  const environment = (
    { env = {} }: Step,
    given: Readonly<Record<string, string>> = {},
    context: Readonly<Record<string, string>> = { "runner.temp": temporary },
  ) =>
    Object.fromEntries(
      Object.entries(env).map(([name, value]) => [
        name,
        value
          .replace(
            /\$\{\{ inputs\.([\w-]+) \}\}/g,
            (_, input: string) => given[input] ?? inputs[input]!.default,
          )
          .replace(/\$\{\{ ([\w.]+) \}\}/g, (_, known: string) => context[known] ?? `unknown: ${known}`),
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
      ...environment(step),
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
    const { status, out } = await run(
      step.run!,
      environment(step, { paths, config: "mesoscope.config.json" }),
    );
    expect(status).toBe(3);
    expect(existsSync(join(folder, "ran"))).toBe(false);
    expect(out).toContain('title=mesoscope%3A input::no file or folder "$(touch ran)"');
    expect(out).toContain('title=mesoscope%3A input::no file or folder "-f"');
    expect(out).toMatch(/\n1 input, 1 check: 1 passed/);
  });

  it("keeps the command of a commit, and of nothing that may move", async () => {
    const commit = "0123456789abcdef0123456789abcdef01234567";
    for (const [path, said] of [
      [`/actions/mesoscope/${commit}`, `commit=${commit}\n`],
      ["/actions/mesoscope/main", ""],
      ["/actions/mesoscope/v0.2.0", ""],
    ] as const) {
      const output = join(temporaryFolder(), "output");
      writeFileSync(output, "");
      const { status } = await run(naming.run!, { ACTION: path, GITHUB_OUTPUT: output });
      expect([status, readFileSync(output, "utf8")]).toEqual([0, said]);
    }
  });

  it("installs from its own checkout, whatever the checked one says", async () => {
    const hostile = temporaryFolder();
    const evil = join(hostile, "node_modules/mesoscope");
    mkdirSync(join(hostile, "node_modules/.bin"), { recursive: true });
    mkdirSync(evil);
    writeFileSync(join(hostile, ".npmrc"), "registry=http://127.0.0.1:9/\nignore-scripts=false\n");
    writeFileSync(
      join(hostile, "userconfig"),
      "registry=http://127.0.0.1:9/\n@bokuweb:registry=http://127.0.0.1:9/\n",
    );
    writeFileSync(join(hostile, "package.json"), '{"name":"x","scripts":{"preinstall":"touch ran"}}');
    writeFileSync(join(evil, "package.json"), '{"name":"mesoscope","version":"9.9.9","bin":"run.js"}');
    for (const file of [join(evil, "run.js"), join(hostile, "node_modules/.bin/mesoscope")])
      writeFileSync(file, "#!/bin/sh\ntouch ran\n", { mode: 0o755 });
    // The action's checkout, with builders that say what they saw: npm itself tells its configuration.
    const action = temporaryFolder();
    const temp = temporaryFolder();
    const tools = temporaryFolder();
    mkdirSync(join(action, "scripts"));
    writeFileSync(join(action, "package.json"), '{"name":"mesoscope","private":true}');
    const build =
      'import { mkdirSync, writeFileSync } from "node:fs"; mkdirSync("dist"); writeFileSync("dist/built", process.cwd());';
    writeFileSync(join(action, "scripts/build.mjs"), build);
    const real = (await run("command -v npm")).out.trim();
    const told = (key: string) => `'${real}' config get ${key} "$@"`;
    writeFileSync(
      join(tools, "npm"),
      `#!/bin/sh\n[ "$1" = prune ] && exit\n[ "$1" = ci ] || exit 9\nshift\n{ pwd -P; ${["registry", "@bokuweb:registry", "ignore-scripts", "userconfig"].map(told).join("; ")}; } > "$SAW"\n`,
      { mode: 0o755 },
    );
    const saw = join(temp, "saw");
    const { status, err } = await run(
      `set -eo pipefail\nPATH='${tools}':$PATH\n${install.run!}`,
      {
        ...environment(install, {}, { "github.action_path": action, "runner.temp": temp }),
        SAW: saw,
        npm_config_userconfig: join(hostile, "userconfig"),
        npm_config_registry: "http://127.0.0.1:9/",
        npm_config_ignore_scripts: "false",
      },
      hostile,
    );
    expect([status, err]).toEqual([0, ""]);
    const built = join(temp, "mesoscope");
    expect(readFileSync(saw, "utf8").trim().split("\n")).toEqual([
      built,
      "https://registry.npmjs.org/",
      "undefined",
      "true",
      "/dev/null",
    ]);
    expect(readFileSync(join(built, "dist/built"), "utf8")).toBe(built);
    // What only the build needs is gone.
    expect(existsSync(join(built, "scripts"))).toBe(false);
    expect(existsSync(join(hostile, "ran"))).toBe(false);
  });

  it("runs what it has built, and nothing of the checked folder", async () => {
    const hostile = temporaryFolder();
    mkdirSync(join(hostile, "node_modules/.bin"), { recursive: true });
    for (const name of ["mesoscope", "node", "npx"])
      writeFileSync(join(hostile, "node_modules/.bin", name), "#!/bin/sh\ntouch ran\n", { mode: 0o755 });
    writeFileSync(join(hostile, ".npmrc"), "node-options=--require ./evil.cjs\n");
    writeFileSync(join(hostile, "evil.cjs"), "require('node:fs').writeFileSync('ran', '')");
    // Packages that may be absent are looked for where the command is, not where it runs.
    for (const name of ["tiktoken", "bzip2-wasm", "lzma-native", "7z-wasm"]) {
      mkdirSync(join(hostile, "node_modules", name));
      writeFileSync(
        join(hostile, "node_modules", name, "index.js"),
        "require('node:fs').writeFileSync('ran', '')",
      );
    }
    writeFileSync(join(hostile, "a.txt"), wordyText(5000));
    writeFileSync(
      join(hostile, "mesoscope.config.json"),
      JSON.stringify({
        budgets: [{ files: "*.txt", symbolEntropy: { max: 5 }, codeLengthRate: { max: 9 } }],
      }),
    );
    const { status } = await run(step.run!, environment(step), hostile);
    expect(status).toBe(0);
    expect(existsSync(join(hostile, "ran"))).toBe(false);
  });
});

describe("the GitLab job of docs/check.md", () => {
  it("writes a report of tests where the job says it is", async () => {
    const [, snippet] = /## GitLab\n\n```yaml\n([\s\S]*?)```/.exec(read("docs/check.md"))!;
    const { mesoscope: job } = parse(snippet!) as {
      mesoscope: { script: readonly string[]; artifacts: { when: string; reports: { junit: string } } };
    };
    // GitLab runs the lines of a script one after the other until one fails.
    const script = job.script.join("\n").replaceAll("/opt/mesoscope/bin/mesoscope.js", `'${binary}'`);
    const { status } = await run(`set -e\n${script}`, { CI: "true" });
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
