import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { darkTheme, lightTheme } from "../../../../src/report/charts/theme.ts";

const css = readFileSync("src/page/browser/page.css", "utf8");
const colorsOf = (selector: string): Readonly<Record<string, string>> => {
  const block = css.slice(css.indexOf(`${selector} {`)).split("}", 1)[0]!;
  return Object.fromEntries(
    [...block.matchAll(/--(\w+): (#\w{6});/g)].map(([, name, color]) => [name!, color!]),
  );
};

/** WCAG 2.2: relative luminance of a colour. */
function luminance(color: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const part = Number.parseInt(color.slice(at, at + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(a: string, b: string): number {
  const [dark = 0, light = 0] = [luminance(a), luminance(b)].sort((x, y) => x - y);
  return (light + 0.05) / (dark + 0.05);
}

describe.each([
  ["light", ":root", lightTheme],
  ["dark", ':root[data-theme="dark"]', darkTheme],
] as const)("the colours of pages, %s", (_, selector, theme) => {
  const { line: _line, paper, card, back, chosen, ...inks } = colorsOf(selector);

  test("letters of every colour are read on paper and on the chosen row", () => {
    expect(Object.keys(inks)).toEqual([
      "ink",
      "muted",
      "link",
      "noise",
      "order",
      "pattern",
      "structure",
      "undecided",
    ]);
    for (const [name, ink] of Object.entries(inks))
      for (const ground of [paper!, card!, chosen!])
        expect([name, ground, contrast(ink, ground) >= 4.5]).toEqual([name, ground, true]);
    for (const ink of [inks["ink"]!, inks["muted"]!, inks["link"]!])
      expect(contrast(ink, back!)).toBeGreaterThan(4.5);
  });

  test("verdicts have the same colours in words and in pictures", () => {
    expect(inks).toMatchObject(theme.regimes);
  });
});
