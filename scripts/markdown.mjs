// What the generated documents share.
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../", import.meta.url));

/** Text that Markdown leaves as it is. */
export const plain = (text) => String(text).replace(/[\\`*_[\]<>|~]/g, "\\$&");

export const code = (text) => (text.includes("`") ? `\`\` ${text} \`\`` : `\`${text}\``);

/** Items by a key, in the order in which the keys first occur: [[key, items]]. */
export function grouped(items, key) {
  const groups = new Map();
  for (const item of items) groups.set(key(item), [...(groups.get(key(item)) ?? []), item]);
  return [...groups];
}

/**
 * Writes a generated document; with `--check` on the command line, fails instead when it is not current.
 *
 * @param {string} document its path from the root of the project
 * @param {string} text
 * @param {string} script the name of what makes it
 */
export function deliver(document, text, script) {
  const path = `${root}${document}`;
  if (!process.argv.includes("--check")) writeFileSync(path, text);
  else if (!existsSync(path) || readFileSync(path, "utf8") !== text) {
    console.error(`${document} is not current: run node scripts/${script}.mjs`);
    process.exitCode = 1;
  }
}
