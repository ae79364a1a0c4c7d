import * as z from "zod";
import { defineSource } from "../../core/source.ts";
import { closedForm, type GroundTruth, unknown } from "../../core/truth.ts";
import { truthOfDifference } from "../../exact/block-entropies.ts";
import { plugInEntropy } from "../../statistics/entropy.ts";
import { countTrails, type KGramGraph, kGramGraph, randomTrail } from "../../statistics/shuffles.ts";
import { textSource } from "../real/text-source.ts";
import { circularContexts } from "./circular-contexts.ts";
import { literalText } from "./literal-text.ts";

export const eulerShuffle = defineSource({
  id: "euler-shuffle",
  group: "surrogates",
  title: "shuffle that keeps k-grams",
  summary:
    "A random text with exactly the k-gram counts of a text, and its ends: all such texts are equally likely.",
  reference:
    "Altschul & Erickson 1985, Mol. Biol. Evol. 2(6); Kandel, Matias, Unger & Winkler 1996, Discrete Appl. Math. 71",
  params: z.strictObject({
    k: z.int().min(1).max(64).default(2).describe("length of the words whose counts are kept"),
  }),
  inputs: 1,
  example: "euler-shuffle(corpus(moby-dick), k=2)",
  bind({ k }, [child]) {
    const text = literalText(child!, "euler-shuffle");
    const { alphabetSize } = child!;
    if (text.length < k) return textSource(text);
    const graph = kGramGraph(text, k, alphabetSize);
    return {
      alphabetSize,
      length: text.length,
      open(random) {
        const shuffled = Uint8Array.prototype.slice.call(text);
        shuffled.set(
          randomTrail(graph, (bound) => random.below(bound)),
          k - 1,
        );
        return textSource(shuffled).open(random);
      },
      truth: () => trailTruth(text, graph, k, alphabetSize),
    };
  },
});

function trailTruth(text: Uint8Array, graph: KGramGraph, k: number, alphabetSize: number): GroundTruth {
  const { lower, upper, chain } = countTrails(graph);
  const n = text.length;
  const counts = new Float64Array(256);
  for (let i = 0; i < n; i++) counts[text[i]!]!++;
  const { contextEntropy, extendedEntropy } = circularContexts(text, k - 1, alphabetSize);
  const number =
    lower === upper
      ? `2^${Number(lower.toPrecision(12))} texts have these counts (BEST theorem): their log2 over n <= h`
      : `at least 2^${Number(lower.toPrecision(6))} texts have these counts (too many ${k - 1}-grams to count trees)`;
  return {
    symbolEntropy: closedForm(plugInEntropy(counts), "shares of the bytes, which the shuffle keeps"),
    entropyRate: {
      status: "bounds",
      lower: lower / n,
      upper: Math.max(lower, chain) / n,
      route: `${number} <= bits of a chain of order ${k - 1} with these counts`,
    },
    excessEntropy: truthOfDifference(
      k * contextEntropy,
      (k - 1) * extendedEntropy,
      `H(${k - 1}) - ${k - 1} h of the circular counts, in the limit of a long text with these shares`,
    ),
    statisticalComplexity: unknown(`that of surrogate(..., order=${k - 1}) in the limit of a long text`),
  };
}
