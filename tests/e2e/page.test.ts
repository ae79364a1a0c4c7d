import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { depthOnPage } from "../../src/features/report/page.ts";
import { renderPage } from "../../src/page/html.ts";
import type { PageData } from "../../src/page/page-data.ts";
import { explanation } from "../unit/features/explain/hand-made-explanation.ts";
import { everyVerdict, measured, reportOf, sampleAt } from "../unit/report/hand-made.ts";
import { accessibilityFaults } from "./accessibility.ts";
import { browserFor, why } from "./browser.ts";
import { wordyText } from "./fixtures.ts";
import { runCli, temporaryFolder } from "./run-cli.ts";

const folder = temporaryFolder();
const { open, faults, start, stop } = browserFor(folder);

const hostile = ['<img src=x onerror="alert(1)">.txt', "ملف.txt", "x".repeat(300)];
const report = reportOf(
  [
    explanation.sample,
    ...everyVerdict.samples,
    ...hostile.map((name, i) => sampleAt(name, [0.2 + i / 5, 0.02], [4 + i, 0.3], "structure")),
    ...Array.from({ length: 40 }, (_, i) =>
      sampleAt(`many-${i}.txt`, [i / 40, 0.02], [i % 7, 0.2], "pattern"),
    ),
  ],
  { references: everyVerdict.references, border: everyVerdict.border },
);
const html = renderPage(report, [depthOnPage(explanation)], "mesoscope report");

const texts = (page: Page, selector: string) => page.locator(selector).allTextContents();
const chosenName = (page: Page) => page.locator("#detail h2").textContent();

