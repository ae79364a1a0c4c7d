// Draws the pictures of docs/gallery.md: each block of commands is run as it stands there, and the file that its last
// command writes is kept in docs/gallery. `--check` draws them anew and fails when one differs by a byte. Compressed sizes
// and word boundaries are those of Node 20, so the check is for Node 20.
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { root, withShell } from "./shown-commands.mjs";

const check = process.argv.includes("--check");
const document = readFileSync(join(root, "docs/gallery.md"), "utf8");
/** Pictures stand in a repository for good: they stay small. */
const largest = 150_000;

const commands = [...document.matchAll(/^```sh\n([\s\S]*?)^```$/gm)].map((match) => match[1]);

let stale = 0;
withShell((run, folder) => {
  const drawn = join(folder, "drawn");
  mkdirSync(drawn);
  mkdirSync(join(root, "docs/gallery"), { recursive: true });
  for (const command of commands) {
    const name = / -o (\S+\.svg)\s*$/.exec(command)?.[1];
    if (name === undefined) throw new Error(`the block writes no picture at its end:\n${command}`);
    if (!document.includes(`](gallery/${name})`)) throw new Error(`docs/gallery.md does not show ${name}`);
    run(command, drawn);
    const picture = readFileSync(join(drawn, name), "utf8");
    const size = Buffer.byteLength(picture);
    if (size > largest) throw new Error(`${name} has ${size} bytes, more than ${largest}`);
    const path = join(root, "docs/gallery", name);
    if (!check) {
      writeFileSync(path, picture);
      console.log(`docs/gallery/${name}: ${Math.round(size / 1000)} kB`);
    } else if (readFileSync(path, "utf8") !== picture) {
      stale++;
      console.error(
        `docs/gallery/${name} is not current: run node scripts/build-gallery.mjs, and read what it says`,
      );
    }
  }
});
process.exitCode = stale === 0 ? 0 : 1;
