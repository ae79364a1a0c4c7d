import type { ChartOption } from "../../report/charts/kit.ts";
import type { Theme } from "../../report/charts/theme.ts";
import { h } from "./dom.ts";

/** A card with a picture or words. */
export interface Section {
  readonly card: HTMLElement;
  readonly chart: HTMLElement | null;
  readonly option: (theme: Theme) => ChartOption;
}

const none = (): ChartOption => ({});

/** A card with a picture. @param about what it shows @param height pixels */
export function picture(title: string, about: string, height: number, option: Section["option"]): Section {
  const chart = h("div", {
    class: "chart",
    role: "img",
    "aria-label": `${title}: ${about}`,
    style: `height:${height}px`,
  });
  return {
    card: h("section", { class: "card" }, h("h3", {}, title), h("p", { class: "note" }, about), chart),
    chart,
    option,
  };
}

/** A card with a sentence. */
export function words(title: string, text: string): Section {
  return {
    card: h("section", { class: "card" }, h("h3", {}, title), h("p", { class: "none" }, text)),
    chart: null,
    option: none,
  };
}
