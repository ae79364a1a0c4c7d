import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { renderSectionsHtml } from "../../src/features/sections/show.ts";
import { pageOfRows } from "../../src/report/rows/page-of-rows.ts";
import { accessibilityFaults } from "./accessibility.ts";
import { browserFor, why } from "./browser.ts";
import { temporaryFolder } from "./run-cli.ts";

const { open, start, stop } = browserFor(temporaryFolder());

describe.skipIf(why !== "")(`accessibility in a browser${why}`, { tags: ["slow"] }, () => {
  beforeAll(start);
  afterAll(stop);

  test("a page of a table can be used by all", async () => {
    const names = ["name", ..."abcdefghijklm"];
    const rows = names.map((name) => [`${name} ${"x".repeat(20)}`, ...names.slice(1).map((_, i) => i)]);
    const page = await open(pageOfRows({ columns: names, rows }, `${"wide ".repeat(60)}\n`), {
      ready: "table",
    });
    expect(await accessibilityFaults(page)).toEqual([]);
    await page.close();
  });

  test("a page of sections can be used by all, and its bands are where the sections are", async () => {
    const section = (from: number, to: number, i: number) => ({
      ...{ index: i + 1, from, fromLower: from, fromUpper: from, to, size: to - from, line: null },
      ...{ level: null, regime: null, what: "text", copyOf: null, symbolEntropy: 4, rate: null },
      ...{ randomness: null, structure: null },
    });
    const file = {
      ...{ name: "image.bin", size: 1000, format: null, sentence: "3 sections.", changes: [], armour: [] },
      sections: [section(0, 500, 0), section(500, 750, 1), section(750, 1000, 2)],
      profile: [4, 4, 8, 0],
    };
    const report = {
      ...{ sectionsVersion: 1 as const, tool: { name: "mesoscope" as const, version: "0" } },
      options: { level: "usual" as const, noise: false },
      ...{ inputs: { total: 1, ok: 1, skipped: 0, failed: 0 }, files: [file], errors: [], skipped: [] },
    };
    const view = { width: 80, color: false, ascii: false, map: false, whole: true } as never;
    const page = await open(renderSectionsHtml(report, view), { ready: "table" });
    const widths = await page
      .locator("svg g rect")
      .evaluateAll((all) => all.map((one) => one.getBoundingClientRect().width));
    expect(widths.map((width) => Math.round((100 * width) / (widths[0]! * 2)))).toEqual([50, 25, 25]);
    expect(await accessibilityFaults(page)).toEqual([]);
    await page.close();
  });

  test("what cannot be used is found", async () => {
    const page = await open(
      `<!doctype html><html lang="en"><title>t</title><main><h1>t</h1>
<p style="color:#999;background:#fff">pale</p><button></button><a href="#a" style="outline:none">a</a>
<input aria-label="b" onkeydown="event.preventDefault()"><button>c</button></main>`,
      { ready: "main" },
    );
    const found = (await accessibilityFaults(page)).map((fault) =>
      fault.replace(/: (Fix all|Fix any|<).*/s, ""),
    );
    expect(found).toEqual([
      "1280 light: critical button-name: button:nth-child(3)",
      "1280 light: serious color-contrast: p",
      "1280 dark: serious color-contrast: p",
      "390 light: critical button-name: button:nth-child(3)",
      "390 light: serious color-contrast: p",
      "390 dark: serious color-contrast: p",
      "the focus is not seen",
      "not reached",
      "the keyboard does not leave the page",
    ]);
    await page.close();
  });
});
