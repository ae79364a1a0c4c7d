import MiniSearch from "minisearch";
import { h } from "./dom.ts";

/** A section of the documents: the text below one heading. */
interface SiteSection {
  readonly page: string;
  readonly heading: string;
  readonly text: string;
  /** address from the root of the site */
  readonly href: string;
}

declare global {
  interface Window {
    /** Sections of all documents, from a separate script: a page from disk cannot fetch anything. */
    readonly siteSections?: readonly SiteSection[];
  }
}

const mostFound = 12;
const excerpt = 160;
/** Characters of a query that are used: fuzzy matching takes longer for longer words. */
const longestQuery = 100;

/** The search of the site: it runs in the page, with an index made on first use. */
const input = document.querySelector<HTMLInputElement>("#search");
const found = document.querySelector<HTMLElement>("#found");
const root = document.documentElement.dataset["root"] ?? "";
let index: MiniSearch | undefined;

let asked = false;
/** Brings the sections, which are larger than most pages, when somebody is about to search. */
function askForSections(): void {
  if (asked) return;
  asked = true;
  const load = () => show(input?.value ?? "");
  document.head.append(h("script", { src: `${root}sections.js`, load }));
}
input?.addEventListener("focus", askForSections);

function show(query: string): void {
  const sections = window.siteSections;
  if (found === null || sections === undefined) return;
  if (index === undefined) {
    index = new MiniSearch({
      fields: ["heading", "page", "text"],
      searchOptions: { boost: { heading: 4, page: 2 }, prefix: true, fuzzy: 0.15, combineWith: "AND" },
    });
    index.addAll(sections.map((section, id) => ({ id, ...section })));
  }
  const hits = query.trim() === "" ? [] : index.search(query.slice(0, longestQuery)).slice(0, mostFound);
  found.hidden = query.trim() === "";
  found.replaceChildren(
    ...hits.flatMap(({ id }) => {
      const { page, heading, text, href } = sections[Number(id)]!;
      const title = heading === page ? page : `${page}: ${heading}`;
      return [h("li", {}, h("a", { href: root + href }, title), h("small", {}, text.slice(0, excerpt)))];
    }),
    ...(hits.length === 0 ? [h("li", {}, "Nothing was found.")] : []),
  );
}

input?.addEventListener("input", () => show(input.value));
input?.addEventListener("keydown", ({ key }) => {
  if (key === "Escape") {
    input.value = "";
    show("");
  }
  if (key === "Enter") found?.querySelector("a")?.click();
});

/** Wide elements can be scrolled with the keyboard, and only these are tab stops. */
const wide = document.querySelectorAll<HTMLElement>("pre, .wide");
const sizes = new ResizeObserver((changed) => {
  for (const { target } of changed) {
    if (target.scrollWidth > target.clientWidth) target.setAttribute("tabindex", "0");
    else target.removeAttribute("tabindex");
  }
});
for (const one of wide) sizes.observe(one);

/** The theme follows the system until the reader chooses. */
const themes = ["light", "dark"] as const;
const button = document.querySelector<HTMLElement>("#theme");
const isDark = () => {
  const chosen = document.documentElement.dataset["theme"];
  return chosen === undefined ? matchMedia("(prefers-color-scheme: dark)").matches : chosen === "dark";
};
function setTheme(theme: string | null): void {
  if (themes.some((one) => one === theme)) document.documentElement.dataset["theme"] = theme!;
  if (button !== null) button.textContent = isDark() ? "light" : "dark";
}
/** Pages from disk may have no storage. */
function kept(): Storage | undefined {
  try {
    return localStorage;
  } catch {
    return undefined;
  }
}
setTheme(kept()?.getItem("theme") ?? null);
button?.addEventListener("click", () => {
  const theme = isDark() ? "light" : "dark";
  setTheme(theme);
  kept()?.setItem("theme", theme);
});

/** With room for only one column, the text comes first. */
document.querySelector("#pages")?.toggleAttribute("open", !matchMedia("(max-width: 800px)").matches);
