import { linesOf } from "./lines-of.ts";

const NAMED: Readonly<Record<string, string>> = {
  amp: "&",
  lt: "<",
  gt: ">",
  quot: '"',
  apos: "'",
  nbsp: "\u00a0",
};

/**
 * The readable text of a simple HTML page: no head, no comments, no tags, entities decoded, lines trimmed, empty
 * lines dropped. Entities it does not know stay as they are.
 *
 * @throws never
 */
export function htmlText(html: string): string {
  const withoutTags = html
    .replace(/<head[\s>][\s\S]*?<\/head\s*>/gi, "")
    .replace(/<!--[\s\S]*?-->/g, "")
    .replace(/<[^>]*>/g, "");
  const lines = withoutTags
    .replace(/&(?:#x([0-9a-f]+)|#([0-9]+)|([a-z]+));/gi, decodeEntity)
    .split("\n")
    .map((line) => line.trim());
  return linesOf(lines.filter((line) => line !== ""));
}

function decodeEntity(entity: string, hex?: string, decimal?: string, name?: string): string {
  if (name !== undefined) return Object.hasOwn(NAMED, name) ? (NAMED[name] ?? entity) : entity;
  const codePoint = hex === undefined ? Number.parseInt(decimal ?? "", 10) : Number.parseInt(hex, 16);
  const isCharacter = codePoint > 0 && codePoint <= 0x10ffff && !(codePoint >= 0xd800 && codePoint <= 0xdfff);
  return isCharacter ? String.fromCodePoint(codePoint) : entity;
}
