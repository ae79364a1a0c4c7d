import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { buildSite } from "../../scripts/build-site.mjs";
import { whole } from "../whole.ts";
import { accessibilityFaults } from "./accessibility.ts";
import { browserFor, why } from "./browser.ts";
import { randomBytes } from "./fixtures.ts";
import { spawnShell, temporaryFolder } from "./run-cli.ts";

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
    // What is searched is brought with the first search of a page.
    await expect.poll(() => page.locator("#found").textContent()).toBe("Nothing was found.");
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

  const front = join(site, "index.html");
  const opened = (hash = "") =>
    openFile(front, { hash, ready: "#drop-file", workers: true, viewport: { width: 390, height: 844 } });
  const found = async (page: Page) => {
    await page.waitForSelector('#drop[data-state="done"]');
    return Promise.all(
      ["#drop-sentence", "#drop-made", "#drop-state"].map((id) => page.locator(id).textContent()),
    );
  };

  test("a file dropped on its first page has the sentences of the commands, and a link that shows them again", async () => {
    const name = '<img src=x onerror="alert(1)"> & co.md';
    const file = join(site, name);
    // Two sections, longer than the sample.
    writeFileSync(
      file,
      Buffer.concat([readFileSync("CHANGELOG.md").subarray(0, 26_000), randomBytes(105_000)]),
    );
    const page = await opened();
    await page.locator("#drop-file").setInputFiles(file);
    const [sentence, made, state] = await found(page);
    // The commands of the page, as they stand there.
    const commands = (await page.locator("#drop-commands").textContent())!.split("\n");
    const [measured, parts] = await Promise.all(
      commands.map((command) => spawnShell(`cd ${site} && ${command} -f json`)),
    );
    expect(sentence).toBe(JSON.parse(measured!.out).samples[0].sentence);
    expect(made).toBe(JSON.parse(parts!.out).files[0].sentence);
    expect(state).toMatch(/^Measured in this browser from 100 k of 131 k bytes\. Nothing was sent\.$/);
    expect(await page.locator("#drop-name").textContent()).toBe(`${name}, 131 kB`);
    expect(await page.locator("#drop-sections svg rect").count()).toBe(
      JSON.parse(parts!.out).files[0].sections.length,
    );
    expect(await accessibilityFaults(page)).toEqual([]);
    await page.locator("#drop-link").click();
    await page.waitForURL(/#seen=/);
    const again = await opened(new URL(page.url()).hash);
    expect(await again.locator("#drop-sentence").textContent()).toBe(sentence);
    expect(await again.locator("#drop-state").textContent()).toMatch(/^This is what a link says\./);
    expect(await again.locator("[data-point=measured]").count()).toBe(1);
    expect(faults).toEqual([]);
    await page.close();
    await again.close();
  });

  test("its first page takes pasted text and an empty file, and says when a link is damaged", async () => {
    const page = await opened("#seen=e30");
    expect(await page.locator("#drop-state").textContent()).toBe("The link is damaged.");
    await page.locator("#drop summary").press("Enter");
    await page.locator("#drop-text").fill("17 <script>alert(1)</script>\n".repeat(400));
    const [sentence] = await found(page);
    expect(sentence).toMatch(/^Like web pages \(HTML\)\. Order: /);
    writeFileSync(join(site, "empty"), "");
    await page.locator("#drop-file").setInputFiles(join(site, "empty"));
    await page.waitForFunction("document.getElementById('drop-state').textContent === 'The file is empty.'");
    expect(faults).toEqual([]);
    await page.close();
  });

  test("what is dropped on its first page is looked at, the last of several; a folder is refused in words", async () => {
    const page = await opened();
    const session = await page.context().newCDPSession(page);
    const drop = async (...files: string[]) => {
      for (const type of ["dragEnter", "dragOver", "drop"] as const)
        await session.send("Input.dispatchDragEvent", {
          ...{ type, x: 60, y: 300 },
          data: { items: [], files, dragOperationsMask: 1 },
        });
    };
    // A folder of the same name, and a program that must not run.
    const [first, last] = ["a", "b"].map((name) => join(site, name, "-f.html"));
    for (const file of [first!, last!]) mkdirSync(dirname(file));
    writeFileSync(first!, "<script>alert(1)</script>\n".repeat(500));
    writeFileSync(last!, randomBytes(20_000));
    await drop(first!);
    await drop(last!);
    const [sentence] = await found(page);
    expect(sentence).toMatch(/^Noise, as encrypted/);
    expect(await page.locator("#drop-commands").textContent()).toMatch(/^mesoscope \.\/-f\.html /);
    await drop(join(site, "docs"));
    expect(await page.locator("#drop-state").textContent()).toMatch(/^That is a folder\./);
    expect(await page.locator("#drop-sentence").textContent()).toBe(sentence);
    expect(faults).toEqual([]);
    await page.close();
  });

  test("the workers of its first page can send nothing, where those of others can", async () => {
    const asked: string[] = [];
    const server = createServer(({ url }, response) => {
      asked.push(url!);
      response.setHeader("Access-Control-Allow-Origin", "*").end();
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const { port } = server.address() as AddressInfo;
    const sendFrom = async (name: string) => {
      const page = await openFile(join(site, name), { ready: "#search" });
      const script = `fetch("http://127.0.0.1:${port}/${name}").then(() => postMessage("sent"), () => postMessage("refused"))`;
      const said = await page.evaluate(`new Promise((resolve) => {
        const worker = new Worker(URL.createObjectURL(new Blob([${JSON.stringify(script)}])));
        worker.onmessage = ({ data }) => resolve(data);
      })`);
      await page.close();
      return said;
    };
    expect([await sendFrom("index.html"), await sendFrom("start.html")]).toEqual(["refused", "sent"]);
    expect(asked).toEqual(["/start.html"]);
    // What both pages did is a request beyond files, as it should be here.
    faults.length = 0;
    server.close();
  });

  test("its first page is small until there is something to measure", async () => {
    const page = await opened();
    const loaded: string[] = await page.evaluate(
      "[...document.querySelectorAll('script[src], img')].map((one) => one.src)",
    );
    const files = [front, ...loaded.map((address) => fileURLToPath(address))];
    expect(loaded.length).toBe(3);
    expect(files.reduce((sum, one) => sum + statSync(one).size, 0)).toBeLessThan(120_000);
    await page.close();
  });

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
