import { escapeForTerminal } from "./format.ts";

/**
 * Writes out what no XML document may hold, escaped or not, and leaves all else.
 *
 * Source: XML 1.0, production 2.
 */
export function escapeForbidden(text: string): string {
  return text.replaceAll(
    /[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu,
    (character) => `\\u{${character.codePointAt(0)!.toString(16)}}`,
  );
}

/** Text of an XML document; what no document may hold is written out. */
export function escapeXml(text: string): string {
  const entities: Readonly<Record<string, string>> = {
    "&": "&amp;",
    "<": "&lt;",
    ">": "&gt;",
    '"': "&quot;",
  };
  return escapeForTerminal(text).replaceAll(/[&<>"]/g, (character) => entities[character]!);
}
