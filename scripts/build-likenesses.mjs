// Makes data/likenesses.json: frozen models of texts, by which a sample is likened to one. Needs `npm ci --ignore-scripts` in corpora
// and in corpora/likenesses (0.7 GB); two minutes. `--check` makes them again and fails when they are not what the file has; without
// these packages it says so and passes.
import { existsSync, readFileSync } from "node:fs";
import { brotliCompressSync, brotliDecompressSync } from "node:zlib";
import { writeData } from "./data-file.mjs";
import { modelOf, packed, steps } from "./likeness-model.mjs";
import { piecesOf, references } from "./likeness-texts.mjs";

const packages = new URL("../corpora/likenesses/node_modules/", import.meta.url);
if (process.argv.includes("--check") && !existsSync(packages)) {
  console.log("likenesses are not checked: npm ci --ignore-scripts --prefix corpora/likenesses");
  process.exit();
}

/** By size of a reference: bytes read, strings kept, and share of bytes that are as in any text. Languages have one short text. */
const sizes = {
  kind: { read: 200_000, kept: 2350, foreign: 0.02 },
  language: { read: 60_000, kept: 700, foreign: 0.1 },
};

const texts = [];
for (const reference of references)
  texts.push({ ...reference, pieces: await piecesOf(reference.sources, sizes[reference.size].read) });
/** Shares of bytes in all texts, each text counted once; a tenth is any byte. */
const base = new Float64Array(256).fill(0.1 / 256);
for (const { pieces } of texts) {
  const total = pieces.reduce((sum, { length }) => sum + length, 0);
  for (const one of pieces) for (const byte of one) base[byte] += 0.9 / total / texts.length;
}
const models = texts.map(({ pieces, size, ...reference }) => {
  const { kept, foreign } = sizes[size];
  return { ...reference, ...modelOf(pieces, kept, base, foreign) };
});
/** Probabilities after a context may add to this much, since values are rounded. */
const mostSum = 1.5;
for (const { id, sums } of models)
  if (sums.most > mostSum) throw new Error(`${id}: probabilities add to ${sums.most}`);
const { bytes, ...counts } = packed(models);
const about = {
  steps,
  references: models.map(({ id, title, kind, rest }) => ({ id, title, kind, rest })),
  ...counts,
};
if (process.argv.includes("--check")) {
  const {
    made: _,
    models: held,
    ...before
  } = JSON.parse(readFileSync(new URL("../data/likenesses.json", import.meta.url), "utf8"));
  const isSame =
    brotliDecompressSync(Buffer.from(held.join(""), "base64")).equals(bytes) &&
    JSON.stringify(before) === JSON.stringify(about);
  console.log(isSame ? "likenesses are current" : "likenesses differ");
  process.exitCode = isSame ? 0 : 1;
} else {
  const compressed = brotliCompressSync(bytes).toString("base64");
  console.log(
    `${models.length} references, ${counts.strings} strings, ${counts.entries} values, ${compressed.length} characters`,
  );
  writeData(
    "likenesses.json",
    {
      script: "scripts/build-likenesses.mjs",
      seed: 1,
      of: "frozen models of texts, each a list of strings with the bits that they add to the cost of a text",
    },
    { ...about, models: compressed.match(/.{1,100000}/g) },
  );
}
