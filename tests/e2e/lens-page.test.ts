import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { renderLensHtml } from "../../src/features/lens/page.ts";
import { readLens } from "../../src/features/lens/read-lens.ts";
import { accessibilityFaults } from "./accessibility.ts";
import { browserFor, why } from "./browser.ts";
import { temporaryFolder } from "./run-cli.ts";

const { open, faults, start, stop } = browserFor(temporaryFolder());
const name = `<img src=x onerror="alert(1)">${"long".repeat(70)}`;
const line = (i: number) => `${i} <b onclick="alert(1)">${(i * 7919) % 1009}</b>\t\u202eä\u0007\n`;

/** A page of costs that are known: of byte i, i mod 10 bits. */
const pageOf = (bytes: Uint8Array) => {
  const costs = (of: Uint8Array) => Float32Array.from(of, (_, i) => i % 10);
  const input = { name, bytes, size: bytes.length, version: "0" };
  return renderLensHtml(readLens(input, { kind: "losses", name: "l", costs }));
};

describe.skipIf(why !== "")(`the page of a lens in a browser${why}`, { tags: ["slow"] }, () => {
  beforeAll(start);
  afterAll(stop);

  describe("a megabyte", () => {
    const text = Buffer.from(Array.from({ length: 25_000 }, (_, i) => line(i)).join(""));
    let page: Page;
    beforeAll(async () => {
      page = await open(await pageOf(text));
    });
    afterAll(() => page?.close());

    test("rows that are seen alone, by mouse and by keyboard, and nothing of it acts", async () => {
      expect(text.length).toBeGreaterThan(1_000_000);
      const place = page.locator("#lens-place");
      expect(await page.locator(".lens-row").count()).toBeLessThan(100);
      expect(await page.locator(".lens-row").first().textContent()).toMatch(
        /^ +1 *0 <b onclick="alert\(1\)">0<\/b> +\\u\{202e\}ä\\u\{7\} $/,
      );
      expect(await page.locator("#lens b, img").count()).toBe(0);
      await page.locator('[data-at="3"]').hover();
      expect(await place.textContent()).toMatch(/^1:4, byte 3: 3\.00 bits/);
      expect(await page.locator('[data-at="3"]').getAttribute("class")).toContain("cost-4");
      await page.locator("#lens").focus();
      await page.keyboard.press("End");
      expect(await place.textContent()).toMatch(new RegExp(`, byte ${text.length - 1}: \\d\\.00 bits`));
      expect(await page.locator(".lens-row").last().textContent()).toMatch(/^25000/);
      await page.keyboard.press("ArrowUp");
      await page.keyboard.press("Home");
      await page.keyboard.press("ArrowRight");
      expect(await place.textContent()).toMatch(/^1:2, byte 1: 1\.00 bits/);
      expect(faults).toEqual([]);
    });

    test("opens within 1.5 s, and scrolls at 30 frames a second", async () => {
      const session = await page.context().newCDPSession(page);
      // Seconds of the processor, not of the clock: others may have it meanwhile.
      await session.send("Performance.enable", { timeDomain: "threadTicks" });
      const spent = async () => {
        const { metrics } = await session.send("Performance.getMetrics");
        return metrics.find(({ name }) => name === "TaskDuration")!.value;
      };
      const drawn = "new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn)))";
      const closed = await spent();
      await page.reload();
      await page.waitForSelector(".lens-row");
      await page.evaluate(drawn);
      const opened = await spent();
      expect(opened - closed).toBeLessThan(1.5);
      const steps = 60;
      await page.evaluate(
        `(async () => { for (let i = 1; i <= ${steps}; i++) { document.querySelector("#lens").scrollTop = 100 * i; await ${drawn}; } })()`,
      );
      expect(((await spent()) - opened) / steps).toBeLessThan(1 / 30);
      expect(await page.locator(".lens-row").count()).toBeLessThan(100);
      const shown = await page.locator(".lens-row").allTextContents();
      const numbers = shown.map((row) => Number.parseInt(row, 10)).filter((number) => !Number.isNaN(number));
      expect(numbers).toEqual(numbers.toSorted((a, b) => a - b));
      expect(numbers[0]).toBeGreaterThan(200);
      expect(faults).toEqual([]);
    });
  });

  test("bytes beside their letters, a list of spans that leads to them, and nothing at all", async () => {
    const bytes = new Uint8Array(3000).map((_, i) => (i * 37) % 256);
    const page = await open(await pageOf(bytes));
    expect(await page.locator(".lens-row").first().textContent()).toMatch(/^ *00000000 *00 25 4a 6f/);
    await page.close();
    const copied = await open(
      await pageOf(Buffer.concat([bytes.subarray(0, 256), Buffer.alloc(90, 7), bytes.subarray(0, 250)])),
    );
    const buttons = copied.locator("#lens-spans button");
    expect(await buttons.count()).toBeGreaterThan(0);
    await buttons.first().click();
    expect(await copied.locator("#lens-place").textContent()).toContain("bits");
    expect(await accessibilityFaults(copied)).toEqual([]);
    await copied.close();
    const nothing = await open(await pageOf(new Uint8Array(0)));
    expect(await nothing.locator(".lens-row").count()).toBe(0);
    expect(faults).toEqual([]);
    await nothing.close();
  });
});
