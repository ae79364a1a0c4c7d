import type { DepthOnPage, PageDepth, PageQuote, PageRung } from "../../page/page-details.ts";
import { escapeForTerminal, intervalExtent } from "../../report/kit/format.ts";
import { layoutFor } from "../../report/kit/layout.ts";
import type { Depth, Explanation, Quote, Rung } from "../explain/schema.ts";
import { nameOfRung, quotedKinds, quoteText, rungSentence } from "../explain/show-depth.ts";
import { layerNames, remainderText } from "../explain/show-waterfall.ts";

const plain = layoutFor({ width: 100, color: false, ascii: false, map: false, hints: false, whole: true });

/** The details of a sample, as a page shows them. */
export function depthOnPage(depth: Explanation["depth"]): DepthOnPage {
  if (depth.status !== "ok") return { shown: depth.reason, compressors: [] };
  const observer = depth.compressors.filter(({ id }) => id === "observer");
  return {
    shown: pageDepth(depth),
    compressors: observer.map(({ id, perSymbol }) => [id, perSymbol.value] as const),
  };
}

function pageDepth({ waterfall, observer, ladder, profile, quotes }: Depth): PageDepth {
  const carrier = observer.members.find(({ id }) => id === observer.carriedBy.id);
  return {
    carriedBy: carrier?.title ?? observer.carriedBy.id,
    waterfall: {
      layers: waterfall.layers.map(({ id, saves }) => [layerNames[id], intervalExtent(saves)] as const),
      remainder: remainderText(waterfall),
    },
    ladder: {
      rate: intervalExtent(ladder.rate),
      structure: intervalExtent(ladder.structure),
      rungs: ladder.rungs.map(pageRung),
    },
    profile: {
      unit: profile.unit,
      stretches: profile.stretches.map(({ start, end, rate, kind }) => [start, end, rate.value, kind]),
    },
    quotes:
      quotes.status === "ok"
        ? quotedKinds(quotes).map(([title, some]) => [title, some.map(pageQuote)] as const)
        : quotes.reason,
  };
}

const pageQuote = (quote: Quote): PageQuote => ({
  about: quoteText(quote),
  excerpt: escapeForTerminal(quote.excerpt),
});

function pageRung(rung: Rung): PageRung {
  const measured = rung.status === "ok";
  return {
    name: nameOfRung(rung),
    rate: measured ? intervalExtent(rung.rate) : null,
    structure: measured ? intervalExtent(rung.structure) : null,
    sentence: rungSentence(rung, plain).replaceAll("\u00a0", " "),
  };
}
