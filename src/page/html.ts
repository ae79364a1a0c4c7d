import { placeOnly, type Renderer } from "../report/kit/renderer.ts";
import type { Report, Sample } from "../results/report.ts";
import { pageDataOf } from "./page-data.ts";
import type { DepthOnPage } from "./page-details.ts";
import { pageDocument, pageRoom, tableSection } from "./page-document.ts";

/** Number of rows above which no details fit into a page. */
export const mostDetailed = 8000;

/** The fields of a sample that a page needs. */
export function keptForPage(sample: Sample, row: number): Sample {
  return row < mostDetailed ? sample : placeOnly(sample);
}

/** A report as one self-contained page. */
export const renderHtml: Renderer = (report, { words = [] }) => {
  const isMap = report.references.some(({ family }) => family !== null);
  return renderPage(report, [], [isMap ? "mesoscope map" : "mesoscope", ...words].join(" "));
};

const body = `<div class="overview">
<section class="card">
<div class="bar"><h2>Map</h2><button type="button" id="zoom-out" aria-label="zoom out">−</button><button type="button" id="zoom-in" aria-label="zoom in">+</button><button type="button" id="zoom-all">all</button></div>
<div id="map" class="chart" tabindex="0" role="application" aria-label="Map of the samples: randomness to the right, growth upwards. Left and right arrows go from sample to sample, plus, minus and zero zoom."></div>
<p class="note help">Click a sample to select it in all views. Ctrl and the wheel zoom, dragging moves; with the keyboard: arrows, +, −, 0.</p>
</section>
<section class="card"><h2 data-definition="learningCurve" tabindex="0">Learning curves</h2><div id="curves" class="chart" role="img" aria-label="Learning curves of the samples"></div></section>
</div>
${tableSection("Samples")}
<section class="card" id="detail" aria-live="polite" aria-label="The chosen sample"></section>
<section class="card" id="plane-card"><h2>Sources of exactly known truth</h2><p class="note">Exact values and estimates from block entropies: an upper bound of h and a lower bound of E, at the longest covered blocks.</p><div id="plane" class="chart" role="img" aria-label="Entropy rate against excess entropy of sources of known truth"></div></section>`;

/**
 * A report, and the details of its samples, as one page.
 *
 * @param depths by row; undefined where a sample was not explained
 * @param command without options that are in the report
 * @returns a document below 1.5 MB for up to 5 000 samples with names of usual length
 */
export function renderPage(
  report: Report,
  depths: readonly (DepthOnPage | undefined)[],
  command: string,
): string {
  const data = pageDataOf(report, depths, command, pageRoom);
  return pageDocument({ title: "Between order and noise", version: report.tool.version, body, data });
}
