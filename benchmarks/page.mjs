/// <reference lib="dom" />
// How soon the HTML page of many samples can be used, in Debian's browser: from opening its file to the frame after which it
// answers, and from a click on a row to the frame that shows the sample everywhere.
import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { chromium } from "playwright-core";
import { bundleSources } from "./bundle-sources.mjs";
import { textOf } from "./bundled-texts.mjs";
import { median, mesoscope, run } from "./processes.mjs";

const executablePath = "/usr/bin/chromium";
/** Samples that are measured, and bytes of each. */
const [measured, bytes] = [200, 8000];
const repeats = 7;

/** @param folder for files that are deleted afterwards */
export async function* page(folder) {
  if (!existsSync(executablePath)) {
    yield { what: "page in a browser", skipped: "no chromium" };
    return;
  }
  const { renderPage } = await bundleSources(["src/page/html"], folder);
  const report = reportOfStretches(folder);
  const browser = await chromium.launch({
    executablePath,
    args: ["--headless", "--no-sandbox", "--disable-gpu"],
  });
  try {
    for (const [count, opens, chooses] of [
      [200, 1000, 100],
      [5000, 2500, 100],
    ]) {
      const file = join(folder, `${count}.html`);
      const html = renderPage(grown(report, count), [], "mesoscope");
      writeFileSync(file, html);
      const { open, choose, zoom, find } = await timed(browser, file);
      const of = `of ${count} samples`;
      yield { what: `page ${of}, MB`, value: Buffer.byteLength(html) / 1e6, atMost: 1.5 };
      yield { what: `page ${of}: answers after, ms`, value: open, atMost: opens };
      yield { what: `page ${of}: a row is chosen within, ms`, value: choose, atMost: chooses };
      yield { what: `page ${of}: zoomed within, ms`, value: zoom };
      yield { what: `page ${of}: filtered within, ms`, value: find };
    }
  } finally {
    await browser.close();
  }
}

/** Stretches of the bundled speeches, each a file, measured by the command. */
function reportOfStretches(folder) {
  const speeches = textOf("sotu");
  const stretches = join(folder, "stretches");
  mkdirSync(stretches);
  for (let i = 0; i < measured; i++) {
    const start = Math.floor((i * (speeches.length - bytes)) / measured);
    writeFileSync(
      join(stretches, `stretch-${String(i).padStart(3, "0")}.txt`),
      speeches.subarray(start, start + bytes),
    );
  }
  const report = JSON.parse(run([...mesoscope, stretches, "--sample", String(bytes), "-f", "json"]).stdout);
  // As they are called where the folder is named from the one above it.
  for (const sample of report.samples) sample.name = sample.name.slice(folder.length + 1);
  return report;
}

/** A report of so many samples: copies lie a little aside. */
function grown(report, count) {
  const samples = Array.from({ length: count }, (_, i) => {
    const sample = report.samples[i % measured];
    if (i < measured) return sample;
    const copy = structuredClone(sample);
    copy.name = `folder-${i % 37}/${i}-${sample.name}`;
    copy.provenance.path = copy.name;
    const shift = (coordinate, by) => {
      if (coordinate.status !== "ok") return;
      coordinate.value += by;
      if (coordinate.interval === null) return;
      coordinate.interval.lower += by;
      coordinate.interval.upper += by;
    };
    shift(copy.spectrum.randomness, 0.2 * ((i * 0.618) % 1) - 0.1);
    shift(copy.spectrum.structure, 2 * ((i * 0.414) % 1) - 1);
    return copy;
  });
  return { ...report, samples, inputs: { ...report.inputs, total: count, ok: count } };
}

/** Medians over several openings, ms. */
async function timed(browser, file) {
  const runs = { open: [], choose: [], zoom: [], find: [] };
  for (let i = 0; i < repeats; i++) {
    const tab = await browser.newPage({ viewport: { width: 1400, height: 1000 } });
    const started = performance.now();
    await tab.goto(`file://${file}`);
    await tab.waitForSelector("#table tbody tr");
    await tab.evaluate(answered);
    runs.open.push(performance.now() - started);
    await tab.evaluate(`globalThis.answered = ${answered}`);
    for (const [name, action] of Object.entries(actions)) runs[name].push(await tab.evaluate(action));
    await tab.close();
  }
  return Object.fromEntries(Object.entries(runs).map(([name, values]) => [name, median(values)]));
}

/** Resolves once the browser has drawn the next frame and can take an event. */
async function answered() {
  await new Promise((resolve) => requestAnimationFrame(resolve));
  await new Promise((resolve) => setTimeout(resolve));
}

/** What a reader does, run in the page; each gives the milliseconds until it is shown. */
const actions = {
  choose: async () => {
    const started = performance.now();
    /** @type {NodeListOf<HTMLElement>} */
    const rows = document.querySelectorAll("#table tbody tr");
    rows[5].click();
    await globalThis.answered();
    return performance.now() - started;
  },
  zoom: async () => {
    const started = performance.now();
    document.getElementById("zoom-in").click();
    await globalThis.answered();
    return performance.now() - started;
  },
  find: async () => {
    const words = /** @type {HTMLInputElement} */ (document.getElementById("words"));
    const before = document.querySelector("#pager span").textContent;
    const started = performance.now();
    words.value = "stretch-01";
    words.dispatchEvent(new Event("input"));
    while (document.querySelector("#pager span").textContent === before) {
      await new Promise((resolve) => setTimeout(resolve, 1));
    }
    await globalThis.answered();
    return performance.now() - started;
  },
};
