import { soundInputs } from "../campaigns/inputs.ts";
import { filesOfAnother } from "../unit/input/records/parquet-files.ts";
import { targets } from "./targets.ts";

const recipes = [
  "golden-mean(p=0.5)",
  'switch(uniform(alphabet=27), periodic(word="ab,\\"c"), mean=100)',
  "replace(corpus(moby-dick), eps=.02)",
  "markov(matrix=[[0.9,0.1],[0.5,0.5]])",
];

/** Whole inputs that a fuzzer starts from, by target. */
export const seeds: Readonly<Record<string, readonly Buffer[]>> = {
  ...Object.fromEntries(
    soundInputs
      .map(({ name, bytes }) => [name.split(".")[1]!, [bytes]])
      .filter(([name]) => `${name}` in targets),
  ),
  parquet: [
    ...soundInputs.filter(({ name }) => name === "a.parquet").map(({ bytes }) => bytes),
    ...Object.values(filesOfAnother).map((file) => Buffer.from(file, "base64")),
  ],
  recipe: recipes.map((text) => Buffer.from(text)),
  utf8: [Buffer.from("aé€😀\ufeff\0")],
  suffixes: [Buffer.from("\u0003\u0009abracadabra"), Buffer.from(`\u0001\u007f${"ab".repeat(40)}`)],
};
