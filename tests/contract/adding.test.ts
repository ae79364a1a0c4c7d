import { spawnSync } from "node:child_process";
import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { Readable, Writable } from "node:stream";
import { fileURLToPath, pathToFileURL } from "node:url";
import { MessageChannel } from "node:worker_threads";
import { type Plugin, rolldown } from "rolldown";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { main } from "../../src/cli/main.ts";
import type { MeasureTask } from "../../src/run/task.ts";

/**
 * The recipes of CONTRIBUTING.md, applied to a copy of the program: each example is a new file, or an entry, and the one file
 * that it is registered in. Nothing else is changed, and what was added works.
 */
const root = fileURLToPath(new URL("../../", import.meta.url));
const recipes = readFileSync(join(root, "CONTRIBUTING.md"), "utf8");

/** What stands in a block of CONTRIBUTING.md that begins with this path. */
function example(path: string): string {
  const [, text] = new RegExp(`\`\`\`ts\n// ${path}\n([\\s\\S]*?)\`\`\``).exec(recipes) ?? [];
  if (text === undefined) throw new Error(`CONTRIBUTING.md has no example of ${path}`);
  return text;
}

/** A line that the text of CONTRIBUTING.md tells to write. */
function quoted(line: string): string {
  if (!recipes.includes(`\`${line}\``)) throw new Error(`CONTRIBUTING.md does not say ${line}`);
  return line;
}

const before = (mark: string, text: string) => (file: string) => {
  const at = file.lastIndexOf(mark);
  if (at < 0) throw new Error(`no ${mark.trim()} to write before`);
  return file.slice(0, at) + text + file.slice(at);
};
const registered = (importLine: string, entry: string, end: string) => (file: string) =>
  `${quoted(importLine)}\n${before(end, `  ${quoted(entry)}\n`)(file)}`;

const maker = { version: "0", environment: {} };

/** New files, by the path that their example names. */
const added = [
  "src/sources/middle/stay.ts",
  "src/report/rows/tsv.ts",
  "src/features/letters/feature.ts",
  "src/features/letters/task.ts",
  "src/features/letters/call.ts",
];
/** Files that are changed. */
const changed: Readonly<Record<string, (file: string) => string>> = {
  "src/sources/registry.ts": registered('import { stay } from "./middle/stay.ts";', "stay,", "]);"),
  "src/estimators/entropy.ts": (file) => file + example("src/estimators/entropy.ts"),
  "src/estimators/registry.ts": before("});", example("src/estimators/registry.ts")),
  "src/core/quantities.ts": before(
    "  // Measures of the law of one symbol",
    example("src/core/quantities.ts"),
  ),
  "src/report/formats.ts": before("} satisfies Readonly<", example("src/report/formats.ts")),
  "src/features/registry.ts": registered('import { letters } from "./letters/feature.ts";', "letters,", "];"),
  "src/index.ts": (file) => `${file}${quoted('export { letters } from "./features/letters/call.ts";')}
`,
  "src/worker.ts": before("};", example("src/worker.ts")),
};

/** The sources with the examples laid over them. */
const overlay: Plugin = {
  name: "overlay",
  resolveId(path, importer) {
    const target = importer === undefined ? path : join(dirname(importer), path);
    return added.some((own) => join(root, own) === target) ? target : undefined;
  },
  load(id) {
    const path = relative(root, id);
    if (added.includes(path)) return example(path);
    return changed[path]?.(readFileSync(id, "utf8"));
  },
};

// Within the project, so that packages are found from there.
const folder = join(root, `node_modules/.cache/adding-${process.pid}`);
let program: { readonly main: typeof main };
let library: { readonly letters: (input: string, options: object) => Promise<unknown> };
let worker: Pick<typeof import("../../src/worker.ts"), "answerJob">;

