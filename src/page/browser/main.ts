import { use } from "echarts/core";
import { CanvasRenderer } from "echarts/renderers";
import { registerCharts } from "../../report/charts/kit.ts";
import type { PageData } from "../page-data.ts";
import type { ComparisonPageData, LensPageData, StillPageData, SweepPageData } from "../page-shapes.ts";
import { aboutView, themeSwitch } from "./about-view.ts";
import { comparisonPage } from "./comparison-page.ts";
import { definitionsView } from "./definitions-view.ts";
import { byId } from "./dom.ts";
import { lensPage } from "./lens-page.ts";
import { reportPage } from "./report-page.ts";
import { createStore, systemLook } from "./store.ts";
import { sweepPage } from "./sweep-page.ts";

const data: PageData | SweepPageData | ComparisonPageData | LensPageData | StillPageData = JSON.parse(
  byId("data").textContent,
);

registerCharts();
use([CanvasRenderer]);
themeSwitch(drawPage());
definitionsView(data);
aboutView(data);

/** Draws the page of the data. @returns the store of the page */
function drawPage() {
  switch (data.kind) {
    case "report":
      return reportPage(data);
    case "sweep":
      return sweepPage(data);
    case "comparison":
      return comparisonPage(data);
    case "lens":
      return lensPage(data);
    case "worth":
      return createStore(systemLook());
  }
}
