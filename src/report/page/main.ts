import { use } from "echarts/core";
import { CanvasRenderer } from "echarts/renderers";
import { registerCharts } from "../charts/kit.ts";
import type { PageData } from "../page-data.ts";
import { aboutView, themeSwitch } from "./about-view.ts";
import { definitionsView } from "./definitions-view.ts";
import { byId } from "./dom.ts";
import { reportPage } from "./report-page.ts";

const data: PageData = JSON.parse(byId("data").textContent);

registerCharts();
use([CanvasRenderer]);
themeSwitch(reportPage(data));
definitionsView(data);
aboutView(data);
