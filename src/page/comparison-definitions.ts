import type { Comparison } from "../compare/schema.ts";
import type { Definition } from "./page-about.ts";

/** What each number of a comparison's page is. @throws never */
export function comparisonDefinitions({ design, options }: Comparison): Record<string, Definition> {
  const define = (title: string, text: string, reference: string | null = null) => ({
    title,
    text,
    reference,
  });
  const order = design === null ? "k" : String(design.order);
  const always = {
    jsd: define(
      "Jensen-Shannon divergence, bit",
      `of the laws of ${order}-grams: 0 for one law, 1 bit for laws without a common word; what two samples that share as many words diverge by chance is removed`,
      "Lin 1991, IEEE Trans. Inform. Theory 37",
    ),
    p: define(
      "exchange of blocks, p",
      "exact test that the blocks of both could stand in any order: the share of random exchanges of blocks that leave the two at least as far apart, adjusted for the number of pairs by false discovery rate",
      "Benjamini & Hochberg 1995, J. R. Stat. Soc. B 57",
    ),
    halves: define(
      "halves",
      "the divergence of the first half of a sample and its second: how far it wanders itself",
    ),
    beyond: define(
      "beyond halves, bit",
      "the divergence less twice the mean of what the halves of the two diverge: what no random drift explains. Its lower end bounds it at 95 %",
    ),
    verdict: define(
      "verdict",
      "differ: blocks tell the two apart, and they are further apart than random drift takes halves of one; less than the error: blocks of both can change places",
    ),
  };
  const asked: Record<string, Definition> = {};
  if (options.distances.includes("ncd")) {
    asked["ncd"] = define(
      "normalized compression distance",
      "what a compressor pays for both together beyond the cheaper one, as a share of the dearer: 0 alike, 1 nothing in common",
      "Cilibrasi & Vitanyi 2005, IEEE Trans. Inform. Theory 51",
    );
  }
  if (options.distances.includes("code")) {
    asked["code"] = define(
      "distance by the observer",
      "as the normalized compression distance, by the code length of the observer",
      "Cilibrasi & Vitanyi 2005, IEEE Trans. Inform. Theory 51",
    );
    asked["cross"] = define(
      "cross code length, bit/symbol",
      "what an observer that has learned the one pays for held-out blocks of the other, beside what one pays that has learned as much of the other itself",
    );
  }
  return { ...always, ...asked };
}
