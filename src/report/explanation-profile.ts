import type { Depth, Explanation, Stretch } from "../core/explanation.ts";
import { groupDigits, paragraph } from "./explanation-format.ts";
import type { Palette } from "./palette.ts";
import type { View } from "./renderer.ts";

type Kind = Stretch["kind"];

const marks: Readonly<Record<Kind, string>> = { noise: "n", order: "o", repeated: "r", plain: " " };
const meanings: Readonly<Record<Exclude<Kind, "plain">, string>> = {
  noise: "noise to this observer",
  order: "order",
  repeated: "repeats what was said before",
};
/** Places that a terminal names; JSON has all. */
const shownPlaces = 12;

/** What the observer pays along the sample, and where that is noise, order or a repetition. @throws never */
export function profileSection(
  { sample }: Explanation,
  { profile }: Depth,
  view: View,
  palette: Palette,
): string {
  const { stretches, unit } = profile;
  const bars = view.ascii ? "012345678" : " ▁▂▃▄▅▆▇█";
  const top = Math.log2(Math.max(2, sample.spectrum?.alphabet ?? 2));
  const level = (rate: number) => bars[Math.min(8, Math.max(0, Math.round((rate / top) * 8)))]!;
  const line = stretches.map(({ rate }) => level(rate.value)).join("");
  const below = stretches
    .map(({ kind }) => marks[kind])
    .join("")
    .trimEnd();
  const places = merged(stretches);
  const named = places.slice(0, shownPlaces).map((place) => paragraph(sentence(place, unit), view, 2));
  if (places.length > shownPlaces) named.push(palette.dim(`and ${places.length - shownPlaces} more`));
  if (places.length === 0) named.push("No stretch stands out as noise, order or repetition.");
  const scale = `full height ${top.toFixed(2)} bit/symbol; n noise, o order, r repeated`;
  return [
    palette.bold("Along the sample") + palette.dim("  what each stretch costs once all before it was read"),
    line,
    ...(below === "" ? [] : [below]),
    palette.dim(scale),
    ...named,
  ].join("\n");
}

interface Place {
  readonly kind: Exclude<Kind, "plain">;
  readonly start: number;
  readonly end: number;
  readonly symbols: number;
  readonly bits: number;
}

/** Neighbours of one kind as one place; what is plain is left out. */
function merged(stretches: readonly Stretch[]): Place[] {
  const places: Place[] = [];
  for (const { kind, start, end, symbols, rate } of stretches) {
    if (kind === "plain") continue;
    const bits = rate.value * symbols;
    const last = places.at(-1);
    if (last !== undefined && last.kind === kind && last.end === start) {
      places[places.length - 1] = {
        ...last,
        end,
        symbols: last.symbols + symbols,
        bits: last.bits + bits,
      };
    } else places.push({ kind, start, end, symbols, bits });
  }
  return places;
}

function sentence({ kind, start, end, symbols, bits }: Place, unit: "byte" | "symbol"): string {
  const where = groupDigits(`${unit}s ${start} to ${end - 1}`);
  const rate = (bits / symbols).toFixed(3);
  return `${where.replace(/^[a-z]/, (letter) => letter.toUpperCase())}: ${meanings[kind]}, ${rate} bit/symbol.`;
}
