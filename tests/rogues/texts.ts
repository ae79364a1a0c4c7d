import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { allocateSymbols } from "../../src/core/sequence.ts";
import { corpusRoots } from "../../src/input/corpora/corpus-roots.ts";
import { loadCorpus } from "../../src/input/corpora/load-corpus.ts";
import { recipeWorld } from "../../src/input/recipe-world.ts";
import { bindRecipe } from "../../src/sources/recipe.ts";
import { type RogueKind, rogue } from "./rogue.ts";

const root = fileURLToPath(new URL("../../", import.meta.url));
const roots = corpusRoots(root, undefined);

const text = ["structure", "undecided"] as const;
/** Tables of numbers and lists, programs of a processor: their structure may be little beside their noise. */
const data = ["structure", "pattern", "undecided"] as const;
const mixture = ["pattern", "undecided"] as const;

async function corpus(id: string): Promise<Uint8Array> {
  const loaded = await loadCorpus(id, roots);
  if (loaded.status !== "ok") throw new Error(loaded.reason);
  return loaded.joined();
}

const corpora = await Promise.all(
  ([
    ["moby-dick", text], ["sotu", text], ["tsmsg-de", text], ["tsmsg-ja", text], ["tsmsg-ko", text], ["tsmsg-ru", text],
    ["tsmsg-zh-cn", text], ["code-c", text], ["code-dts", text], ["code-js", text], ["code-js-min", text], ["code-py", text],
    ["factbook-json", text], ["factbook-prose", text], ["markdown", text], ["wordnet-gloss", text], ["chess-pgn", data],
    ["cmudict", data], ["csv-births", data], ["bpe-vocab", data], ["topojson", data], ["sourcemap-vlq", data], ["machine-all", data],
    ["udhr-all", ["structure", "pattern", "undecided"]],
  ] as const).map(async ([id, may]) => ({ id, may, bytes: await corpus(id) })),
); // biome-ignore format: short

/** Files of packages that are pinned, from the root of the project. */
const files = [
  ["TypeScript compiler, built", "corpora/node_modules/typescript/lib/_tsc.js", text],
  ["types of the browser", "corpora/node_modules/typescript/lib/lib.dom.d.ts", text],
  ["ECharts, minified", "node_modules/echarts/dist/echarts.min.js", text],
  ["ECharts, built", "node_modules/echarts/dist/echarts.js", text],
  ["tables of entities", "node_modules/entities/src/generated/decode-data-html.ts", data],
  ["browsers, packed", "node_modules/caniuse-lite/data/agents.js", data],
  ["licences of packages", "corpora/package-lock.json", data],
  ["lock file", "package-lock.json", data],
  ["readme of a project", "README.md", text],
  ["schemas of zod", "node_modules/zod/v4/core/schemas.js", text],
  ["manual of commander", "node_modules/commander/Readme.md", text],
  ["parser of YAML", "node_modules/yaml/dist/compose/resolve-block-map.js", text],
] as const; // biome-ignore format: short

/** Recipes that take a text apart. */
const surrogates = await Promise.all(
  ([
    ["words of a novel, shuffled", "shuffle(corpus(moby-dick), by=word)", text],
    ["lines of a novel, shuffled", "shuffle(corpus(moby-dick), by=line)", text],
    ["lines of a program, shuffled", "shuffle(corpus(code-js), by=line)", text],
    ["chain of order 4 of a novel", "surrogate(corpus(moby-dick), order=4)", data],
    ["chain of order 3 of a novel", "surrogate(corpus(moby-dick), order=3)", data],
    ["chain of order 2 of a novel", "surrogate(corpus(moby-dick), order=2)", data],
    ["chain of order 1 of a novel", "surrogate(corpus(moby-dick), order=1)", mixture],
    ["letters of a novel, shuffled", "surrogate(corpus(moby-dick), order=0)", ["noise", "pattern", "undecided"]],
    ["letters of a novel, shuffled within windows of 4", "window-shuffle(corpus(moby-dick), width=4)", data],
    ["a novel, one letter in ten replaced", "replace(corpus(moby-dick), eps=0.1)", text],
    ["a novel, half of its letters replaced", "replace(corpus(moby-dick), eps=0.5)", data],
    ["speeches, one letter in five replaced", "replace(corpus(sotu), eps=0.2)", data],
    ["Chinese messages, chain of order 2", "surrogate(corpus(tsmsg-zh-cn), order=2)", data],
  ] as const).map(async ([name, recipe, may]) => ({ name, may, source: await bindRecipe(recipe, recipeWorld(roots, ".")) })),
); // biome-ignore format: short

/** Texts of packages that are pinned, and what is made of them. */
export const texts: RogueKind = {
  kind: "texts and what is made of them",
  rogues: [
    ...corpora.map(({ id, may, bytes }) => rogue(id, may, (_, size) => bytes.subarray(0, size))),
    ...files.map(([name, path, may]) =>
      rogue(name, may, (_, size) => Uint8Array.from(readFileSync(root + path).subarray(0, size))),
    ),
    ...surrogates.map(({ name, may, source }) =>
      rogue(name, may, (random, size) => {
        const symbols = allocateSymbols(Math.min(size, source.length), source.alphabetSize);
        return Uint8Array.from(symbols.subarray(0, source.open(random).fill(symbols)));
      }),
    ),
    rogue("a novel as capital letters without gaps", text, (_, size) =>
      Uint8Array.from(
        Buffer.from(
          corpusText("moby-dick")
            .toUpperCase()
            .replace(/[^A-Z]/g, ""),
        ).subarray(0, size),
      ),
    ),
    rogue("a novel in UTF-16", text, (_, size) =>
      Uint8Array.from(Buffer.from(corpusText("moby-dick"), "utf16le").subarray(0, size)),
    ),
    rogue("a novel as base64", text, (_, size) =>
      Uint8Array.from(Buffer.from(Buffer.from(corpusText("moby-dick")).toString("base64")).subarray(0, size)),
    ),
    rogue("a novel as hexadecimal", text, (_, size) =>
      Uint8Array.from(Buffer.from(Buffer.from(corpusText("moby-dick")).toString("hex")).subarray(0, size)),
    ),
    rogue("a novel, its letters exchanged by a table", text, (random, size) => {
      const table = Uint8Array.from({ length: 256 }, (_, i) => i);
      for (let i = 255; i > 0; i--) {
        const j = random.below(i + 1);
        [table[i], table[j]] = [table[j]!, table[i]!];
      }
      return corpora[0]!.bytes.subarray(0, size).map((byte) => table[byte]!);
    }),
  ],
};

function corpusText(id: string): string {
  return Buffer.from(corpora.find((one) => one.id === id)!.bytes).toString("latin1");
}
