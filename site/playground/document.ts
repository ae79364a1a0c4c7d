import { embeddedJson } from "../../src/page/page-document.ts";
import { escapeHtml } from "../../src/report/kit/format.ts";
import { materials, operations } from "./scenes.ts";

/** What was known when the page was made. */
export interface PlaygroundData {
  readonly version: string;
  /** name, x, y */
  readonly landmarks: readonly (readonly [name: string, x: number, y: number])[];
  /** by material and operation: place of the slider, x, y */
  readonly roads: Readonly<Record<string, readonly (readonly [stop: number, x: number, y: number])[]>>;
  /** in base64, by material */
  readonly texts: Readonly<Record<string, string>>;
}

/** What the page is made of. */
export interface PlaygroundParts {
  readonly version: string;
  /** of the page */
  readonly script: string;
  readonly scriptSha256: string;
  /** of the workers, which measure */
  readonly worker: string;
  readonly style: string;
  /** of the packages that the scripts hold */
  readonly notices: string;
  readonly data: PlaygroundData;
}

const options = (of: readonly { readonly id: string; readonly title: string }[]) =>
  of.map(({ id, title }) => `<option value="${id}">${escapeHtml(title)}</option>`).join("");

/**
 * The playground as one page that needs nothing else. Only the script with the hash of its policy runs, and workers made of what
 * the page holds; nothing is fetched, by the page or by them.
 *
 * @throws Error for a script of workers that would end its element
 */
export function playgroundDocument({
  version,
  script,
  scriptSha256,
  worker,
  style,
  notices,
  data,
}: PlaygroundParts): string {
  const policy = [
    "default-src 'none'",
    `script-src 'sha256-${scriptSha256}' 'wasm-unsafe-eval'`,
    "worker-src blob:",
    "style-src 'unsafe-inline'",
    "img-src data:",
    "base-uri 'none'",
    "form-action 'none'",
  ].join("; ");
  return `<!doctype html>
<html lang="en" data-theme="light">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="generator" content="mesoscope ${escapeHtml(version)}">
<title>Between order and noise: mesoscope playground</title>
<style>${style}</style>
</head>
<body>
<header>
<div><h1>Between order and noise</h1><p class="summary">Take a text apart and see where it goes: how random it is, and how much there is to learn in it.</p></div>
<button type="button" id="theme">dark</button>
</header>
<main>
<noscript><p class="warning">The page measures with its own script, which is switched off here.</p></noscript>
<p id="fault" class="warning" role="status" hidden></p>
<section class="card" id="controls" aria-label="What is shown">
<label>Take <select id="material">${options(materials)}</select></label>
<label>and <select id="operation">${options(operations)}</select></label>
<label class="knob"><span><span id="knob"></span>: <output id="stop" for="slider"></output></span><input type="range" id="slider" min="0" step="1"></label>
<div id="own" hidden>
<label>Your text, pasted here or dropped as a file anywhere. It stays in this page.<textarea id="own-text" rows="4" spellcheck="false"></textarea></label>
<p id="own-note" class="note"></p>
</div>
</section>
<div class="stage">
<section class="card">
<div class="bar"><h2 id="map-title">On the map</h2><button type="button" id="guess"></button></div>
<p id="task" class="task" role="status"></p>
<div id="map" class="playground-map" tabindex="0" role="application"></div>
</section>
<section class="card" id="answer" aria-label="What was found">
<h2>What it is</h2>
<p id="sentence" aria-live="polite"></p>
<dl class="figures" id="figures"></dl>
<p id="state" class="note"></p>
<h2>Repeat it, take it along</h2>
<pre id="commands"></pre>
<div class="bar"><button type="button" id="copy-commands">Copy the commands</button><button type="button" id="copy-picture">Copy the picture</button><button type="button" id="copy-link">Copy a link</button><button type="button" id="save-text">Save the text</button></div>
<p id="copied" class="note" role="status"></p>
</section>
</div>
<section class="card">
<div class="bar"><h2>What every byte costs</h2><div id="lens-legend" class="bar" role="img" aria-label="Scale of the colours, in bits of a character: the lighter, the more"></div></div>
<div id="lens" class="lens" tabindex="0" role="application" aria-label="What is shown, coloured by what it costs. Arrows go from character to character, Page Up and Page Down turn pages, Home and End go to its ends."></div>
<p id="lens-place" class="note" aria-live="polite">Point at a character, or use the arrows.</p>
</section>
<section class="card">
<h2>How to read it</h2>
<p>To the right is randomness: the bits that are new in every byte, as a share of what a byte could hold. Upwards is structure: the bits that there are to learn, beyond those of the same letters in random order. Order is at the left, noise at the right, both at the bottom. Noise with a plain pattern stays in the grey band. What is above it holds more to learn than that: the beginning of a novel is, as long as its letters stay in order.</p>
<p>A chain with a long memory repeats passages of the text that it was made from, and is more predictable than that. Replaced letters become any byte, so that there are more different ones than in the text.</p>
<p>A hollow point is interpolated between two measured places; a full one is measured, with its 95&nbsp;% intervals. Measuring is done by your browser with the functions of the command.</p>
</section>
</main>
<footer><p class="note">mesoscope ${escapeHtml(version)}. The page asks for nothing and sends nothing.</p><details><summary>Notices of what this page is made with</summary><pre class="notice" tabindex="0">${escapeHtml(notices)}</pre></details></footer>
<script type="application/json" id="data">${embeddedJson(data)}</script>
<script type="text/plain" id="worker">${worker}</script>
<script>${script}</script>
</body>
</html>
`;
}
