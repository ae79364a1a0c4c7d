// TypeScript of the project as a module that a benchmark can import.
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { build } from "esbuild";

const root = fileURLToPath(new URL("../", import.meta.url));

/**
 * @param files from the root of the project, without their ending
 * @param folder where the bundle is written
 * @returns the exports of all of them
 */
export async function bundleSources(files, folder) {
  const outfile = join(folder, "bundle.mjs");
  const contents = files
    .map((file) => `export * from ${JSON.stringify(join(root, `${file}.ts`))};`)
    .join("\n");
  await build({
    stdin: { contents, resolveDir: folder },
    bundle: true,
    platform: "node",
    format: "esm",
    outfile,
    logLevel: "error",
    banner: {
      js: "import { createRequire as requireFrom } from 'node:module'; const require = requireFrom(import.meta.url);",
    },
  });
  return import(pathToFileURL(outfile).href);
}
