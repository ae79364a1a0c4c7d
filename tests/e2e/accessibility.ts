import axe, { type AxeResults, type RunOptions } from "axe-core";
import type { Page } from "playwright-core";

const ofColors: RunOptions = { runOnly: ["color-contrast", "link-in-text-block"] };
/** Widths in pixels and colours in which people read, and the rules that may find something new there. */
const looks: readonly (readonly [width: number, colors: "light" | "dark", rules: RunOptions])[] = [
  [1280, "light", {}],
  [1280, "dark", ofColors],
  [390, "light", {}],
  [390, "dark", ofColors],
];

/**
 * What keeps people from using a page: what axe-core finds on it, wide and narrow, light and dark, with all that opens open; and
 * what the keyboard does not reach, where it is not seen, or where it stays.
 *
 * @returns a line for each fault, with its element
 */
export async function accessibilityFaults(page: Page): Promise<string[]> {
  await page.evaluate(axe.source);
  await page.evaluate("for (const one of document.querySelectorAll('details')) one.open = true");
  const faults: string[] = [];
  for (const [width, colorScheme, rules] of looks) {
    await page.setViewportSize({ width, height: 900 });
    await page.emulateMedia({ colorScheme });
    // Pages follow with their next frame.
    await page.evaluate("new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn)))");
    const wide = await page.evaluate<number>("document.documentElement.scrollWidth");
    if (wide > width) faults.push(`${width} ${colorScheme}: the page is ${wide} pixels wide`);
    const options: RunOptions = { ...rules, resultTypes: ["violations"] };
    const { violations }: AxeResults = await page.evaluate(`axe.run(document, ${JSON.stringify(options)})`);
    for (const { id, impact, nodes } of violations)
      for (const { target, failureSummary } of nodes)
        faults.push(`${width} ${colorScheme}: ${impact} ${id}: ${target.join(" ")}: ${failureSummary}`);
  }
  return [...faults, ...(await keyboardFaults(page))];
}

/** What is used here of the browser. */
interface Dom {
  readonly document: {
    readonly body: DomElement;
    createElement(tag: "span"): DomElement;
    querySelectorAll(selector: string): Iterable<DomElement>;
    addEventListener(kind: "focusin", act: (event: { readonly target: DomElement }) => void): void;
  };
  getComputedStyle(one: DomElement): { readonly outlineStyle: string; readonly outlineWidth: string };
  /** a line for each fault so far */
  keyboardFaults?: () => string[];
}
interface DomElement {
  readonly outerHTML: string;
  tabIndex: number;
  readonly disabled?: boolean;
  focus(): void;
  prepend(one: DomElement): void;
  checkVisibility(): boolean;
}

/** Goes through the page with the Tab key alone, from its beginning to its end. */
async function keyboardFaults(page: Page): Promise<string[]> {
  const controls = await page.evaluate(() => {
    const browser = globalThis as never as Dom;
    const { document } = browser;
    const startOf = ({ outerHTML }: DomElement) => outerHTML.slice(0, 120);
    const all = document.querySelectorAll("a[href], button, input, select, textarea, summary, [tabindex]");
    const wanted = [...all].filter((one) => one.tabIndex >= 0 && !one.disabled && one.checkVisibility());
    const reached = new Set<DomElement>();
    const unseen: string[] = [];
    document.addEventListener("focusin", ({ target }) => {
      if (reached.has(target)) return;
      reached.add(target);
      const { outlineStyle, outlineWidth } = browser.getComputedStyle(target);
      if (outlineStyle === "none" || outlineWidth === "0px")
        unseen.push(`the focus is not seen: ${startOf(target)}`);
    });
    browser.keyboardFaults = () => [
      ...unseen,
      ...wanted.filter((one) => !reached.has(one)).map((one) => `not reached: ${startOf(one)}`),
    ];
    // Where somebody has clicked the keyboard would go on: it begins before all else.
    const first = document.createElement("span");
    first.tabIndex = -1;
    document.body.prepend(first);
    first.focus();
    reached.clear();
    unseen.length = 0;
    return wanted.length;
  });
  const isAtTheEnd = () => page.evaluate<boolean>("document.activeElement === document.body");
  // Browsers make stops of their own of what scrolls: there are more than controls, but not without end.
  let left = 2 * controls + 20;
  do await page.keyboard.press("Tab");
  while (!(await isAtTheEnd()) && --left > 0);
  const stays = left > 0 ? [] : ["the keyboard does not leave the page"];
  return [...(await page.evaluate<string[]>("keyboardFaults()")), ...stays];
}
