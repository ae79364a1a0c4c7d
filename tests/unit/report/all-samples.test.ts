import { expect, test } from "vitest";
import { keptForPage, mostDetailed, renderHtml } from "../../../src/page/html.ts";
import { sizeOf } from "../../../src/page/page-about.ts";
import { pageDetail } from "../../../src/page/page-details.ts";
import { pageRoom } from "../../../src/page/page-document.ts";
import { reportViews } from "../../../src/page/sample-views.ts";
import { placeOnly } from "../../../src/report/kit/renderer.ts";
import { renderMapSvg } from "../../../src/report/svg/map-svg.ts";
import { pictures } from "../../../src/report/svg/pictures.ts";
import { everyVerdict, view } from "./hand-made.ts";

test("a map of places alone is the map", async () => {
  const whole = renderMapSvg(everyVerdict, view);
  const [format, picture] = [reportViews.svg!, await pictures.map()];
  expect([...(await format(everyVerdict, view))].join("")).toBe(whole);
  expect([...picture(everyVerdict, view)].join("")).toBe(whole);
});

test("a page keeps of rows that have no room for details their places alone", () => {
  const texts = Object.keys(pageDetail(everyVerdict.samples[0]!, undefined)).map((key) => [key, ""]);
  expect(pageRoom / sizeOf(Object.fromEntries(texts))).toBeLessThan(mostDetailed);
  const [sample] = everyVerdict.samples;
  expect(keptForPage(sample!, mostDetailed - 1)).toBe(sample);
  expect(keptForPage(sample!, mostDetailed)).toEqual(placeOnly(sample!));
  // Rows, the map and what stands around them need no more than places.
  const short = {
    ...everyVerdict,
    samples: everyVerdict.samples.map((one) => ({ ...one, measurements: [] })),
  };
  const rowsOf = (page: string) => /"rows":\{.*?"details"/.exec(page)?.[0];
  expect(rowsOf(renderHtml(short, view) as string)).toBeDefined();
  expect(rowsOf(renderHtml({ ...short, samples: short.samples.map(placeOnly) }, view) as string)).toBe(
    rowsOf(renderHtml(short, view) as string),
  );
});
