import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { describe, expect, it } from "vitest";

/**
 * Data flows one way: a file imports from its own folder and from folders further left. Folders of one rank do not
 * see each other; `report` sees only `core`, and only `cli` sees `report`.
 */
const ranks: Readonly<Record<string, number>> = {
  core: 0,
  kernels: 1,
  statistics: 2,
  encodings: 3,
  observer: 4,
  sources: 5,
  estimators: 5,
  input: 6,
  spectrum: 7,
  batch: 8,
  library: 9,
  cli: 9,
};

/** Modules that only some folders may use. */
const confined: readonly { readonly module: RegExp; readonly folders: readonly string[] }[] = [
  { module: /^node:zlib$/, folders: ["estimators/compression", "input", "batch/packed-samples.ts"] },
  { module: /^node:fs(\/promises)?$/, folders: ["input", "batch", "cli"] },
  { module: /^chalk$|^cli-table3$|^string-width$/, folders: ["report"] },
  { module: /^echarts\//, folders: ["report"] },
  { module: /^commander$/, folders: ["cli"] },
  { module: /^tinypool$/, folders: ["batch"] },
  { module: /^globby$/, folders: ["input"] },
  { module: /^jsonc-parser$/, folders: ["batch/check", "input/records"] },
  { module: /^(hyparquet|csv-parse\/sync)$/, folders: ["input/records"] },
  { module: /^(seek-bzip|xz-decompress)$/, folders: ["input/containers"] },
];

const root = new URL("../src/", import.meta.url).pathname;

interface SourceFile {
  readonly path: string;
  readonly folder: string;
  readonly text: string;
  readonly imports: readonly string[];
}

const files: readonly SourceFile[] = readdirSync(root, { recursive: true, encoding: "utf8" })
  .filter((path) => path.endsWith(".ts") && !/\.(wasm|bundle)\.ts$/.test(path))
  .sort()
  .map((path) => {
    const text = readFileSync(join(root, path), "utf8");
    const imports = [...text.matchAll(/(?:from|import)\s*\(?\s*"([^"]+)"/g)].map((match) => match[1]!);
    return { path, folder: path.includes("/") ? path.slice(0, path.indexOf("/")) : "", text, imports };
  });

function violationsOf(file: SourceFile): string[] {
  const found: string[] = [];
  for (const name of file.imports) {
    for (const { module, folders } of confined) {
      if (module.test(name) && !folders.some((folder) => `${file.path}/`.startsWith(`${folder}/`)))
        found.push(`${file.path} imports ${name}`);
    }
    if (!name.startsWith(".") || file.folder === "") continue;
    const target = relative(root, join(root, dirname(file.path), name));
    const folder = target.startsWith("..") ? "" : target.slice(0, target.indexOf("/"));
    if (folder === file.folder || folder === "") continue;
    const allowed =
      file.folder === "report"
        ? folder === "core"
        : folder === "report"
          ? file.folder === "cli"
          : ranks[folder]! < ranks[file.folder]!;
    if (!allowed) found.push(`${file.path} imports ${target}`);
  }
  return found;
}

describe("architecture", () => {
  it("has files to look at", () => {
    expect(files.length).toBeGreaterThan(50);
  });

  it("lets data flow one way", () => {
    expect(files.flatMap(violationsOf)).toEqual([]);
  });

  it("knows every folder", () => {
    const folders = new Set(files.map((file) => file.folder).filter((folder) => folder !== ""));
    expect([...folders].filter((folder) => !(folder in ranks) && folder !== "report")).toEqual([]);
  });

  it("keeps the world in cli and library", () => {
    const world = /\bMath\.random\b|\bDate\b|\bprocess\.|\bconsole\./;
    const code = (file: SourceFile) => file.text.replaceAll(/\/\*[\s\S]*?\*\/|\/\/.*$/gm, "");
    expect(
      files
        .filter((file) => !["cli", "library"].includes(file.folder) && world.test(code(file)))
        .map((file) => file.path),
    ).toEqual([]);
  });

  it("keeps floats portable: no Math.pow and no ** on floats in what is measured", () => {
    const measured = new Set([
      "core",
      "kernels",
      "statistics",
      "encodings",
      "observer",
      "sources",
      "estimators",
      "spectrum",
    ]);
    const code = (file: SourceFile) =>
      file.text.replaceAll(/\/\*[\s\S]*?\*\/|\/\/.*$/gm, "").replaceAll(/"[^"]*"|`[^`]*`/g, '""');
    expect(
      files
        .filter((file) => measured.has(file.folder) && /Math\.pow|(?<!\b[\d_]+ )\*\*/.test(code(file)))
        .map((file) => file.path),
    ).toEqual([]);
  });

  it("re-exports from the entries only", () => {
    const entries = new Set(["index.ts", "statistics.ts", "batch/worker.ts"]);
    const reexport = /^export (\*|\{[^}]*\}) from/m;
    expect(
      files.filter((file) => !entries.has(file.path) && reexport.test(file.text)).map((file) => file.path),
    ).toEqual([]);
  });

  it("keeps files small", () => {
    const lines = files.map((file) => ({ path: file.path, lines: file.text.split("\n").length - 1 }));
    expect(lines.filter((file) => file.lines > 250)).toEqual([]);
  });
});
