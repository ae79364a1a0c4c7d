import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { buildSite } from "../../scripts/build-site.mjs";
import { whole } from "../whole.ts";
import { accessibilityFaults } from "./accessibility.ts";
import { browserFor, why } from "./browser.ts";
import { temporaryFolder } from "./run-cli.ts";

const site = temporaryFolder();
const { openFile, faults, start, stop } = browserFor(site);

beforeAll(async () => {
  await buildSite(site, { pages: false });
});

test("every link of every page leads to a file of the site", () => {
  const pages = readdirSync(site, { recursive: true, encoding: "utf8" }).filter((name) =>
    name.endsWith(".html"),
  );
  expect(pages).toEqual(expect.arrayContaining(["index.html", "docs/lens.html", "docs/guides/shell.html"]));
  const dead = pages.flatMap((page) => {
    const links = readFileSync(join(site, page), "utf8").matchAll(/(?:href|src)="([^"#]+)[^"]*"/g);
    return [...links]
      .map(([, link]) => decodeURIComponent(link!))
      .filter((link) => !/^[a-z]+:/.test(link) && !existsSync(resolve(site, dirname(page), link)))
      .map((link) => `${page}: ${link}`);
  });
  expect(dead).toEqual([]);
});

describe.skipIf(why !== "")(`the site in a browser${why}`, { tags: ["slow"] }, () => {
  beforeAll(start);
  afterAll(stop);

  test("is searched from disk, with the keyboard, and leads to a section", async () => {
    const page = await openFile(join(site, "docs/evidence/lens.html"), { ready: "#search" });
    await page.locator("#search").fill("planted boundaries");
    await page.waitForSelector("#found a");
    expect(await page.locator("#found li").first().textContent()).toContain("planted boundaries");
    await page.locator("#search").fill("annotations sarif");
    await page.locator("#search").press("Enter");
    await page.waitForURL(/docs\/check\.html#/);
    await page.locator("#search").fill("qqxqqx");
    expect(await page.locator("#found").textContent()).toBe("Nothing was found.");
    // What is pasted may be a book, or markup: it is looked for, and nothing else.
    for (const query of ["a".repeat(100_000), `<img src=x onerror="alert(1)">`, "(*\u202e"]) {
      await page.locator("#search").fill(query);
      expect(await page.locator("#found").textContent()).toBe("Nothing was found.");
    }
    expect(await page.locator("#found img").count()).toBe(0);
    await page.locator("#search").press("Escape");
    expect(await page.locator("#found").isHidden()).toBe(true);
    expect(faults).toEqual([]);
    await page.close();
  });

  const isUsable = async (name: string) => {
    const page = await openFile(join(site, `${name}.html`), { ready: "#search" });
    await page.locator("#search").fill("entropy");
    await page.waitForSelector("#found a");
    expect(await accessibilityFaults(page)).toEqual([]);
    await page.close();
  };

  test("its first page has the map and leads to every area and guide", async () => {
    const page = await openFile(join(site, "index.html"), { ready: "#search" });
    expect(await page.locator("main img").getAttribute("src")).toBe("docs/gallery/regimes.svg");
    expect(await page.locator(".areas a").allTextContents()).toEqual([
      "Start",
      "Map",
      "Playground",
      "Guides",
      "Evidence",
      "Reference",
      "Project",
    ]);
    expect(await page.locator(".cards a").count()).toBe(5);
    const theme = () => page.locator("html").getAttribute("data-theme");
    await page.locator("#theme").click();
    const chosen = await theme();
    await page.locator(".areas a").first().click();
    await page.waitForURL(/start\.html/);
    expect(await theme()).toBe(chosen);
    expect(faults).toEqual([]);
    await page.close();
  });

  test("its first page can be used by all", () => isUsable("index"));

  test.each(["docs/check", ...(whole ? ["docs/gallery", "docs/reference"] : [])])(
    "%s.html can be used by all",
    isUsable,
  );

  test.each(["index", "docs/arithmetic"])("%s.html fits a phone", async (name) => {
    const page = await openFile(join(site, `${name}.html`), {
      ready: "#search",
      viewport: { width: 390, height: 844 },
    });
    expect(await page.evaluate("document.documentElement.scrollWidth")).toBe(390);
    await page.close();
  });

  test("functions of number theory have a panel in both themes, and what is known of each in words", async () => {
    const page = await openFile(join(site, "docs/arithmetic.html"), { ready: ".arithmetic svg" });
    // 25 functions and six models that are none of them.
    expect(await page.locator(".arithmetic circle").count()).toBe(31);
    expect(await page.locator(".arithmetic polyline").count()).toBe(9);
    const known = await page.locator("#text li").allTextContents();
    const liouville = known.find((line) => line.startsWith("1 liouville:"));
    expect(liouville).toMatch(
      /Named: it agrees with the real character .* Conjectured: by Chowla 1965, not proved/,
    );
    const ink = () => page.evaluate("getComputedStyle(document.querySelector('.arithmetic svg text')).fill");
    const first = await ink();
    await page.emulateMedia({ colorScheme: "dark" });
    expect(await ink()).not.toBe(first);
    expect(await accessibilityFaults(page)).toEqual([]);
    expect(faults).toEqual([]);
    await page.close();
  });
});
