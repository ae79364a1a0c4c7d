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
const mapHeight = 220;
const inner = width - 2 * margin;
/** Most files of one picture. */
const mostFiles = 50;
const mostBits = 8;

/** What is drawn of a section. */
export type DrawnSection = Pick<
  FoundSection,
  "index" | "from" | "to" | "regime" | "what" | "randomness" | "structure"
>;
interface Drawn extends Pick<SectionsOfInput, "name" | "size" | "sentence"> {
  readonly sections: readonly DrawnSection[];
  readonly profile: readonly number[];
}

/**
 * Files to scale: their sections as bands under the curve of the entropy of their bytes, and those that are placed on a map.
 *
 * @param isInline whether it is part of a page, whose colours it takes
 * @returns SVG; equal reports give equal bytes
 */
export function renderSectionsSvg({ files }: { readonly files: readonly Drawn[] }, isInline = false): string {
  const shown = files.slice(0, mostFiles);
  const tops = [0];
  for (const file of shown) tops.push(tops.at(-1)! + fileHeight + (isMapped(file) ? mapHeight : 0));
  const height = Math.max(fileHeight, tops.at(-1)!);
  const words = shown.map(({ name, sentence }) => `${safe(name)}: ${safe(sentence)}`).join(" ");
  const paper = isInline ? "" : `<rect width="100%" height="100%" fill="${lightTheme.paper}"/>\n`;
  return `<svg xmlns="http://www.w3.org/2000/svg" role="img" aria-labelledby="title description" viewBox="0 0 ${width} ${height}" width="100%" font-family="system-ui, sans-serif" font-size="13" fill="currentColor">
<title id="title">Sections</title>
<desc id="description">${words}</desc>
${paper}${shown.map((file, i) => drawn(file, tops[i]!)).join("\n")}
</svg>
`;
}

function drawn(file: Drawn, top: number): string {
  const { name, size, sentence, sections, profile } = file;
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
    ...(isMapped(file) ? mapOf(sections, top + fileHeight) : []),
  ].join("\n");
}

/** Whether there are sections between order and noise: a map of one place shows nothing. */
const isMapped = ({ sections }: Drawn) =>
  sections.length > 1 && sections.some((one) => placeOf(one) !== null);

/** Randomness with its interval, and structure in bits; null: not placed. */
function placeOf({ randomness, structure }: DrawnSection) {
  if (randomness?.status !== "ok" || structure?.status !== "ok") return null;
  const { value, interval } = randomness;
  const { lower, upper } = interval ?? { lower: value, upper: value };
  return { x: value, lower: Math.max(0, lower), upper: Math.min(1, upper), bits: structure.value };
}

/** The sections between order and noise, each at its randomness and structure. */
function mapOf(sections: readonly DrawnSection[], top: number): string[] {
  const placed = sections.flatMap((section) => {
    const place = placeOf(section);
    return place === null ? [] : [{ section, ...place }];
  });
  const decades = Math.max(1, Math.ceil(Math.log10(Math.max(...placed.map(({ bits }) => bits), 10))));
  const floor = top + mapHeight - 50;
  const x = (share: number) => (margin + inner * share).toFixed(1);
  // Less than a bit is as good as none.
  const y = (bits: number) =>
    (floor - ((mapHeight - 70) * Math.log10(Math.max(1, bits))) / decades).toFixed(1);
  const small = 'font-size="11"';
  return [
    `<path d="M${margin} ${y(10 ** decades)}V${floor}H${width - margin}" fill="none" stroke="currentColor" stroke-opacity="0.5"/>`,
    ...placed.map(({ section: { index, what, regime }, lower, upper, bits, ...place }) => {
      const color = regime === null ? lightTheme.regimes.undecided : lightTheme.regimes[regime];
      const words = `${labelOf(index)}: ${what}, randomness ${place.x.toFixed(2)}, S ${Math.round(bits)} bit`;
      return `<g><title>${safe(words)}</title><line x1="${x(lower)}" x2="${x(upper)}" y1="${y(bits)}" y2="${y(bits)}" stroke="${color}"/><circle cx="${x(place.x)}" cy="${y(bits)}" r="4" fill="${color}"/><text x="${Number(x(place.x)) + 6}" y="${Number(y(bits)) - 5}">${labelOf(index)}</text></g>`;
    }),
    `<text x="${margin - 6}" y="${Number(y(10 ** decades)) + 10}" text-anchor="end" ${small}>1e${decades}</text>`,
    `<text x="${margin - 6}" y="${floor}" text-anchor="end" ${small}>1</text>`,
    `<text x="${margin}" y="${floor + 20}" ${small}>order, 0</text>`,
    `<text x="${width / 2}" y="${floor + 20}" text-anchor="middle" ${small}>randomness of the largest sections; upwards structure S in bits</text>`,
    `<text x="${width - margin}" y="${floor + 20}" text-anchor="end" ${small}>1, noise</text>`,
  ];
}

/** A section under the curve, with its letter below where it has room. */
function bandOf({ index, regime, what, from, to }: DrawnSection, left: number, right: number, floor: number) {
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
