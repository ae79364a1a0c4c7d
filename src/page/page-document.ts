import { escapeHtml } from "../report/kit/format.ts";
import { pageNotices, pageScript, pageScriptSha256, pageStyle } from "./browser.bundle.ts";
import type { AboutData } from "./page-about.ts";

/** JSON that cannot end an element or a line. */
export function embeddedJson(value: unknown): string {
  return JSON.stringify(value).replaceAll(
    /[<>\u2028\u2029]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}

/** Largest size of a page in bytes. */
const largest = 1_480_000;
/** Bytes of a page's data: the rest after its script, style and notices, with a reserve for escapes of JSON. */
export const pageRoom = largest - pageScript.length - pageStyle.length - pageNotices.length - 30_000;

/** Only the script with this hash runs, and nothing is fetched. */
const policy = [
  "default-src 'none'",
  `script-src 'sha256-${pageScriptSha256}'`,
  "style-src 'unsafe-inline'",
  "img-src data:",
  "base-uri 'none'",
  "form-action 'none'",
].join("; ");

/** The content of one kind of page. */
interface PageParts {
  readonly title: string;
  readonly version: string;
  /** sections that the script fills */
  readonly body: string;
  /** `kind` selects the page in the script */
  readonly data: AboutData & { readonly kind: string; readonly lead?: string };
}

/**
 * A self-contained page: its sections, its colophon, and the script that draws it from its data.
 *
 * @returns a document below 1.5 MB for data within `pageRoom`
 */
export function pageDocument({ title, version, body, data }: PageParts): string {
  return `<!doctype html>
<html lang="en" data-theme="light">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="generator" content="mesoscope ${escapeHtml(version)}">
<title>${escapeHtml(title)}</title>
<style>${pageStyle}</style>
</head>
<body>
<header>
<div><h1>${escapeHtml(title)}</h1>${data.lead ? `<p class="lead">${escapeHtml(data.lead)}</p>` : ""}<p class="summary">${escapeHtml(data.summary)}</p></div>
<button type="button" id="theme">dark</button>
</header>
<main>
<noscript><p class="warning">This page needs JavaScript, which is disabled.</p></noscript>
${body}
<section class="card">
<h2>How this page was made</h2>
<pre id="command"></pre>
<table><tbody id="facts"></tbody></table>
<div id="unmeasured"></div>
<h3>What the numbers mean</h3>
<dl id="definitions"></dl>
</section>
</main>
<footer><details><summary>Licences of the software in this page</summary><pre class="notice" tabindex="0">${escapeHtml(pageNotices)}</pre></details></footer>
<script type="application/json" id="data">${embeddedJson(data)}</script>
<script>${pageScript}</script>
</body>
</html>
`;
}

/** A table with filter, sorting and pages. @param title HTML text */
export function tableSection(title: string): string {
  return `<section class="card" id="table-card">
<div class="bar"><h2>${title}</h2><div id="filters" class="bar"></div></div>
<div id="table" class="scroll"></div>
<div id="pager" class="bar"></div>
</section>`;
}
