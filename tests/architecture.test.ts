import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { describe, expect, it } from "vitest";
import { libraryEntries } from "../scripts/library-entries.mjs";

/**
 * Data flows one way: a file imports from its own folder and from folders of a lower rank. Folders of one rank do not see
 * each other. docs/contributing/development.md says what each holds.
 */
const ranks: readonly (readonly string[])[] = [
  ["core"],
  ["results"],
  ["wasm", "math"],
  ["encodings", "statistics"],
  ["exact", "observer"],
  ["models"],
  ["context"],
  ["spectrum"],
  ["sources", "estimators"],
  ["input"],
  ["sections"],
  ["report"],
  ["run"],
  ["learners"],
  ["library"],
  ["command"],
  ["page"],
  ["features/sections"],
  // A feature that is not named here.
  ["features/*"],
  ["features/scan", "features/explain", "features/compare", "features/forecast", "features/check"],
  ["features/score", "features/report"],
  ["features"],
  ["cli"],
];
const rankOfFolder = new Map(
  ranks.flatMap((folders, rank) => folders.map((folder) => [folder, rank] as const)),
);

/** The folder of a file; each feature is one. */
const folderOf = (path: string) => /^(features\/[^/]+|[^/]+)\//.exec(path)?.[1] ?? "";
function rankOf(path: string): number | undefined {
  const folder = folderOf(path);
  return (
    rankOfFolder.get(folder) ?? (folder.startsWith("features/") ? rankOfFolder.get("features/*") : undefined)
  );
}

