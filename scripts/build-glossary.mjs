// Writes docs/glossary.md from the glossary that `mesoscope define` and the tooltips of pages show. `--check` fails when it is
// not current.
import { spawnSync } from "node:child_process";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { code, grouped, plain } from "./markdown.mjs";

const root = fileURLToPath(new URL("../", import.meta.url));
const target = `${root}docs/glossary.md`;
const args = [`${root}bin/mesoscope.js`, "define", "-f", "json"];
const { status, stdout, stderr } = spawnSync(process.execPath, args, { encoding: "utf8" });
if (status !== 0) throw new Error(`mesoscope define ended with ${status}\n${stderr}`);
const terms = JSON.parse(stdout);
const names = new Map(terms.map(({ id, term }) => [id, term]));

function entry({ id, term, symbol, unit, text, reference, see }) {
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

const lines = [
  "# Glossary",
  "",
  "`mesoscope define TERM` prints an entry, by name or symbol. This page is made by `node scripts/build-glossary.mjs` from",
  "the same text.",
  "",
  ...grouped(terms, ({ group }) => group).flatMap(([group, own]) => [
    `## ${group}`,
    "",
    ...own.map(entry),
    "",
  ]),
];
const text = `${lines.join("\n").trimEnd()}\n`;
if (!process.argv.includes("--check")) writeFileSync(target, text);
else if (!existsSync(target) || readFileSync(target, "utf8") !== text) {
  console.error("docs/glossary.md is not current: run node scripts/build-glossary.mjs");
  process.exitCode = 1;
}
