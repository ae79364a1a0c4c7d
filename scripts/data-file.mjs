// Writes numbers that a script made, with a header that says what made them.
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../", import.meta.url));
/** Characters of what stands in one line; longer lists and objects have a line for each of their parts. */
const widest = 500;

function laidOut(value, indent) {
  const text = JSON.stringify(value);
  if (text.length <= widest || typeof value !== "object" || value === null) return text;
  const inner = `${indent}  `;
  const [open, parts, close] = Array.isArray(value)
    ? ["[", value.map((part) => laidOut(part, inner)), "]"]
    : [
        "{",
        Object.entries(value).flatMap(([key, part]) =>
          part === undefined ? [] : [`${JSON.stringify(key)}: ${laidOut(part, inner)}`],
        ),
        "}",
      ];
  return `${open}\n${parts.map((part) => inner + part).join(",\n")}\n${indent}${close}`;
}

/** Significant digits of what is measured, in stored rows: a third of the digits; no interval is as narrow. */
const digits = 5;

/**
 * A row as it is stored: numbers that are no integers have five digits. Truths keep those that are known.
 *
 * @template {object} T
 * @param {T} row
 * @returns {T}
 */
export function storedRow(row) {
  const round = (value) =>
    JSON.parse(JSON.stringify(value), (_, one) =>
      typeof one === "number" && !Number.isInteger(one) ? Number(one.toPrecision(digits)) : one,
    );
  const parts = Object.entries(row).filter(([, value]) => value !== undefined);
  return /** @type {T} */ (
    Object.fromEntries(parts.map(([key, value]) => [key, key === "truth" ? value : round(value)]))
  );
}

/**
 * @param name of the file in the folder
 * @param {{ script: string, date?: string, seed?: unknown, of: string }} made what made it, from the root of the project; when,
 *   by default today; the seed of the random numbers behind it, or several; and what the numbers are of, a sentence
 * @param {object} numbers the rest of the file
 * @param folder from the root of the project
 */
export function writeData(
  name,
  { script, date = new Date().toISOString().slice(0, 10), seed, of },
  numbers,
  folder = "data",
) {
  mkdirSync(join(root, folder), { recursive: true });
  const made = { script, date, seed, of };
  writeFileSync(join(root, folder, name), `${laidOut({ made, ...numbers }, "")}\n`);
}
