import { use } from "echarts/core";
import { CanvasRenderer } from "echarts/renderers";
import { registerCharts } from "../charts/kit.ts";
import type { PageData } from "../page-data.ts";
import { pointsOfRows, readRows } from "../page-rows.ts";
import { definitionsView } from "./definitions-view.ts";
import { detailView } from "./detail-view.ts";
import { byId, h } from "./dom.ts";
import { mapView } from "./map-view.ts";
import { budgetView, curvesView, planeView } from "./overview-views.ts";
import { createStore, type Store } from "./store.ts";
import { tableView } from "./table-view.ts";

const data: PageData = JSON.parse(byId("data").textContent);
const rows = readRows(data.rows);
const { details, families, arc } = data;
const map = { points: pointsOfRows(rows), families, arc, missing: [] };
const store = createStore({
  chosen: map.points[0]?.row ?? (rows.length > 0 ? 0 : null),
  words: "",
  regimes: new Set(),
  sort: { key: "row", descending: false },
  dark: matchMedia("(prefers-color-scheme: dark)").matches,
  printing: false,
});

registerCharts();
use([CanvasRenderer]);
themeSwitch(store);
mapView(map, rows, store);
curvesView(rows, details, store);
budgetView(rows, store);
tableView(rows, store);
detailView(rows, details, store);
planeView(data.plane, store);
definitionsView(data);
circumstances(data);

/** Light and dark: as the reader's system has it until the button is used; prints are light. */
function themeSwitch(own: Store): void {
  const button = byId("theme");
  const apply = () => {
    const { dark, printing } = own.state;
    document.documentElement.dataset["theme"] = dark && !printing ? "dark" : "light";
    button.textContent = dark ? "light" : "dark";
    button.setAttribute("aria-label", `switch to ${dark ? "light" : "dark"} colours`);
  };
  own.listen(apply);
  button.addEventListener("click", () => own.change({ dark: !own.state.dark }));
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", ({ matches }) =>
    own.change({ dark: matches }),
  );
  addEventListener("beforeprint", () => own.change({ printing: true }));
  addEventListener("afterprint", () => own.change({ printing: false }));
  apply();
}

/** The command, versions and seeds, and the inputs that were not measured. */
function circumstances({ command, circumstances: facts, unmeasured }: PageData): void {
  byId("command").textContent = command;
  byId("facts").append(
    ...facts.map(([name, value]) => h("tr", {}, h("th", { scope: "row" }, name), h("td", {}, value))),
  );
  if (unmeasured.length === 0) byId("unmeasured").remove();
  else {
    byId("unmeasured").append(
      h("h3", {}, "Not measured"),
      h("ul", {}, ...unmeasured.map(([input, reason]) => h("li", {}, h("bdi", {}, input), `: ${reason}`))),
    );
  }
}
