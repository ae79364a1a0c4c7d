import { lightTheme } from "../../report/charts/theme.ts";
import { escapeForTerminal, escapeXml, formatCount } from "../../report/kit/format.ts";
import type { FoundSection, SectionsOfInput } from "./schema.ts";
import { labelOf } from "./words.ts";

/** Pixels of the picture, of the curve of a file, and of a letter. */
const width = 960;
const margin = 40;
const curveHeight = 120;
const fileHeight = 210;
const letterWidth = 12;
const inner = width - 2 * margin;
/** Most files of one picture. */
const mostFiles = 50;
const mostBits = 8;

type Drawn = Pick<SectionsOfInput, "name" | "size" | "sentence" | "sections" | "profile">;

/**
 * Files to scale: their sections as bands under the curve of the entropy of their bytes.
 *
 * @param isInline whether it is part of a page, whose colours it takes
 * @returns SVG; equal reports give equal bytes
 */
export function renderSectionsSvg({ files }: { readonly files: readonly Drawn[] }, isInline = false): string {
  const shown = files.slice(0, mostFiles);
  const height = Math.max(1, shown.length) * fileHeight;
  const words = shown.map(({ name, sentence }) => `${safe(name)}: ${safe(sentence)}`).join(" ");
  const paper = isInline ? "" : `<rect width="100%" height="100%" fill="${lightTheme.paper}"/>\n`;
  return `<svg xmlns="http://www.w3.org/2000/svg" role="img" aria-labelledby="title description" viewBox="0 0 ${width} ${height}" width="100%" font-family="system-ui, sans-serif" font-size="13" fill="currentColor">
<title id="title">Sections</title>
<desc id="description">${words}</desc>
${paper}${shown.map(drawn).join("\n")}
</svg>
`;
}

function drawn({ name, size, sentence, sections, profile }: Drawn, row: number): string {
  const top = row * fileHeight;
  const floor = top + 40 + curveHeight;
  const x = (offset: number) => (margin + (inner * offset) / Math.max(1, size)).toFixed(1);
  const y = (bits: number) => (floor - (curveHeight * bits) / mostBits).toFixed(1);
  // Each part of the profile is a step as wide as the part.
  const step = size / Math.max(1, profile.length);
  const curve = profile.map((bits, i) => `${x(i * step)},${y(bits)} ${x((i + 1) * step)},${y(bits)}`);
  return [
    `<text x="${margin}" y="${top + 24}" font-weight="600">${safe(name)}: ${safe(sentence)}</text>`,
    ...sections.map((section) => bandOf(section, Number(x(section.from)), Number(x(section.to)), floor)),
    `<polyline fill="none" stroke="currentColor" stroke-width="1.2" points="${curve.join(" ")}"/>`,
    `<text x="${margin - 6}" y="${Number(y(mostBits)) + 10}" text-anchor="end" font-size="11">8</text>`,
    `<text x="${margin - 6}" y="${floor}" text-anchor="end" font-size="11">0</text>`,
    `<text x="${margin}" y="${floor + 38}" font-size="11">0</text>`,
    `<text x="${width / 2}" y="${floor + 38}" text-anchor="middle" font-size="11">bit/byte by the counts of bytes, along the file</text>`,
    `<text x="${width - margin}" y="${floor + 38}" text-anchor="end" font-size="11">${formatCount(size)}B</text>`,
  ].join("\n");
}

/** A section under the curve, with its letter below where it has room. */
function bandOf({ index, regime, what, from, to }: FoundSection, left: number, right: number, floor: number) {
  const color =
    regime === null ? lightTheme.series[index % lightTheme.series.length]! : lightTheme.regimes[regime];
  const wide = right - left;
  const label =
    wide < letterWidth
      ? ""
      : `<text x="${((left + right) / 2).toFixed(1)}" y="${floor + 18}" text-anchor="middle">${labelOf(index)}</text>`;
  return `<g><title>${labelOf(index)}: ${from} to ${to}, ${safe(what)}</title><rect x="${left}" y="${floor - curveHeight}" width="${Math.max(0.5, wide).toFixed(1)}" height="${curveHeight + 4}" fill="${color}" fill-opacity="${index % 2 === 0 ? 0.4 : 0.25}"/>${label}</g>`;
}

const safe = (text: string) => escapeXml(escapeForTerminal(text));
