import { lensPageData } from "../../page/lens-page-data.ts";
import { pageDocument } from "../../page/page-document.ts";
import { escapeForTerminal } from "../../report/kit/format.ts";
import type { Lens } from "./read-lens.ts";

const body = `<section class="card">
<div class="bar"><h2>What every byte costs</h2><div id="lens-legend" class="bar" role="img" aria-label="Scale of the colours, in bits of a character: the lighter, the more"></div></div>
<div id="lens" class="lens" tabindex="0" role="application" aria-label="The text, coloured by what it costs. Arrows go from character to character, Page Up and Page Down turn pages, Home and End go to its ends."></div>
<p id="lens-place" class="note" aria-live="polite">Point at a character, or use the arrows.</p>
</section>
<section class="card">
<h2>Where it is unlike the rest</h2>
<div class="scroll"><table id="lens-spans"></table></div>
</section>`;

/**
 * A text with its costs as one page that needs nothing else.
 *
 * @returns a document of 0.7 MB and 2.7 bytes for each byte of the text; equal lenses give equal bytes
 */
export async function renderLensHtml(lens: Lens): Promise<string> {
  const { name, tool } = lens.report;
  const title = escapeForTerminal(name);
  return pageDocument({ title, version: tool.version, body, data: lensPageData(lens) });
}
