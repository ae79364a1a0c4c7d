// Bits per byte of the observer beside general compressors, on whole bundled corpora. Every compressor runs as a process
// of its own and its output is measured as it is, header included.
import { spawnSync } from "node:child_process";
import { readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { brotliCompressSync, constants } from "node:zlib";
import { mesoscope, run } from "./processes.mjs";

/** Texts of different kinds, from 150 kB to 1.2 MB. */
const texts = ["moby-dick", "tsmsg-de", "tsmsg-ru", "tsmsg-zh-cn", "code-c", "code-js", "wordnet-gloss"];

const packages = { zpaq: "zpaq", "7z": "7zip", xz: "xz-utils", zstd: "zstd", bzip2: "bzip2" };

/** Whether a program can be run; installs its Debian package where that is possible. */
function available(program) {
  const present = () => spawnSync(program, ["--help"]).error === undefined;
  if (!present() && process.getuid?.() === 0) spawnSync("apt-get", ["install", "-y", packages[program]]);
  return present();
}

/** Each makes `output` from `file`. */
const compressors = {
  "zpaq -m5": ["zpaq", (file, output) => ["zpaq", "add", `${output}.zpaq`, file, "-m5", "-t1"], ".zpaq"],
  "7z PPMd o16": [
    "7z",
    (file, output) => ["7z", "a", "-m0=PPMd:o=16:mem=1g", "-bd", `${output}.7z`, file],
    ".7z",
  ],
  "xz -9e": ["xz", (file, output) => ["sh", "-c", `xz -9e -c '${file}' > '${output}.xz'`], ".xz"],
  "zstd -22": [
    "zstd",
    (file, output) => ["zstd", "-q", "--ultra", "-22", "--long=27", file, "-o", `${output}.zst`],
    ".zst",
  ],
  "bzip2 -9": ["bzip2", (file, output) => ["sh", "-c", `bzip2 -9 -c '${file}' > '${output}.bz2'`], ".bz2"],
};

function brotliBits(file) {
  const bytes = readFileSync(file);
  const params = { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_LGWIN]: 24 };
  return (8 * brotliCompressSync(bytes, { params }).length) / bytes.length;
}

function observerBits(file) {
  const { stdout } = run([
    ...mesoscope,
    "--sample",
    "all",
    "-e",
    "observer",
    "--no-cache",
    "-f",
    "json",
    file,
  ]);
  const [measurement] = JSON.parse(stdout).samples[0].measurements;
  return measurement.value;
}

export function compressorsBeside(folder) {
  const rows = [];
  const found = Object.entries(compressors).filter(([, [program]]) => available(program));
  for (const id of texts) {
    const file = join(folder, id);
    writeFileSync(file, run([...mesoscope, "generate", `corpus(${id})`, "--as", "text"]).stdout);
    const size = statSync(file).size;
    let best = Number.POSITIVE_INFINITY;
    const peers = [["brotli 11", () => brotliBits(file)]];
    for (const [name, [, command, ending]] of found) {
      peers.push([
        name,
        () => {
          run(command(file, join(folder, `${id}-${ending.slice(1)}`)), { discard: true });
          return (8 * statSync(join(folder, `${id}-${ending.slice(1)}${ending}`)).size) / size;
        },
      ]);
    }
    for (const [name, bits] of peers) {
      const value = bits();
      best = Math.min(best, value);
      rows.push({ what: `${id}, ${size} bytes: ${name}, bits/byte`, value });
    }
    const own = observerBits(file);
    rows.push({ what: `${id}: observer, bits/byte`, value: own });
    rows.push({ what: `${id}: observer / best of the others`, value: own / best });
  }
  return rows;
}