describe.skipIf(why !== "")(`the page in a browser${why}`, { tags: ["slow"] }, () => {
  beforeAll(start);
  afterAll(stop);

  describe("in the light", () => {
    // Each test leaves the whole table shown, from its first row on; the checker of accessibility comes last and opens and narrows all.
    let page: Page;
    beforeAll(async () => {
      page = await open(html);
      // A page begins with what it is, and with the most unusual sample.
      expect(await page.locator("header .lead").textContent()).toMatch(
        /^51 files: 41 are patterns; 6 are structure; random\.bin is noise; /,
      );
      expect(await chosenName(page)).not.toBe(explanation.sample.name);
      await page.locator("#table tbody tr").first().dispatchEvent("click");
      expect(await page.locator("#detail .lead").textContent()).toMatch(/ predictable/);
    });
    afterAll(() => page?.close());

    test("opens from disk, draws every part and complains of nothing", async () => {
      await page.waitForTimeout(300);
      for (const id of ["map", "curves"]) {
        expect(await page.locator(`#${id} canvas`).count()).toBe(1);
        expect(await page.locator(`#${id} .ring`).count()).toBe(id === "curves" ? 0 : 1);
      }
      expect(await page.locator("#detail canvas").count()).toBe(4);
      expect(await page.locator("#detail section > svg rect").count()).toBe(8);
      expect(await texts(page, "#detail h3")).toEqual(
        expect.arrayContaining(["Learning curve", "Context curve", "Compressors", "Sections"]),
      );
      expect(await page.locator("#table tbody tr").count()).toBe(25);
      expect(await page.locator("#pager span").textContent()).toBe("1–25 of 51");
      // The map is not blank.
      const colors = await page.evaluate(() => {
        const canvas = (
          globalThis as never as {
            document: {
              querySelector(s: string): {
                width: number;
                height: number;
                getContext(k: string): { getImageData(...a: number[]): { data: Uint8Array } };
              };
            };
          }
        ).document.querySelector("#map canvas");
        const { data } = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
        const seen = new Set<number>();
        for (let i = 0; i < data.length; i += 4)
          seen.add((data[i]! << 16) | (data[i + 1]! << 8) | data[i + 2]!);
        return seen.size;
      });
      expect(colors).toBeGreaterThan(50);
      expect(faults).toEqual([]);
    });

    test("zooms, and shows all again", async () => {
      const picture = async () => (await page.locator("#map").screenshot()).toString("base64");
      const before = await picture();
      await page.locator("#zoom-in").click();
      expect(await picture()).not.toBe(before);
      await page.locator("#zoom-all").click();
      expect(await picture()).toBe(before);
      await page.locator("#map").focus();
      await page.keyboard.press("+");
      expect(await picture()).not.toBe(before);
      await page.keyboard.press("0");
      expect(await picture()).toBe(before);
      expect(faults).toEqual([]);
    });

    test("is used with the keyboard: arrows in the table and on the map, definitions on focus", async () => {
      await page.locator("#table tbody tr").first().focus();
      await page.keyboard.press("ArrowDown");
      await page.keyboard.press("ArrowDown");
      expect(await chosenName(page)).toBe("random.bin");
      await page.locator("#map").focus();
      await page.keyboard.press("ArrowLeft");
      expect(await chosenName(page)).not.toBe("random.bin");
      await page.keyboard.press("ArrowRight");
      expect(await chosenName(page)).toBe("random.bin");
      await page.locator('#detail [data-definition="growth"]').focus();
      expect(await page.locator("#definition").textContent()).toContain("doubling");
      await page.keyboard.press("Escape");
      expect(await page.locator("#definition").isHidden()).toBe(true);
      expect(faults).toEqual([]);
    });

    test("a click on a row and on the map chooses a sample everywhere", async () => {
      await page.locator("#table tbody tr").first().dispatchEvent("click");
      expect(await chosenName(page)).not.toBe("random.bin");
      await page.locator("#table tbody tr").nth(2).click();
      expect(await chosenName(page)).toBe("random.bin");
      expect(await page.locator('#table tr[aria-selected="true"] td').first().textContent()).toBe(
        "random.bin",
      );
      expect(await page.locator("#detail").textContent()).toContain("mesoscope explain");
      // moby-dick.txt lies at (0.35, 8.5); the whole map is x -0.025 to 1.025, y from 3.5 % below 0 to its top.
      await page.locator("#map").scrollIntoViewIfNeeded();
      const box = (await page.locator("#map").boundingBox())!;
      const top = 10;
      const x = box.x + 62 + ((0.35 + 0.025) / 1.05) * (box.width - 62 - 76);
      const y = box.y + 14 + ((top - 8.5) / (top * 1.035)) * 540;
      await page.mouse.click(x, y);
      expect(await chosenName(page)).toBe("moby-dick.txt");
      expect(faults).toEqual([]);
    });

    test("sorts, filters and turns pages", async () => {
      const first = () => page.locator("#table tbody tr td").first().textContent();
      await page.getByRole("button", { name: "G kbit", exact: true }).click();
      expect(await page.locator("th[aria-sort=descending]").textContent()).toBe("G kbit");
      expect(await first()).toBe("moby-dick.txt");
      await page.getByRole("button", { name: "sample", exact: true }).click();
      expect(await page.locator("th[aria-sort=ascending]").textContent()).toBe("sample");
      await page.getByRole("button", { name: /next/ }).click();
      expect(await page.locator("#pager span").textContent()).toBe("26–50 of 51");
      await page.getByLabel("filter by name").fill("MANY 3");
      await expect.poll(() => page.locator("#pager span").textContent()).toBe("1–13 of 13");
      await page.getByLabel("filter by name").fill("");
      await page.getByRole("button", { name: /^noise/ }).click();
      expect(await texts(page, "#table tbody tr td:first-child")).toEqual(["random.bin"]);
      await page.getByRole("button", { name: /^noise/ }).click();
      expect(await page.locator("#pager span").textContent()).toBe("1–25 of 51");
      expect(faults).toEqual([]);
    });

    test("shows hostile names as they are", async () => {
      await page.getByLabel("filter by name").fill("img");
      await expect.poll(() => texts(page, "#table tbody tr td:first-child")).toEqual([hostile[0]]);
      expect(await page.locator("img").count()).toBe(0);
      await page.locator("#table tbody tr").first().dispatchEvent("click");
      expect(await chosenName(page)).toBe(hostile[0]);
      await page.getByLabel("filter by name").fill("");
      await expect.poll(() => page.locator("#table tbody tr").count()).toBe(25);
      expect(faults).toEqual([]);
    });

    test("can be used by all", async () => {
      expect(await accessibilityFaults(page)).toEqual([]);
      expect(faults).toEqual([]);
    });
  });

  describe("in the dark", () => {
    let page: Page;
    beforeAll(async () => {
      page = await open(html, { colorScheme: "dark" });
      await page.locator("#table tbody tr").first().dispatchEvent("click");
    });
    afterAll(() => page?.close());

    test("is fitted to paper before it is printed, and to the window again after", async () => {
      const shown = (event: "beforeprint" | "afterprint") =>
        page.evaluate((name) => {
          interface Canvas {
            readonly clientWidth: number;
            readonly width: number;
            readonly height: number;
            getContext(kind: string): { getImageData(...area: number[]): { data: Uint8Array } };
          }
          const { document, dispatchEvent, Event } = globalThis as never as {
            document: {
              querySelectorAll(s: string): Canvas[];
              querySelector(s: string): { scrollWidth: number };
            };
            dispatchEvent(event: unknown): void;
            Event: new (name: string) => unknown;
          };
          dispatchEvent(new Event(name));
          // Nothing is waited for: what is not drawn by now is not printed.
          const blank = [...document.querySelectorAll("canvas")].filter((canvas) => {
            if (name === "afterprint") return false;
            const { data } = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
            return data.every((value, i) => value === data[i % 4]);
          });
          const widths = [...document.querySelectorAll("canvas")].map(({ clientWidth }) => clientWidth);
          return {
            ...{ blank: blank.length, widest: Math.max(...widths), count: widths.length },
            table: document.querySelector("#table table").scrollWidth,
          };
        }, event);
      const printed = await shown("beforeprint");
      expect([printed.blank, printed.count]).toEqual([0, 6]);
      expect(printed.widest).toBeLessThanOrEqual(700);
      expect(printed.table).toBeLessThanOrEqual(700);
      expect((await shown("afterprint")).widest).toBeGreaterThan(800);
      expect(faults).toEqual([]);
    });

    test("is dark where the system is, and by its switch", async () => {
      const theme = () => page.locator("html").getAttribute("data-theme");
      expect(await theme()).toBe("dark");
      await page.locator("#theme").click();
      expect(await theme()).toBe("light");
      await page.emulateMedia({ colorScheme: "light" });
      await page.locator("#theme").click();
      expect(await theme()).toBe("dark");
      expect(faults).toEqual([]);
    });
  });

  test("one sample, and no script but its own", async () => {
    const one = renderPage(
      reportOf([sampleAt("one", "too short", "too short", "undecided")]),
      [],
      "mesoscope",
    );
    const page = await open(one.replace("</main>", "<script>document.title = 'broken'</script></main>"));
    expect(await page.locator("#detail").textContent()).toContain("one");
    expect(await page.title()).toBe("Between order and noise");
    const [refused, ...others] = faults.splice(0);
    expect(refused).toContain("Content Security Policy");
    expect(others).toEqual([]);
    await page.close();
  });

  test("words stay whole on a narrow screen", async () => {
    const one = sampleAt("a", [0.5, 0.1], [2, 0.1], "structure", { measurements: [measured(1, 0.1)] });
    const page = await open(renderPage(reportOf([one]), [], "mesoscope report"), {
      viewport: { width: 390, height: 800 },
    });
    const [cell] = await page.locator("#detail td").all();
    // Three lines at most, in three columns of words.
    expect((await cell!.boundingBox())!.height).toBeLessThan(80);
    expect(await page.evaluate("document.documentElement.scrollWidth")).toBe(390);
    await page.close();
  });

  test("5 000 samples", async () => {
    const many = Array.from({ length: 5000 }, (_, i) =>
      sampleAt(`${i}.txt`, [(i * 0.618) % 1, 0.01], [(i * 0.414) % 9, 0.3], "structure"),
    );
    const large = await open(renderPage(reportOf(many), [], "mesoscope"));
    expect(await large.locator("#pager span").textContent()).toBe("1–25 of 5,000");
    await large.getByLabel("filter by name").fill("4999");
    await expect.poll(() => large.locator("#table tbody tr").count()).toBe(1);
    await large.locator("#table tbody tr").first().click();
    expect(await chosenName(large)).toBe("4999.txt");
    expect(faults).toEqual([]);
    await large.close();
  });
});

