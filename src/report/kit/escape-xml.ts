import { escapeForTerminal } from "./format.ts";

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
