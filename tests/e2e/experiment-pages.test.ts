import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { renderComparisonHtml } from "../../src/features/compare/page.ts";
import { renderSweepHtml } from "../../src/features/experiments/sweep-page.ts";
import { comparisonOf } from "../unit/features/compare/hand-made-comparison.ts";
import { curveAt, sweepOf } from "../unit/features/experiments/hand-made-sweep.ts";
import { accessibilityFaults } from "./accessibility.ts";
import { browserFor, why } from "./browser.ts";
import { runCli, temporaryFolder } from "./run-cli.ts";

const folder = temporaryFolder();
const { open, faults, start, stop } = browserFor(folder);
const hostile = '<img src=x onerror="alert(1)">';

const texts = (page: Page, selector: string) => page.locator(selector).allTextContents();
const first = (page: Page, column: number) =>
  page.locator(`#table tbody tr:first-child td:nth-child(${column})`).textContent();
const theme = (page: Page) => page.locator("html").getAttribute("data-theme");

/** Different colours of a canvas. */
const colors = (page: Page, selector: string): Promise<number> =>
  page.evaluate((chosen) => {
    const canvas = (
      globalThis as never as { document: { querySelector(s: string): Canvas } }
    ).document.querySelector(chosen);
    interface Canvas {
      readonly width: number;
      readonly height: number;
      getContext(kind: string): { getImageData(...area: number[]): { data: Uint8Array } };
    }
    const { data } = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
    const seen = new Set<number>();
    for (let i = 0; i < data.length; i += 4) seen.add((data[i]! << 16) | (data[i + 1]! << 8) | data[i + 2]!);
    return seen.size;
  }, selector);

