import { expect, test } from "vitest";
import { toPixels, wholeMap } from "../../../../src/report/charts/map-frame.ts";
import { legendRoom } from "../../../../src/report/charts/map-legend.ts";
import { spectrumMapOption } from "../../../../src/report/charts/spectrum-map.ts";
import { shortNames } from "../../../../src/report/charts/text-size.ts";
import { darkTheme, lightTheme, regimes } from "../../../../src/report/charts/theme.ts";
import { bitsAt, heightOf } from "../../../../src/report/kit/format.ts";
import { spectrumMapOf } from "../../../../src/report/map-model.ts";
import { everyVerdict, reportOf, sampleAt, withTail } from "../hand-made.ts";

const frame = { width: 1000, height: 600, margin: { left: 50, top: 40, right: 50, bottom: 60 } };

interface Series {
  readonly name: string;
  readonly type: string;
  readonly data: readonly unknown[];
  readonly itemStyle?: { readonly color?: string };
  readonly lineStyle?: { readonly type?: string };
}

function seriesOf(report: typeof everyVerdict): Series[] {
  return spectrumMapOption(spectrumMapOf(report), lightTheme, frame)["series"] as Series[];
}

const named = (report: typeof everyVerdict, name: string) =>
  seriesOf(report).find((series) => series.name === name)!;

test("samples are points of their verdict, at x and y", () => {
  expect(named(everyVerdict, "structure").data).toMatchObject([
    { name: "moby-dick.txt", value: [0.35, 8.5, 0] },
    { name: "short.txt", value: [0.45, 7.5, 5], itemStyle: { opacity: 0.5 } },
  ]);
  expect(named(everyVerdict, "noise").data).toMatchObject([{ name: "random.bin", value: [0.999, 0, 1] }]);
  expect(named(everyVerdict, "undecided").data).toHaveLength(1);
});

test("intervals of both axes are bars", () => {
  expect(named(everyVerdict, "intervals: structure").data).toEqual([
    [0.35, 8.5, ...[0.33, 0.37, 8.1, 8.9].map((end) => expect.closeTo(end, 12))],
  ]);
  expect(named(everyVerdict, "intervals: structure, not ranked").data).toHaveLength(1);
  const without = reportOf([sampleAt("a", [0.5, null], "no growth", "noise")]);
  expect(named(without, "intervals: noise").data).toEqual([[0.5, 0, 0.5, 0.5, 0, 0]]);
});

test("tails are lines from where half of the data put a sample to where all of it does, named in the legend", () => {
  const name = "tail: from half of the data to all of it";
  const legendOf = (report: typeof everyVerdict) => {
    const { legend } = spectrumMapOption(spectrumMapOf(report), lightTheme, frame) as {
      legend: { data: { name: string }[] };
    };
    return legend.data.map((one) => one.name);
  };
  expect(named(everyVerdict, name)).toMatchObject({
    type: "custom",
    data: [[0.41, expect.closeTo(7.5, 12), 0.35, expect.closeTo(8.5, 12)]],
  });
  expect(legendOf(everyVerdict)).toContain(name);
  const without = reportOf([sampleAt("a", [0.5, null], [3, null], "structure")]);
  expect(named(without, name)).toBeUndefined();
  expect(legendOf(without)).not.toContain(name);
  // In a crowd they would hide the points.
  const crowd = reportOf(
    Array.from({ length: 301 }, (_, i) =>
      withTail(sampleAt(`s${i}`, [i / 301, null], [3, null], "structure"), 0.5, 2),
    ),
  );
  expect(named(crowd, name)).toBeUndefined();
  expect(legendOf(crowd)).not.toContain(name);
});

test("the border of noise with a pattern is a line over all of x", () => {
  expect(named(everyVerdict, "up to here: patterns").data).toEqual([
    [0, 3],
    [1, 3],
  ]);
  expect(seriesOf({ ...everyVerdict, border: null }).some(({ name }) => name.includes("up to here"))).toBe(
    false,
  );
});

const family = (id: string, kind: "road" | "landmarks", position: number, corpus: string | null = null) => ({
  family: { id, title: `the ${id}`, kind, position, parameter: "eps", value: position, corpus },
});

test("roads are lines in the order of their parameter, from their corpus on; landmarks are not joined", () => {
  const corpus = sampleAt("moby-dick", [0.4, 0.01], [8, 0.1], "structure", {
    provenance: { kind: "corpus", corpus: "moby-dick", package: "p", version: "1" },
  });
  const references = [
    sampleAt("late", [0.9, 0.01], [1, 0.1], "pattern", family("noise", "road", 0.5, "moby-dick")),
    sampleAt("early", [0.6, 0.01], [4, 0.1], "pattern", family("noise", "road", 0.1, "moby-dick")),
    sampleAt("coin", [1, 0.01], [0, 0.1], "noise", family("ends", "landmarks", 0)),
  ];
  const report = reportOf([corpus], { references });
  const road = named(report, "the noise");
  expect(road.type).toBe("line");
  expect(road.data.map((one) => (one as { name: string }).name)).toEqual(["moby-dick", "early", "late"]);
  expect(named(report, "the ends")).toMatchObject({ type: "scatter", data: [{ value: [1, 0] }] });
  expect(named(reportOf([], { references }), "the noise").data).toHaveLength(2);
});

