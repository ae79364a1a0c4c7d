import { execFileSync } from "node:child_process";
import { cpSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import markdown from "markdown-it";
import { beforeAll, describe, expect, it } from "vitest";
import { parse } from "yaml";
import { documentWorld } from "./document-world.ts";
import { spawnShell, temporaryFolder } from "./run-cli.ts";

/**
 * Every block of code of every page is run, compiled or read here, or says in a comment before it who does:
 *
 * - `shows: COMMAND`: what the command prints (`scripts/readme.mjs --check`).
 * - `run by: FILE`: a script that runs these commands.
 * - `first: COMMAND`: what is to be done before the block is run.
 * - `not run: REASON`: what takes a cluster, a network or a model.
 */
const root = fileURLToPath(new URL("../../", import.meta.url));
const read = (path: string) => readFileSync(join(root, path), "utf8");

const pages = execFileSync("git", ["ls-files", "-co", "--exclude-standard", "*.md"], {
  cwd: root,
  encoding: "utf8",
})
  .trimEnd()
  .split("\n")
  .filter((page) => page !== "CHANGELOG.md");

/** Pages that a script writes and that `npm run check:docs` compares: their blocks are what it printed, or ran. */
const generated: Readonly<Record<string, string>> = { "docs/gallery.md": "build-gallery" };

interface Fence {
  readonly page: string;
  readonly line: number;
  readonly language: string;
  readonly text: string;
  /** `shows`, `run by`, `first` or `not run`, and of what */
  readonly mark: readonly [kind: string, about: string] | null;
}

function fencesOf(page: string): Fence[] {
  const tokens = new markdown({ html: true }).parse(read(page), {});
  return tokens.flatMap((token, i) => {
    if (token.type === "code_block" || (token.type === "html_block" && /<(pre|code)\b/.test(token.content)))
      throw new Error(`${page}:${token.map![0] + 1} is a block without a fence`);
    if (token.type !== "fence") return [];
    const [, kind, about] =
      /^<!-- (shows|run by|first|not run): (.+?) -->\s*$/.exec(tokens[i - 1]?.content ?? "") ?? [];
    const mark = kind === undefined ? null : ([kind, about!] as const);
    return [{ page, line: token.map![0] + 1, language: token.info, text: token.content, mark }];
  });
}

const fences = pages.flatMap(fencesOf);
const own = fences.filter(
  ({ page, mark }) => (mark === null || mark[0] === "first") && generated[page] === undefined,
);
const titleOf = ({ page, line, language }: Fence) => `${page}:${line} ${language}`;

describe("blocks of code in the documents", () => {
  it("are of a language that is run, compiled or read", () => {
    const known = ["sh", "ts", "json", "yaml"];
    expect(own.filter(({ language }) => !known.includes(language)).map(titleOf)).toEqual([]);
  });

  it("that are not run are few, and say why", () => {
    const notRun = fences.filter(({ mark }) => mark?.[0] === "not run");
    expect(notRun.map(titleOf)).toHaveLength(12);
  });

  it("of generated pages are compared by npm run check:docs, and others are run by who is named", () => {
    for (const script of [...Object.values(generated), "readme"])
      expect(read("scripts/check.mjs")).toContain(`"scripts/${script}.mjs", "--check"`);
    for (const { mark, text, ...fence } of fences) {
      if (mark?.[0] !== "run by") continue;
      const runner = read(mark[1]);
      for (const command of commandsOf(text))
        expect(runner, `${fence.page}:${fence.line}: ${command}`).toContain(command);
    }
  });

  it.each(
    own
      .filter(({ language }) => language === "json" || language === "yaml")
      .map((one) => [titleOf(one), one]),
  )("%s is read", (_, { language, text }) => {
    const value = language === "yaml" ? parse(text) : JSON.parse(text.replace(/^\/\/ .*\n/, ""));
    expect(typeof value).toBe("object");
  });

  it.each(own.filter(({ language }) => language === "ts").map((one) => [titleOf(one), one]))(
    "%s is compiled",
    (_, { page, text }) => {
      const [, path] = /^\/\/ (\S+)\n/.exec(text) ?? [];
      // tests/contract/adding.test.ts lays these over the sources.
      expect([page, read("tests/contract/adding.test.ts").includes(`"${path}"`)]).toEqual([
        "CONTRIBUTING.md",
        true,
      ]);
    },
  );
});

/** Commands of a block without comments, one a line or between `&&`. */
function commandsOf(text: string): string[] {
  return text
    .split(/\n|&&/)
    .map((line) => line.replace(/(^|\s)#.*$/, "").trim())
    .filter((line) => line !== "");
}

describe("commands of the documents", { tags: ["slow"] }, () => {
  const world = temporaryFolder();
  const [major = 0] = process.versions.node.split(".").map(Number);
  // Until Node 22 the option was an experiment.
  const olderNode =
    major >= 22
      ? ""
      : `node() { command node --no-warnings "\${@/#--permission/--experimental-permission}"; }`;
  beforeAll(() => documentWorld(world));

  const shown = own.filter(({ language }) => language === "sh");
  it.each([...new Set(shown.map(({ page }) => page))])("of %s run", async (page) => {
    const folder = join(temporaryFolder(), "world");
    cpSync(world, folder, { recursive: true });
    const env = { PROGRAM: root.replace(/\/$/, ""), FILES: join(folder, "books") };
    for (const fence of shown.filter((one) => one.page === page)) {
      const prelude = `cd '${folder}'; PATH="$PWD/.bin:$PATH"; unset -f mesoscope; ${olderNode}\nset -eu`;
      const { status, err } = await spawnShell(`${prelude}\n${fence.mark?.[1] ?? ""}\n${fence.text}`, {
        env,
      });
      expect([titleOf(fence), status, err]).toEqual([titleOf(fence), 0, expect.anything()]);
    }
  });
});
