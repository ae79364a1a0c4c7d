import type { AboutData } from "../page-about.ts";
import { byId, h } from "./dom.ts";
import type { Look, Store } from "./store.ts";

/** Light or dark: follows the system until the button is used; prints are light. */
export function themeSwitch(store: Store<Look>): void {
  const button = byId("theme");
  const apply = () => {
    const { dark, printing } = store.state;
    document.documentElement.dataset["theme"] = dark && !printing ? "dark" : "light";
    button.textContent = dark ? "light" : "dark";
    button.setAttribute("aria-label", `switch to ${dark ? "light" : "dark"} colours`);
  };
  store.listen(["dark", "printing"], apply);
  button.addEventListener("click", () => store.change({ dark: !store.state.dark }));
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", ({ matches }) =>
    store.change({ dark: matches }),
  );
  const print = (printing: boolean) => {
    // Set to the width of paper before charts are fitted.
    document.documentElement.toggleAttribute("data-printing", printing);
    store.change({ printing });
  };
  addEventListener("beforeprint", () => print(true));
  addEventListener("afterprint", () => print(false));
  apply();
}

/** The command, versions and seeds, and the inputs that were not measured. */
export function aboutView({ command, circumstances, unmeasured }: AboutData): void {
  byId("command").textContent = command;
  byId("facts").append(
    ...circumstances.map(([name, value]) => h("tr", {}, h("th", { scope: "row" }, name), h("td", {}, value))),
  );
  if (unmeasured.length === 0) byId("unmeasured").remove();
  else {
    byId("unmeasured").append(
      h("h3", {}, "Not measured"),
      h("ul", {}, ...unmeasured.map(([input, reason]) => h("li", {}, h("bdi", {}, input), `: ${reason}`))),
    );
  }
}
