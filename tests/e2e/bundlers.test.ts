import { execFileSync } from "node:child_process";
import { mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { runInNewContext } from "node:vm";
import { build as esbuild } from "esbuild";
import { rolldown } from "rolldown";
import { build as vite } from "vite";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

/** Programs that use the built library, bundled by three bundlers: for browsers and as modules of Node. */
const root = fileURLToPath(new URL("../../", import.meta.url));
const folder = join(root, `node_modules/.cache/bundlers-${process.pid}`);
const at = (...names: string[]) => join(folder, ...names);

beforeAll(() => {
  mkdirSync(at("node_modules"), { recursive: true });
  symlinkSync(root, at("node_modules/mesoscope"));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

type Platform = "browser" | "node";
/** Each writes one file from another. */
const bundlers: Readonly<
  Record<string, (entry: string, file: string, platform: Platform) => Promise<unknown>>
> = {
  esbuild: (entry, outfile, platform) => {
    const format = platform === "browser" ? "iife" : "esm";
    return esbuild({ entryPoints: [entry], outfile, bundle: true, platform, format, logLevel: "silent" });
  },
  rolldown: async (input, file, platform) => {
    const bundle = await rolldown({ input, platform, logLevel: "silent" });
    const format = platform === "browser" ? "iife" : "esm";
    await bundle.write({ file, format, codeSplitting: false });
    await bundle.close();
  },
  vite: (entry, file, platform) =>
    vite({
      root: folder,
      configFile: false,
      logLevel: "silent",
      build: {
        outDir: join(file, ".."),
        emptyOutDir: false,
        modulePreload: false,
        ...(platform === "node" && { ssr: true }),
        rollupOptions: { input: entry, output: { entryFileNames: file.slice(file.lastIndexOf("/") + 1) } },
      },
    }),
};

async function bundled(bundler: string, platform: Platform, program: string): Promise<string> {
  const entry = at(`${bundler}-${platform}.mjs`);
  const file = at("out", `${bundler}-${platform}.mjs`);
  writeFileSync(entry, program);
  await bundlers[bundler]?.(entry, file, platform);
  return file;
}

const forBrowsers = `import { binaryEntropy } from "mesoscope/statistics";
import { bindRecipeNow, Random, symbolChunks } from "mesoscope/sources";
import { observe } from "mesoscope/observer";
import { readLens } from "mesoscope/lens";
globalThis.found = [binaryEntropy(0.5), observe({ symbols: new Uint8Array(3000), alphabetSize: 2, segmentEnds: [3000] }).bits < 99,
  typeof readLens, typeof bindRecipeNow, typeof symbolChunks, Random.fromSeed(1).uint32() >= 0].join();`;

const forNode = `import { analyze } from "mesoscope";
const text = "abc ".repeat(2000);
console.log((await analyze(text, { threads: 0 })).verdict.regime);
await analyze(text, { threads: 1 }).catch(({ name, message }) => console.log(name, message));`;

describe.each(Object.keys(bundlers))("%s", (bundler) => {
  it("bundles formulas, sources, predictors and the lens for browsers, where there is no Node", async () => {
    const page: { found?: string } = {};
    const file = await bundled(bundler, "browser", forBrowsers);
    runInNewContext(readFileSync(file, "utf8"), Object.assign(page, { TextEncoder, TextDecoder, atob }));
    expect(page.found).toBe("1,true,function,function,function,true");
  });

  it("bundles the library for Node; a line says what to do for threads", async () => {
    const file = await bundled(bundler, "node", forNode);
    expect(execFileSync(process.execPath, [file], { encoding: "utf8" })).toBe(
      "order\nUsageError a bundle has no file for threads: mark mesoscope as external in the bundler, or set threads: 0\n",
    );
  });
});

it("a bundle that leaves the package outside has threads", () => {
  const command = "esbuild program.ts --bundle --platform=node --external:mesoscope";
  const program =
    'import { estimate } from "mesoscope"; estimate("abcd", "plug-in", { threads: 1 }).then(({ value }) => console.log(value));';
  writeFileSync(at("program.ts"), program);
  const [name = "", ...argv] = command.split(" ");
  const code = execFileSync(join(root, "node_modules/.bin", name), argv, { cwd: folder, encoding: "utf8" });
  writeFileSync(at("program.cjs"), code);
  expect(execFileSync(process.execPath, [at("program.cjs")], { encoding: "utf8" })).toBe("2\n");
});