beforeAll(async () => {
  mkdirSync(folder, { recursive: true });
  const bundle = await rolldown({
    input: ["cli/main.ts", "index.ts", "worker.ts"].map((file) => join(root, "src", file)),
    platform: "node",
    external: (id) => /^[^./]/.test(id),
    logLevel: "silent",
    plugins: [overlay],
  });
  await bundle.write({
    dir: folder,
    format: "esm",
    entryFileNames: "[name].mjs",
    chunkFileNames: "[name]-[hash].mjs",
  });
  await bundle.close();
  const entry = (name: string) => import(pathToFileURL(join(folder, name)).href);
  [program, library, worker] = [await entry("main.mjs"), await entry("index.mjs"), await entry("worker.mjs")];
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function run(...argv: string[]) {
  const chunks: Buffer[] = [];
  const sink = () =>
    new Writable({
      write(chunk, _encoding, done) {
        chunks.push(Buffer.from(chunk));
        done();
      },
    });
  const status = await program.main(argv, {
    stdin: Readable.from([Buffer.from("abracadabra".repeat(9))]),
    stdout: sink(),
    stderr: sink(),
    env: { XDG_CACHE_HOME: folder, XDG_DATA_HOME: folder, LANG: "C.UTF-8" },
    cwd: root,
    platform: process.platform,
    processors: 1,
    versions: process.versions,
  } as unknown as Parameters<typeof main>[1]);
  return { status, out: Buffer.concat(chunks).toString("utf8") };
}

describe("the recipes of CONTRIBUTING.md", () => {
  it("touch new files, and files that are there", () => {
    for (const path of added) expect(existsSync(join(root, path)), path).toBe(false);
    for (const path of Object.keys(changed)) expect(existsSync(join(root, path)), path).toBe(true);
    // What is added is nowhere in the program as it is.
    expect(readFileSync(join(root, "src/features/registry.ts"), "utf8")).not.toContain("letters");
  });

  it("compile as strictly as the program", { tags: ["slow"] }, () => {
    const project = join(folder, "typed");
    cpSync(join(root, "src"), join(project, "src"), { recursive: true });
    for (const path of added) {
      mkdirSync(dirname(join(project, path)), { recursive: true });
      writeFileSync(join(project, path), example(path));
    }
    for (const [path, change] of Object.entries(changed))
      writeFileSync(join(project, path), change(readFileSync(join(root, path), "utf8")));
    for (const file of ["data", "package.json"]) symlinkSync(join(root, file), join(project, file));
    const config = { extends: join(root, "tsconfig.json"), include: ["src"], exclude: ["src/page/browser"] };
    writeFileSync(join(project, "tsconfig.json"), JSON.stringify(config));
    const compiler = join(root, "node_modules/.bin/tsc");
    const { stdout } = spawnSync(compiler, ["-p", project, "--preserveSymlinks"], { encoding: "utf8" });
    expect(stdout).toBe("");
  });

  it("add a source: it is listed, known and generated", async () => {
    expect((await run("sources", "stay")).out).toContain("probability of no change");
    expect((await run("truth", "stay(p=0.5)")).out).toMatch(/entropy rate +h +1\.0+ +bit\/symbol/);
    const { status, out } = await run("generate", "stay(p=0.9)", "-n", "1000", "--seed", "1");
    expect([status, out.length]).toEqual([0, 1000]);
  });

  it("add an estimator: it is listed, and -e finds it", async () => {
    expect((await run("estimators", "hartley")).out).toContain("log2 of the number of different symbols");
    expect((await run("-", "-e", "hartley", "-f", "csv", "-j", "1")).out).toContain("hartley");
    expect((await run("-", "-e", "hartly", "-j", "1")).out).toContain('did you mean "hartley"?');
  });

  it("add a quantity: the glossary and the schema know it", async () => {
    expect((await run("define", "sigma_s")).out).toContain("smallest surprise of a symbol");
    expect((await run("schema", "output")).out).toContain('"surpriseSpread"');
  });

  it("add a format: every command with rows prints it, by -f and by extension", async () => {
    expect((await run("sources", "-f", "tsv")).out).toMatch(/^id\tgroup\tsummary\n/);
    expect((await run("truth", "stay", "-f", "tsv")).out).toMatch(/^recipe\tquantity\t/);
    expect((await run("sources", "-o", join(folder, "s.tsv"))).status).toBe(0);
    expect(readFileSync(join(folder, "s.tsv"), "utf8")).toContain("\tmiddle\t");
    for (const command of [[], ["map", "--corpora", "none"], ["ngrams"]]) {
      const file = join(folder, `${command[0] ?? "scan"}.tsv`);
      expect((await run(...command, "-", "-j", "1", "-o", file)).status).toBe(0);
      expect(readFileSync(file, "utf8")).toMatch(/^kind\tname\t.*\nsample\tstdin\t/);
    }
  });

  it("add a feature: it is a command with help, formats and a schema", async () => {
    expect((await run("letters", "-", "--letter", "b")).out).toBe("b occurs 18 times.\n");
    expect(JSON.parse((await run("letters", "-", "-f", "json")).out)).toEqual({
      ...{ name: "stdin", letter: "e", count: 0 },
    });
    expect((await run("letters", "-", "-f", "csv", "--letter", "c")).out).toBe(
      "name,letter,count\r\nstdin,c,9\r\n",
    );
    expect((await run("letters", "-", "-f", "ndjson")).out).toContain('"letter":"e"');
    expect((await run("letters", "-", "-f", "md")).out).toContain("| letter |");
    expect((await run("schema", "letters")).out).toContain('"count"');
    for (const argv of [
      ["help", "--all"],
      ["letters", "--help"],
      ["completion", "bash"],
      ["completion", "man"],
    ])
      expect((await run(...argv)).out, argv.join(" ")).toContain("letter");
    expect((await run("letters", "-", "--depth", "3")).status).toBe(2);
  });

  it("add a feature: programs call it, here and in a worker", async () => {
    const expected = { name: "text", letter: "r", count: 2 };
    expect(await library.letters("abracadabra", { letter: "r", threads: 0, name: "text" })).toEqual(expected);
    await expect(library.letters("a", { leter: "r" })).rejects.toThrow('did you mean "letter"?');
    const task = {
      name: "text",
      input: { kind: "bytes", bytes: Buffer.from("abracadabra"), origin: "memory" },
      options: { sample: "all", encoding: "bytes", seed: 1, estimators: [], spectrum: true },
      environment: { corpora: [], cacheFolder: null },
    } as unknown as MeasureTask;
    const job = { name: "letters", task, plan: { letter: "r" }, maker };
    const answer = await worker.answerJob({ job, port: new MessageChannel().port1 });
    expect(answer).toEqual({ status: "ok", result: expected });
  });
});
