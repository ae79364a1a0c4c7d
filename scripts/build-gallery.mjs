// Draws what docs/gallery.md shows. Each block of commands is run unchanged, and the picture below it is kept in docs/gallery: the one
// that it writes, or else one of the terminal with its last command; the section of the lens is written with what its commands give (scripts/gallery-lenses.mjs). `--check` makes all of it
// anew and fails when a picture or a sentence differs by a byte. Compressed sizes and word boundaries are those of Node 20, so the check
// is for Node 20.
import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { drawLenses } from "./gallery-lenses.mjs";
import { root, withShell } from "./shown-commands.mjs";
import { terminalPicture } from "./terminal-picture.mjs";

const check = process.argv.includes("--check");
const path = join(root, "docs/gallery.md");
const document = readFileSync(path, "utf8");
/** Pictures stay in the history of the repository for ever, so they must be small. */
const largest = 150_000;
/** Between these lines the document is written. */
const lensSection = /(<!-- lenses: node scripts\/build-gallery\.mjs -->\n)[\s\S]*?(<!-- end of lenses -->)/;

const byHand = document.replace(lensSection, "");
const blocks = [...byHand.matchAll(/^```sh\n([\s\S]*?)^```\n(?:\n!\[[^\]]*\]\(gallery\/(\S+\.svg)\))?/gm)];

let stale = 0;
/** @param {string} name from the root of the project */
function deliver(name, text) {
  if (!check) {
    writeFileSync(join(root, name), text);
    console.log(`${name}: ${Math.round(Buffer.byteLength(text) / 1000)} kB`);
  } else if (readFileSync(join(root, name), "utf8") !== text) {
    stale++;
    console.error(`${name} is not current: run node scripts/build-gallery.mjs, and read what it says`);
  }
}

withShell((run, folder) => {
  const [drawn, lenses] = ["drawn", "lenses"].map((name) => join(folder, name));
  for (const path of [drawn, lenses]) mkdirSync(path);
  symlinkSync(join(root, "corpora"), join(drawn, "corpora"));
  mkdirSync(join(root, "docs/gallery"), { recursive: true });
  for (const [, command, name] of blocks) {
    if (name === undefined) throw new Error(`no picture is below the block:\n${command}`);
    const isFile = command.trimEnd().endsWith(` -o ${name}`);
    const shown = run(isFile ? command : `unset NO_COLOR; export FORCE_COLOR=1\n${command}`, drawn);
    const picture = isFile
      ? readFileSync(join(drawn, name), "utf8")
      : terminalPicture(command.trimEnd().split("\n").at(-1), shown);
    const size = Buffer.byteLength(picture);
    if (size > largest) throw new Error(`${name} has ${size} bytes, more than ${largest}`);
    deliver(`docs/gallery/${name}`, picture);
  }
  if (!lensSection.test(document)) throw new Error("docs/gallery.md has no section of the lens");
  const sections = drawLenses(run, lenses, { pages: false }).map(({ section }) => `\n${section}\n`);
  deliver(
    "docs/gallery.md",
    document.replace(lensSection, (_, start, end) => `${start}${sections.join("")}\n${end}`),
  );
});
process.exitCode = stale === 0 ? 0 : 1;