test("the command writes the page, and says what it cannot", async () => {
  const [text, output] = [join(folder, "a.txt"), join(folder, "out.html")];
  writeFileSync(text, wordyText(8000, 3));
  const run = await runCli(["report", text, "--sample", "4kB", "--jobs", "1", "-o", output]);
  expect([run.status, run.out, run.err]).toEqual([0, "", ""]);
  expect(existsSync(output)).toBe(true);
  for (const [argv, says] of [
    [["-o", "nowhere/a.html"], "cannot write nowhere/a.html: no such folder"],
    [["-o", "/proc/a.html"], "cannot write /proc/a.html: "],
    [["--recipe", "coin(p=2)", "-o", "a.html"], "p must be at most 1"],
    [["-o", "a.sarif"], "report prints table, json, ndjson, csv, md, svg or html, not sarif"],
    [["-e", "deflate"], "chooses its estimators itself"],
    [["--depth", "x"], "--depth takes a whole number"],
  ] as const) {
    const wrong = await runCli(["report", text, ...argv]);
    expect([wrong.status, wrong.err]).toEqual([2, expect.stringContaining(says)]);
  }
  const onTerminal = await runCli(["report", text], { terminal: true });
  expect([onTerminal.status, onTerminal.err]).toEqual([2, expect.stringContaining("-o report.html")]);
});

test("generated sequences are reported on as inputs are, each with a seed of its own", {
  tags: ["slow"],
}, async () => {
  const output = join(folder, "known.html");
  const recipes = ["--recipe", "golden-mean", "--recipe", "golden-mean", "--recipe", "file(nosuch)"];
  const run = await runCli([
    "report",
    ...recipes,
    "--sample",
    "8kB",
    "--jobs",
    "1",
    "--seed",
    "5",
    "-o",
    output,
  ]);
  expect([run.status, run.err]).toEqual([3, "mesoscope: file(nosuch): nosuch: no such file\n"]);
  const html = readFileSync(output, "utf8");
  const data: PageData = JSON.parse(/<script type="application\/json" id="data">([^<]*)</.exec(html)![1]!);
  expect(data.command).toBe(
    "mesoscope report --depth 20 --recipe golden-mean --recipe golden-mean --recipe 'file(nosuch)' --sample 8000 --encoding bytes --seed 5 -o report.html",
  );
  const [first, second] = data.details.map(({ depth }) => depth);
  expect(first).not.toEqual(second);
  // Their truth is known: they stand in the plane of h and E beside the landmarks.
  const plane = data.plane.filter(({ name }) => name === "golden-mean");
  expect(plane.map(({ truth }) => truth)).toEqual([1, 2].map(() => ({ h: 0.666667, E: 0.251629 })));
  expect(plane.every(({ estimate }) => Math.abs(estimate!.h.value - 2 / 3) < 0.02)).toBe(true);
});
