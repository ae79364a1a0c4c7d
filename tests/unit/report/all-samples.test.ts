import { expect, test } from "vitest";
import { formats } from "../../../src/report/formats.ts";
import { renderMapSvg } from "../../../src/report/map-svg.ts";
import { pictures } from "../../../src/report/pictures.ts";
import { everyVerdict, view } from "./hand-made.ts";

test("a map of places alone is the map", async () => {
  const whole = renderMapSvg(everyVerdict, view);
  const [format, picture] = [await formats["svg"]!.load(), await pictures.map()];
  expect([...format(everyVerdict, view)].join("")).toBe(whole);
  expect([...picture(everyVerdict, view)].join("")).toBe(whole);
});
