// TypeScript of the project as a module that a benchmark can import.
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { inOneFile } from "../scripts/one-file.mjs";

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
  const { code } = await inOneFile({ contents, folder }, { format: "esm" });
  writeFileSync(outfile, code);
  return import(pathToFileURL(outfile).href);
}