describe.skipIf(why !== "")(`pages of experiments in a browser${why}`, { tags: ["slow"] }, () => {
  beforeAll(start);
  afterAll(stop);

  const values = ["0", ".1", ".5"];
  const lost = {
    convergence: { verdict: "not-converged" as const, because: "the truth is outside, +0.1 from it" },
  };
  const curves = ["plug-in", "block-gain"].flatMap((estimator) =>
    values.map((p) =>
      curveAt({ p, q: hostile }, [[0.6, 0.1], p === "0" ? null : [0.55, 0.02]], {
        estimator,
        source: `coin(p=${p}, q=${hostile})`,
        ...(p === ".5" ? lost : {}),
      }),
    ),
  );
  const sweep = renderSweepHtml(
    sweepOf(
      [
        { name: "p", values },
        { name: "q", values: [hostile] },
      ],
      curves,
    ),
  );

  describe("a sweep", () => {
    let page: Page;
    beforeAll(async () => {
      page = await open(sweep);
    });
    afterAll(() => page?.close());

    test("a panel an estimator, the place that has not converged first", async () => {
      await page.waitForTimeout(300);
      expect(await texts(page, "#panels h3")).toEqual([
        "plug-in: entropy rate h",
        "block-gain: entropy rate h",
      ]);
      expect(await colors(page, "#panels canvas")).toBeGreaterThan(30);
      expect(await page.locator("#detail h2").textContent()).toBe(`coin(p=.5, q=${hostile})`);
      expect(await page.locator("#detail .open").textContent()).toBe("not converged");
      expect(await texts(page, "#detail dd")).toEqual([
        "0.5000 bit/symbol",
        "0.550 ± 0.020 bit/symbol",
        "0.010 bit/symbol",
        "3 of 3",
      ]);
      expect(await page.locator("#pager span").textContent()).toBe("1–12 of 12");
      expect(await page.locator("img").count()).toBe(0);
      expect(faults).toEqual([]);
    });

    test("sorts, filters, goes by the keyboard, and a click on a place chooses it", async () => {
      await page.getByRole("button", { name: "mean", exact: true }).click();
      expect(await first(page, 6)).toBe("0.60 ± 0.10");
      await page.getByRole("button", { name: /^not converged 2/ }).click();
      expect(await texts(page, "#table tbody td:nth-child(3)")).toEqual([".5", ".5"]);
      await page.getByRole("button", { name: /^not converged 2/ }).click();
      await page.getByLabel("filter by estimator or value").fill("p=.1 block");
      await expect.poll(() => page.locator("#pager span").textContent()).toBe("1–2 of 2");
      await page.locator("#table tbody tr").first().click();
      expect(await page.locator("#detail h2").textContent()).toContain("p=.1");
      await page.keyboard.press("ArrowDown");
      expect(await page.locator('#table tr[aria-selected="true"] td:nth-child(4)').textContent()).toBe(
        "10 k",
      );
      await page.getByLabel("filter by estimator or value").fill("");
      await page.getByRole("button", { name: /^undefined 2/ }).click();
      await page.locator("#table tbody tr").first().click();
      expect(await page.locator("#detail .warning").textContent()).toBe("at n = 10000: too short");
      // The last place of the second panel: p = .5 at 10 k, 3 % left of the right edge of its plot, means .5 to .7 high.
      await page.locator("#panels .chart").nth(1).scrollIntoViewIfNeeded();
      const box = (await page.locator("#panels .chart").nth(1).boundingBox())!;
      const across = box.width - 66 - 22;
      const down = box.height - 12 - 84;
      const [low, high] = [0.5 - 0.2 * 0.06, 0.7 + 0.2 * 0.06];
      await page.mouse.click(
        box.x + 66 + across * (1 - 0.03 / 1.06),
        box.y + 12 + down * ((high - 0.55) / (high - low)),
      );
      expect(await page.locator("#detail h2").textContent()).toContain("p=.5");
      expect(await page.locator("#detail .note").first().textContent()).toBe("block-gain: entropy rate h");
      await page.getByRole("button", { name: /^undefined 2/ }).click();
      expect(await page.locator("#pager span").textContent()).toBe("1–12 of 12");
      expect(faults).toEqual([]);
    });

    // It opens and narrows all, and so comes last.
    test("can be used by all", async () => {
      expect(await accessibilityFaults(page)).toEqual([]);
      expect(faults).toEqual([]);
    });
  });

  test("a sweep: dark, printed light, and without anything", async () => {
    const page = await open(sweep, { colorScheme: "dark" });
    expect(await theme(page)).toBe("dark");
    await page.emulateMedia({ media: "print", colorScheme: "dark" });
    await page.evaluate("dispatchEvent(new Event('beforeprint'))");
    expect(await theme(page)).toBe("light");
    await page.evaluate("dispatchEvent(new Event('afterprint'))");
    expect(await theme(page)).toBe("dark");
    await page.close();
    const silent = await open(renderSweepHtml(sweepOf([], [curveAt({}, [null, null], { truth: null })])));
    expect(await silent.locator("#detail .warning").textContent()).toContain("too short");
    expect(await silent.locator("#pager span").textContent()).toBe("1–2 of 2");
    expect(faults).toEqual([]);
    await silent.close();
  });

  const pairs = [
    [0, 1, 0.5, "differ"],
    [0, 2, 0.1, "within-error"],
    [1, 2, 0.7, "as-halves"],
  ] as const;
  const comparison = renderComparisonHtml(comparisonOf([hostile, "ملف.txt", "x".repeat(300)], pairs));

  describe("a comparison", () => {
    let page: Page;
    beforeAll(async () => {
      page = await open(comparison);
    });
    afterAll(() => page?.close());

    test("cells, pairs and their details, by mouse and by keyboard", async () => {
      await page.waitForTimeout(300);
      expect(await colors(page, "#matrix canvas")).toBeGreaterThan(50);
      expect(await page.locator("#detail h2").textContent()).toBe(`${hostile} and ملف.txt`);
      expect(await texts(page, "#table tbody td:nth-child(4)")).toEqual([
        "0.500 ± 0.050",
        "0.100 ± 0.050",
        "0.700 ± 0.050",
      ]);
      // Rows and columns are in the order of the tree: 0, 2, 1.
      await page.locator("#matrix").focus();
      await page.keyboard.press("ArrowLeft");
      expect(await page.locator('#table tr[aria-selected="true"] td:nth-child(3)').textContent()).toBe(
        "less than the error",
      );
      // Below it is the diagonal, which is stepped over; below that the end.
      await page.keyboard.press("ArrowDown");
      expect(await page.locator('#table tr[aria-selected="true"] td:nth-child(3)').textContent()).toBe(
        "perhaps as halves do",
      );
      await page.keyboard.press("ArrowDown");
      expect(await page.locator("#detail h2").textContent()).toBe(`ملف.txt and ${"x".repeat(300)}`);
      await page.getByRole("button", { name: "divergence bit" }).click();
      expect(await first(page, 4)).toBe("0.700 ± 0.050");
      await page.getByLabel("filter by names").fill("img");
      await expect.poll(() => page.locator("#pager span").textContent()).toBe("1–2 of 2");
      await page.locator('#detail [data-definition="beyond"]').focus();
      expect(await page.locator("#definition").textContent()).toContain("random drift does not explain");
      expect(await page.locator("img").count()).toBe(0);
      await page.getByLabel("filter by names").fill("");
      await expect.poll(() => page.locator("#pager span").textContent()).toBe("1–3 of 3");
      expect(faults).toEqual([]);
    });

    test("can be used by all", async () => {
      const untouched = await open(comparison);
      expect(await accessibilityFaults(untouched)).toEqual([]);
      expect(faults).toEqual([]);
      await untouched.close();
    });
  });

  test("a comparison: a click on a cell chooses its pair, pointing at one names it", async () => {
    const page = await open(renderComparisonHtml(comparisonOf(["a", "b", "c"], pairs)));
    const box = (await page.locator("#matrix").boundingBox())!;
    // Labels take 60 + 16 pixels; three cells of 64 each begin 40 below the top.
    const [x, y] = [box.x + 76 + 2.5 * 64, box.y + 40 + 1.5 * 64];
    await page.mouse.move(x, y);
    expect(await page.locator(".cell-tip").textContent()).toBe("b and c0.700, perhaps as halves do");
    await page.mouse.click(x, y);
    expect(await page.locator("#detail h2").textContent()).toBe("b and c");
    // The diagonal is no pair.
    await page.mouse.click(box.x + 76 + 32, box.y + 40 + 32);
    expect(await page.locator("#detail h2").textContent()).toBe("b and c");
    await page.mouse.move(box.x + 4, box.y + 4);
    expect(await page.locator(".cell-tip").isHidden()).toBe(true);
    expect(faults).toEqual([]);
    await page.close();
  });

  test("a comparison: dark, of nothing, and of as many samples as a page holds", async () => {
    const none = await open(renderComparisonHtml(comparisonOf(["a"], [])), { colorScheme: "dark" });
    expect(await theme(none)).toBe("dark");
    expect(await none.locator("#matrix-card, main").first().textContent()).toContain(
      "Fewer than two samples",
    );
    expect(await texts(none, "#unmeasured li")).toEqual(["a: too short"]);
    await none.close();
    const many = Array.from({ length: 200 }, (_, i) => `sample-${i}.txt`);
    const all = many.flatMap((_, a) =>
      many.slice(a + 1).map((_, b) => [a, a + 1 + b, ((a * 31 + b * 17) % 97) / 100, "differ"] as const),
    );
    const large = await open(renderComparisonHtml(comparisonOf(many, all)));
    expect(await large.locator("#pager span").textContent()).toBe("1–25 of 19,900");
    await large.getByLabel("filter by names").fill("sample-198 199");
    await expect.poll(() => large.locator("#table tbody tr").count()).toBe(1);
    await large.locator("#table tbody tr").first().click();
    expect(await large.locator("#detail").textContent()).toContain("compare only these two");
    expect(faults).toEqual([]);
    await large.close();
  });
});

test("the commands write their pages, the same every time", async () => {
  const swept = ["sweep", "golden-mean", "-p", "p=.2,.5", "--size", "1kB,2kB", "-e", "plug-in", "-j", "1"];
  const compared = ["compare", "--recipe", "golden-mean", "--recipe", "coin", "--sample", "4kB", "-j", "1"];
  for (const [argv, kind] of [
    [swept, "sweep"],
    [compared, "comparison"],
  ] as const) {
    const file = join(folder, `${kind}.html`);
    const run = await runCli([...argv, "-o", file]);
    expect([run.status, run.out, run.err]).toEqual([0, "", ""]);
    const html = readFileSync(file, "utf8");
    expect(html.includes(`"kind":"${kind}"`)).toBe(true);
    expect((await runCli([...argv, "-f", "html"])).out === html).toBe(true);
  }
  const html = readFileSync(join(folder, "comparison.html"), "utf8");
  expect(/"command":"([^"]+)"/.exec(html)![1]).toBe(
    "mesoscope compare --recipe golden-mean --recipe coin --sample 4000 --encoding bytes --seed 1 --distances jsd,ncd,code -o distances.html",
  );
});
