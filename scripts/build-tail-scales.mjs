// Measures how the tails of the surprise of files differ between repositories and writes data/tail-scales.json: of packages that
// are installed at pinned versions and are judged nowhere, by score, mean and deviation of the logarithm of the distance in which
// files become half as many, those of the commonest ending of each package. The forty files of a small repository tell little of
// their own tail; docs/evidence/check-grades.md has what that gives.
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { bundleSources } from "../benchmarks/bundle-sources.mjs";
import { writeData } from "./data-file.mjs";

const root = fileURLToPath(new URL("../", import.meta.url));
const seed = 1;
/** Packages of 40 to 260 files and up to 2.5 MB of them. */
const packages = [
  "@babel/core", "@babel/generator", "@babel/helpers", "@babel/traverse", "@jridgewell/trace-mapping", "@stryker-mutator/api",
  "@stryker-mutator/core", "@stryker-mutator/instrumenter", "@types/node", "ajv", "assemblyscript", "execa", "fast-uri", "hyparquet",
  "hyparquet-writer", "ml-matrix", "mutation-testing-elements", "postcss", "pure-rand", "semver", "undici-types", "yargs",
].map((name) => `node_modules/${name}`).concat(
  ["@stdlib/math-base-napi-unary", "jquery", "node-gyp", "resolve", "undici"].map((name) => `corpora/node_modules/${name}`),
); // biome-ignore format: a line a group

const folder = mkdtempSync(join(tmpdir(), "mesoscope-tails-"));
const { discoverInputs, kindsOf, scoreCount, surprisesOf, tailScaleOf, usualOf, defaultOrder } =
  await bundleSources(
    [
      "src/input/discover",
      "src/features/odd/read-by-others",
      "src/features/odd/surprise",
      "src/features/odd/surprises",
      "src/features/odd/tail",
    ],
    folder,
  );
rmSync(folder, { recursive: true, force: true });

const tails = Array.from({ length: scoreCount }, () => []);
for (const name of packages) {
  const place = join(root, name);
  const files = [...discoverInputs({ typed: [place] })].flatMap(({ status, path }) => {
    if (status !== "file" || path.slice(place.length).includes("node_modules/")) return [];
    const bytes = new Uint8Array(readFileSync(path).subarray(0, 4_194_304));
    return bytes.length === 0 ? [] : [{ name: path.slice(place.length + 1), bytes }];
  });
  const usual = usualOf(files, surprisesOf(files, seed, defaultOrder), seed, defaultOrder);
  const endings = usual.files.map(({ path }) => kindsOf(path).at(-1) ?? null);
  const alike = (ending) => usual.files.filter((_, i) => endings[i] === ending);
  const [own] = [...new Set(endings)].map(alike).sort((a, b) => b.length - a.length);
  for (const [i, tail] of tails.entries())
    tail.push(tailScaleOf(Float64Array.from(own, ({ surprise }) => surprise[i])));
  process.stderr.write(`${name}: ${own.length} of ${files.length} files\n`);
}

const mean = (numbers) => numbers.reduce((sum, one) => sum + one, 0) / numbers.length;
const rounded = (number) => Math.round(1000 * number) / 1000;
const scales = tails.map((own) => {
  const middle = mean(own.map(({ log }) => log));
  const variance = (mean(own.map(({ log }) => (log - middle) ** 2)) * own.length) / (own.length - 1);
  // What is left when the error of each is taken away; less than the error of that cannot be told from nothing.
  const between = variance - mean(own.map((tail) => tail.variance));
  const error = variance * Math.sqrt(2 / (own.length - 1));
  return { mean: rounded(middle), deviation: rounded(Math.sqrt(Math.max(error, between))) };
});
writeData(
  "tail-scales.json",
  {
    script: "scripts/build-tail-scales.mjs",
    seed,
    of: "how fast the surprise of the files of the commonest ending becomes rare in a repository, by score, over packages of which none is judged",
  },
  { packages, scales },
);
