import type { Explanation } from "../core/explanation.ts";
import type { Report } from "../core/report.ts";
import { pageNotices, pageScript, pageScriptSha256, pageStyle } from "./page.bundle.ts";
import { pageDataOf } from "./page-data.ts";
import type { Renderer } from "./renderer.ts";

/** A report as one page that needs nothing else. */
export const renderHtml: Renderer = (report) => {
  const isMap = report.references.some(({ family }) => family !== null);
  return renderPage(report, [], isMap ? "mesoscope map" : "mesoscope");
};

/** Bytes of a page. */
const largest = 1_480_000;
/** Bytes that are the same in every page, and some for what JSON has to escape. */
const fixed = pageScript.length + pageStyle.length + pageNotices.length + 30_000;

/** Nothing but the script with this hash runs, and nothing is fetched. */
const policy = [
  "default-src 'none'",
  `script-src 'sha256-${pageScriptSha256}'`,
  "style-src 'unsafe-inline'",
  "img-src data:",
  "base-uri 'none'",
  "form-action 'none'",
].join("; ");

/**
 * A report, and what is known of its samples in depth, as one page.
 *
 * @param depths by row; undefined where a sample was not explained
 * @param command that made it, without inputs and options that the report holds
 * @returns a document below 1.5 MB for up to 5 000 samples of usual names
 * @throws never
 */
export function renderPage(
  report: Report,
  depths: readonly (Explanation["depth"] | undefined)[],
  command: string,
): string {
  const data = pageDataOf(report, depths, command, largest - fixed);
  return `<!doctype html>
<html lang="en" data-theme="light">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="generator" content="mesoscope ${escapeHtml(report.tool.version)}">
<title>Between order and noise</title>
<style>${pageStyle}</style>
</head>
<body>
<header>
<div><h1>Between order and noise</h1><p class="summary">${escapeHtml(data.summary)}</p></div>
<button type="button" id="theme">dark</button>
</header>
<main>
<noscript><p class="warning">The page draws itself with its own script, which is switched off here.</p></noscript>
<div class="overview">
<section class="card">
<div class="bar"><h2>Map</h2><button type="button" id="zoom-out" aria-label="zoom out">−</button><button type="button" id="zoom-in" aria-label="zoom in">+</button><button type="button" id="zoom-all">all</button></div>
<div id="map" class="chart" tabindex="0" role="application" aria-label="Map of the samples: randomness to the right, structure upwards. Left and right arrows go from sample to sample, plus, minus and zero zoom."></div>
<p class="note help">Click a sample to see it everywhere; Ctrl and the wheel zoom, dragging moves; with the keyboard: arrows, +, −, 0.</p>
</section>
<section class="card"><h2 data-definition="learningCurve" tabindex="0">Learning curves</h2><div id="curves" class="chart" role="img" aria-label="Learning curves of the samples"></div></section>
<section class="card"><h2 data-definition="budget" tabindex="0">Budget: where log₂ A goes</h2><div id="budget" class="chart" role="img" aria-label="Shares of log2 A: random, learned and free order"></div></section>
</div>
<section class="card" id="table-card">
<div class="bar"><h2>Samples</h2><div id="filters" class="bar"></div></div>
<div id="table" class="scroll"></div>
<div id="pager" class="bar"></div>
</section>
<section class="card" id="detail" aria-live="polite" aria-label="The chosen sample"></section>
<section class="card" id="plane-card"><h2>Sources that are exactly known</h2><p class="note">Truth beside what block entropies tell of the sample: h from above, E from below, at the longest blocks that are covered.</p><div id="plane" class="chart" role="img" aria-label="Entropy rate against excess entropy of sources of known truth"></div></section>
<section class="card">
<h2>How this page came about</h2>
<pre id="command"></pre>
<table><tbody id="facts"></tbody></table>
<div id="unmeasured"></div>
<h3>What the numbers are</h3>
<dl id="definitions"></dl>
</section>
</main>
<footer><details><summary>Notices of what this page is made with</summary><pre class="notice">${escapeHtml(pageNotices)}</pre></details></footer>
<script type="application/json" id="data">${embeddedJson(data)}</script>
<script>${pageScript}</script>
</body>
</html>
`;
}

/** JSON that no element and no reader of lines can be ended by. */
export function embeddedJson(value: unknown): string {
  return JSON.stringify(value).replaceAll(
    /[<>\u2028\u2029]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}

function escapeHtml(text: string): string {
  const entities: Readonly<Record<string, string>> = {
    "&": "&amp;",
    "<": "&lt;",
    ">": "&gt;",
    '"': "&quot;",
  };
  return text.replaceAll(/[&<>"]/g, (character) => entities[character]!);
}
