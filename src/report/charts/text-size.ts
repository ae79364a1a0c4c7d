import { escapeForTerminal } from "../kit/format.ts";
import { cutMiddle } from "../kit/text-width.ts";

/** Widths of sans-serif letters in ems, slightly generous: fonts differ, and a label must not touch its neighbour. */
const widths: readonly (readonly [RegExp, number])[] = [
  [/[\u0300-\u036f\u200b-\u200f]/, 0],
  [/[iljtfrI.,:;'`|!()[\]{}\s/\\-]/, 0.38],
  [/[mwMW@%—…]/, 0.95],
  [/[A-Z+=<>~#&]/, 0.72],
  [
    /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7af\uf900-\ufaff\uff00-\uff60]|[\ud800-\udbff][\udc00-\udfff]/,
    1.05,
  ],
];

/** Width of a text in pixels, estimated without a font. */
export function estimateWidth(text: string, fontSize: number): number {
  let ems = 0;
  for (const character of text) ems += widths.find(([letters]) => letters.test(character))?.[1] ?? 0.6;
  return ems * fontSize;
}

/** Width of a name on a picture, pixels. */
const labelRoom = 170;

/** A name as a label: on one line, without invisible characters, and not too long. */
export function labelText(name: string, fontSize: number): string {
  return cutMiddle(escapeForTerminal(name), labelRoom, (text) => estimateWidth(text, fontSize));
}

/** The end of each path if no other name ends alike, else the name itself. */
export function shortNames(names: readonly string[]): Map<string, string> {
  const endOf = (name: string) => name.slice(name.lastIndexOf("/") + 1) || name;
  const counts = new Map<string, number>();
  for (const name of new Set(names)) counts.set(endOf(name), (counts.get(endOf(name)) ?? 0) + 1);
  return new Map(names.map((name) => [name, counts.get(endOf(name)) === 1 ? endOf(name) : name]));
}