test("roads have colours of their own, landmarks are grey, and the legend has room for all of them", () => {
  const references = Array.from({ length: 12 }, (_, i) =>
    sampleAt(
      `r${i}`,
      [i / 12, 0.01],
      [1, 0.1],
      "pattern",
      family(`road number ${i} of many`, i < 11 ? "road" : "landmarks", 0),
    ),
  );
  const report = { ...everyVerdict, references };
  const looks = Array.from({ length: 12 }, (_, i) => {
    const { itemStyle, lineStyle } = named(report, `the road number ${i} of many`);
    return `${itemStyle?.color} ${lineStyle?.type}`;
  });
  expect(new Set(looks.slice(0, 10)).size).toBe(10);
  expect(looks.slice(0, 6)).toEqual([
    "#0072b2 solid",
    "#d55e00 solid",
    "#cc79a7 solid",
    "#b58900 solid",
    "#56b4e9 solid",
    "#0072b2 dashed",
  ]);
  expect(looks[11]).toBe(`${lightTheme.road} undefined`);
  // Axis 54, rows of 28; seventeen names of some 200 pixels each do not fit on one row of 1000.
  const room = legendRoom(spectrumMapOf(report), 1000);
  expect((room - 54) % 28).toBe(0);
  expect(room).toBeGreaterThanOrEqual(54 + 3 * 28);
  expect(legendRoom(spectrumMapOf(reportOf([])), 1000)).toBe(54 + 28);
});

test("what cannot be placed is named with its reason and not drawn", () => {
  expect(spectrumMapOf(everyVerdict).missing).toEqual([
    { name: "tiny.txt", reason: "too short to place: 9 symbols, needs 500" },
  ]);
});

test("every label belongs to a point, and a crowd is labelled while there is room", () => {
  const crowd = Array.from({ length: 400 }, (_, i) =>
    sampleAt(`sample-${i}.txt`, [(i % 20) / 20, null], [Math.floor(i / 20) / 2, null], "structure"),
  );
  const labels = named(reportOf(crowd), "labels").data;
  expect(labels.length).toBeGreaterThan(20);
  expect(labels.length).toBeLessThanOrEqual(120);
  const labelled = named(everyVerdict, "labels").data.map((one) => (one as number[])[0]);
  expect(labelled).toEqual(expect.arrayContaining([0.35, 0.999, 0.005, 0.7, 0.6, 0.45]));
  expect(named(reportOf(crowd), "intervals: structure")).toBeUndefined();
});

test("thousands of points are drawn all at once", () => {
  const many = Array.from({ length: 3000 }, (_, i) =>
    sampleAt(`s${i}`, [i / 3000, 0.1], [1, 0.1], "pattern"),
  );
  expect(named(reportOf(many), "pattern")).toMatchObject({ large: true });
  expect(named(reportOf(many), "pattern").data[3]).toEqual([0.001, 1, 3]);
});

test("the window shows all of the map, and pixels are linear in it", () => {
  const window = wholeMap(spectrumMapOf(everyVerdict));
  expect(window).toEqual({ x: [-0.025, 1.025], y: [expect.closeTo(-0.35, 12), 10] });
  const pixels = toPixels(frame, window);
  expect(pixels(-0.025, 10)).toEqual([50, 40]);
  expect(pixels(1.025, window.y[0])).toEqual([950, 540]);
  expect(pixels(0.5, 0)[0]).toBeCloseTo(500, 9);
});

test.each([
  [-1, ""],
  [0, "0"],
  [2, "192"],
  [4, "960"],
  [6, "4.0 k"],
  [10, "65 k"],
  [12, "262 k"],
  [14, "1.0 M"],
  [24, "1.1 G"],
  [38, "18 T"],
  [50, "2^56"],
])("at height %d of the axis lie %s bits", (height, bits) => {
  expect(bitsAt(height)).toBe(bits);
});

test("heights are those of bits: what taught nothing lies on the floor, and each doubling of many bits is one more", () => {
  expect([-500, 0, 64, 192, 64 * 1023].map(heightOf)).toEqual([0, 0, 1, 2, 10]);
});

test("a path is named by its end where that is one of a kind", () => {
  expect([...shortNames(["a/x.ts", "b/x.ts", "a/y.ts", "z"]).values()]).toEqual([
    "a/x.ts",
    "b/x.ts",
    "y.ts",
    "z",
  ]);
});

/** WCAG relative luminance. */
function luminance(color: string): number {
  const [r, g, b] = [1, 3, 5].map((at) => {
    const share = Number.parseInt(color.slice(at, at + 2), 16) / 255;
    return share <= 0.03928 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r! + 0.7152 * g! + 0.0722 * b!;
}

function contrast(a: string, b: string): number {
  const [light, dark] = [luminance(a), luminance(b)].sort((x, y) => y - x);
  return (light! + 0.05) / (dark! + 0.05);
}

test.each([lightTheme, darkTheme])("colours stand out: texts 4.5 to 1, marks 3 to 1", (theme) => {
  for (const color of [theme.ink, theme.muted, ...regimes.map((regime) => theme.regimes[regime])]) {
    expect(contrast(color, theme.paper)).toBeGreaterThanOrEqual(4.5);
  }
  for (const color of [theme.road, theme.border])
    expect(contrast(color, theme.paper)).toBeGreaterThanOrEqual(3);
});
