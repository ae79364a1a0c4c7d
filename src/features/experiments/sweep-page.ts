import { pageDocument, pageRoom, tableSection } from "../../page/page-document.ts";
import { sweepPageData } from "../../page/sweep-page-data.ts";
import { escapeForTerminal } from "../../report/kit/format.ts";
import type { Sweep } from "./sweep-schema.ts";

const body = `<section class="card" id="panels-card">
<h2>Estimates beside truth</h2>
<p class="note">Means over seeded sequences with 95 % bands, one line a size; dashed and at the short bars: exact. A diamond marks what has not converged at the largest size.</p>
<div id="panels" class="grid"></div>
<p class="note help">Click a place to see how its estimate comes to rest.</p>
</section>
<section class="card" id="detail" aria-live="polite" aria-label="The chosen source"></section>
${tableSection("All places")}`;

/**
 * A sweep as one page that needs nothing else.
 *
 * @returns a document below 1.5 MB; equal sweeps give equal bytes
 */
export function renderSweepHtml(sweep: Sweep): string {
  const title = escapeForTerminal(sweep.options.recipe);
  return pageDocument({ title, version: sweep.tool.version, body, data: sweepPageData(sweep, pageRoom) });
}
