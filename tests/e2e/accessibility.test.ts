import { afterAll, beforeAll, describe, expect, test } from "vitest";
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
