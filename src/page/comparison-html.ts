import type { Comparison } from "../compare/schema.ts";
import { comparisonPageData } from "./comparison-page-data.ts";
import { pageDocument, pageRoom, tableSection } from "./page-document.ts";

const body = `<div class="overview matrix">
<section class="card">
<div class="bar"><h2 id="distance-title"></h2><div id="distances" class="bar"></div></div>
<div id="matrix" class="chart" tabindex="0" role="application" aria-label="Distances of every two samples as colours, in the order of the tree. Arrows go from pair to pair."></div>
<p class="note help">Near is strong, far is pale; families are squares along the diagonal. ≈ or a dot: differ by less than the error; ~ or a ring: perhaps no more than halves do. Click a cell; with the keyboard: arrows.</p>
</section>
<section class="card" id="detail" aria-live="polite" aria-label="The chosen pair"></section>
</div>
${tableSection("Pairs")}`;

/**
 * A comparison as one page that needs nothing else.
 *
 * @returns a document below 1.5 MB for as many samples as `mostOnPage` says; equal comparisons give equal bytes
 */
export function renderComparisonHtml(comparison: Comparison): string {
  const data = comparisonPageData(comparison, pageRoom);
  return pageDocument({ title: "How far apart", version: comparison.tool.version, body, data });
}