/** Modules that only some folders may use. */
const confined: readonly { readonly module: RegExp; readonly folders: readonly string[] }[] = [
  {
    module: /^node:zlib$/,
    folders: [
      "estimators/codecs.ts",
      "estimators/compression.ts",
      "input",
      "run/packed-samples.ts",
      "run/likenesses.ts",
    ],
  },
  {
    module: /^node:fs(\/promises)?$/,
    folders: [
      "input",
      "run",
      "command",
      "features/check",
      "features/score",
      "library",
      "cli",
      "core/optional-package.ts",
    ],
  },
  { module: /^chalk$|^cli-table3$|^string-width$/, folders: ["report"] },
  { module: /^(echarts|zrender)\//, folders: ["report", "page"] },
  { module: /^commander$/, folders: ["cli"] },
  { module: /^tinypool$/, folders: ["run", "library"] },
  { module: /^jsonc-parser$/, folders: ["features/check", "input/records"] },
  { module: /^(hyparquet|csv-parse\/sync)$/, folders: ["input/records"] },
  { module: /^(seek-bzip|xz-decompress)$/, folders: ["input/containers"] },
];

const root = new URL("../src/", import.meta.url).pathname;

interface SourceFile {
  readonly path: string;
  readonly folder: string;
  readonly text: string;
  /** as they are written */
  readonly imports: readonly string[];
  /** those of ours, by their path in src */
  readonly targets: readonly string[];
}

const files: readonly SourceFile[] = readdirSync(root, { recursive: true, encoding: "utf8" })
  .filter((path) => path.endsWith(".ts") && !/\.(wasm|bundle)\.ts$/.test(path))
  .sort()
  .map((path) => {
    const text = readFileSync(join(root, path), "utf8");
    const imports = [...text.matchAll(/(?:from|import)\s*\(?\s*"([^"]+)"/g)].map((match) => match[1]!);
    const targets = imports
      .filter((name) => name.startsWith("."))
      .map((name) => relative(root, join(root, dirname(path), name)));
    return {
      path,
      folder: folderOf(path),
      text,
      imports,
      targets,
    };
  });

function violationsOf({ path, folder, imports, targets }: SourceFile): string[] {
  const outside = imports.flatMap((name) =>
    confined
      .filter(
        ({ module, folders }) =>
          module.test(name) && !folders.some((one) => `${path}/`.startsWith(`${one}/`)),
      )
      .map(() => `${path} imports ${name}`),
  );
  // The entries see everything.
  if (folder === "") return outside;
  const against = targets.filter(
    (target) =>
      !/^\.\.\/(data\/|package\.json$)/.test(target) &&
      !target.startsWith(`${folder}/`) &&
      !(rankOf(target)! < rankOf(path)!),
  );
  return [...outside, ...against.map((target) => `${path} imports ${target}`)];
}

/** Files that import each other, by a type or while they run, as the paths round the circle. */
function circles(): string[][] {
  const targetsOf = new Map(files.map(({ path, targets }) => [path, targets]));
  const found: string[][] = [];
  const done = new Set<string>();
  const visit = (path: string, trail: readonly string[]) => {
    const at = trail.indexOf(path);
    if (at >= 0) found.push([...trail.slice(at), path]);
    if (at >= 0 || done.has(path)) return;
    for (const target of targetsOf.get(path) ?? []) visit(target, [...trail, path]);
    done.add(path);
  };
  for (const { path } of files) visit(path, []);
  return found;
}

describe("architecture", () => {
  it("has files to look at", () => {
    expect(files.length).toBeGreaterThan(50);
  });

  it("lets data flow one way", () => {
    expect(files.flatMap(violationsOf)).toEqual([]);
  });

  it("knows nothing of the site, which is not in the package", () => {
    const outside = files.flatMap(({ path, targets }) =>
      targets.filter((target) => target.startsWith("../")).map((target) => [path, target] as const),
    );
    expect(outside.filter(([, target]) => !/^\.\.\/(data\/[\w.-]+|package)\.json$/.test(target))).toEqual([]);
    expect(outside.length).toBeGreaterThan(5);
  });

  it("has no circle between files", () => {
    expect(circles()).toEqual([]);
  });

  it("knows every folder", () => {
    const folders = new Set(files.map((file) => file.folder).filter((folder) => folder !== ""));
    expect([...folders].filter((folder) => rankOf(`${folder}/`) === undefined)).toEqual([]);
    const named = [...rankOfFolder.keys()].filter((folder) => folder !== "features/*");
    expect(named.filter((folder) => !folders.has(folder))).toEqual([]);
  });

  it("keeps the world in command, cli and library", () => {
    const world = /\bMath\.random\b|\bDate\b|\bprocess\.|\bconsole\./;
    const code = (file: SourceFile) => file.text.replaceAll(/\/\*[\s\S]*?\*\/|\/\/.*$/gm, "");
    expect(
      files
        .filter(({ folder }) => !["command", "cli", "library"].includes(folder))
        .filter((file) => world.test(code(file)))
        .map((file) => file.path),
    ).toEqual([]);
  });

  it("keeps floats portable: no Math.pow and no ** on floats in what is measured", () => {
    const notMeasured = new Set(["", "input", "report", "run", "check", "page", "command", "cli"]);
    const code = (file: SourceFile) =>
      file.text.replaceAll(/\/\*[\s\S]*?\*\/|\/\/.*$/gm, "").replaceAll(/"[^"]*"|`[^`]*`/g, '""');
    expect(
      files
        .filter((file) => !notMeasured.has(file.folder) && /Math\.pow|(?<!\b[\d_]+ )\*\*/.test(code(file)))
        .map((file) => file.path),
    ).toEqual([]);
  });

  it("loads no feature before it is run: the command line starts with definitions alone", () => {
    const at = new Map(files.map((file) => [file.path, file]));
    const loaded = new Set(["cli/main.ts"]);
    const packages: string[] = [];
    for (const path of loaded) {
      const { text, folder } = at.get(path)!;
      for (const [, names, name] of text.matchAll(/^import (?!type )([^;"]*?) ?from "([^"]+)";/gm)) {
        if (/^\{(\s*type [^,}]*,?)*\s*\}$/.test(names!)) continue;
        if (!name!.startsWith(".") && !name!.startsWith("node:")) packages.push(name!);
        const target = relative(root, join(root, dirname(path), name!));
        if (name!.startsWith(".") && at.has(target)) loaded.add(target);
      }
      expect(["cli", "command", "core", "encodings", "features", "input", "page", "report", "run"]).toContain(
        folder.replace(/^features\/.*/, "features"),
      );
    }
    expect(packages).not.toContain("zod");
    expect([...loaded].filter((path) => /^features\/.*\/(plan|task|show|schema)\.ts$/.test(path))).toEqual(
      [],
    );
    expect(loaded.size).toBeGreaterThan(30);
  });

  it("re-exports from the entries only", () => {
    const entries = new Set(["worker.ts", ...libraryEntries.map((name) => `${name}.ts`)]);
    const reexport = /^export (\*|\{[^}]*\}) from/m;
    expect(
      files.filter((file) => !entries.has(file.path) && reexport.test(file.text)).map((file) => file.path),
    ).toEqual([]);
  });
});
