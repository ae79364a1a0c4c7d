// Scripts and benchmarks name files of the project in strings, which no compiler follows: each must be there, as it stands or
// with .ts behind it.
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../", import.meta.url));
/** Made by scripts and not committed. */
const generated =
  /\.(wasm|bundle)\.ts$|^docs\/(site|playground\/index\.html|(reference|glossary|api)\.md|gallery\/(licences\.txt|map\.html))$/;
let lost = 0;
for (const folder of ["scripts", "benchmarks"]) {
  for (const file of readdirSync(join(root, folder)).filter((name) => name.endsWith(".mjs"))) {
    const text = readFileSync(join(root, folder, file), "utf8");
    for (const [, path] of text.matchAll(
      /["'`](?:\.\/)?((?:src|site|tests|docs|kernels|data)\/[\w./-]+)["'`]/g,
    )) {
      if (generated.test(path) || [path, `${path}.ts`].some((name) => existsSync(join(root, name)))) continue;
      console.error(`${folder}/${file} names ${path}, which is not there`);
      lost++;
    }
  }
}
process.exitCode = lost === 0 ? 0 : 1;
