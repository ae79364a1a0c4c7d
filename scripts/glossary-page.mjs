// The glossary of the site: the text that `mesoscope define` and the tooltips of pages show.
import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { code, grouped, plain } from "./markdown.mjs";

const root = fileURLToPath(new URL("../", import.meta.url));
function entry(names, { id, term, symbol, unit, text, reference, see }) {
  const named = symbol === null || symbol === term ? "" : `, ${code(symbol)}`;
  const measured = unit === null || unit === "1" ? "" : ` (${unit})`;
  const more = [
    ...(see.length === 0
      ? []
      : [`See ${see.map((one) => `[${plain(names.get(one))}](#${one})`).join(", ")}.`]),
    ...(reference === null ? [] : [`${plain(reference)}.`]),
  ];
  return `- <a id="${id}"></a>**${plain(term)}**${named}${measured}: ${[plain(text), ...more].join(" ")}`;
}

/** @returns {string} Markdown */
export function glossaryPage() {
  const args = [`${root}bin/mesoscope.js`, "define", "-f", "json"];
  const { status, stdout, stderr } = spawnSync(process.execPath, args, { encoding: "utf8" });
  if (status !== 0) throw new Error(`mesoscope define ended with ${status}\n${stderr}`);
  const terms = JSON.parse(stdout);
  const names = new Map(terms.map(({ id, term }) => [id, term]));
  const lines = [
    "# Glossary",
    "",
    "`mesoscope define TERM` prints an entry, by name or symbol.",
    "",
    ...grouped(terms, ({ group }) => group).flatMap(([group, own]) => [
      `## ${group}`,
      "",
      ...own.map((one) => entry(names, one)),
      "",
    ]),
  ];
  return `${lines.join("\n").trimEnd()}\n`;
}
