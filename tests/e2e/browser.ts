import { existsSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type Browser, type BrowserContextOptions, chromium, type Page } from "playwright-core";

/** The same engine with and without the windows around it, which take most of the time that it takes to open a page. */
const executablePath = ["/usr/bin/chromium-headless-shell", "/usr/bin/chromium"].find((path) =>
  existsSync(path),
);

/** Why tests in a browser are skipped; empty where they are not. */
export const why =
  executablePath === undefined
    ? " (skipped: no Chromium; apt-get install chromium-headless-shell brings it)"
    : "";

interface OpenOptions extends BrowserContextOptions {
  /** behind the address, with its # */
  readonly hash?: string;
  /** what is there once the page has drawn itself */
  readonly ready?: string;
  /** whether it makes workers of what it holds */
  readonly workers?: boolean;
}

/**
 * Debian's browser, and what its pages complain of: messages, errors, and requests of anything but files.
 *
 * @param folder where pages are written
 */
export function browserFor(folder: string) {
  let browser: Browser;
  const faults: string[] = [];
  /** Opens a file and waits until it has drawn itself. */
  const openFile = async (
    file: string,
    { hash = "", ready = "#facts tr", workers = false, ...options }: OpenOptions = {},
  ): Promise<Page> => {
    const page = await browser.newPage({ viewport: { width: 1400, height: 1000 }, ...options });
    page.on("console", (message) => faults.push(`${message.type()}: ${message.text()}`));
    page.on("pageerror", (error) => faults.push(`error: ${error.message}`));
    page.on("request", (request) => {
      const { protocol } = new URL(request.url());
      if (protocol !== "file:" && !(workers && protocol === "blob:"))
        faults.push(`request: ${request.url()}`);
    });
    await page.goto(`file://${file}${hash}`);
    await page.waitForSelector(ready);
    return page;
  };
  return {
    faults,
    openFile,
    async start(): Promise<void> {
      browser = await chromium.launch({
        executablePath: executablePath!,
        args: [
          ...["--headless", "--no-sandbox", "--disable-gpu", "--no-first-run"],
          ...["--disable-background-networking", "--disable-component-update", "--disable-sync"],
        ],
      });
    },
    stop: async (): Promise<void> => browser?.close(),

    /** Opens a page from disk and waits until it has drawn itself. */
    async open(html: string, options: OpenOptions = {}): Promise<Page> {
      const file = join(folder, "page.html");
      writeFileSync(file, html);
      return openFile(file, options);
    },
  };
}
