// General compressors, each as a process of its own; its output is measured as it is, header included.
import { rmSync, statSync } from "node:fs";
import { available } from "./debian-packages.mjs";
import { processorSeconds, run } from "./processes.mjs";

const packages = { zpaq: "zpaq", "7z": "7zip", xz: "xz-utils", zstd: "zstd", bzip2: "bzip2" };

// Node has brotli, and no Debian program makes the same of it everywhere.
const brotli = `
  const { readFileSync, writeFileSync } = require("node:fs");
  const { brotliCompressSync, constants } = require("node:zlib");
  const params = { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_LGWIN]: 24 };
  writeFileSync(process.argv[2], brotliCompressSync(readFileSync(process.argv[1]), { params }));`;

/** By name: the program, the ending of its files, and the command that makes `output` from `file`. */
/** @type {Record<string, [program: string, ending: string, command: (file: string, output: string) => string[]]>} */
const compressors = {
  "zpaq -m5": ["zpaq", "zpaq", (file, output) => ["zpaq", "add", output, file, "-m5", "-t1"]],
  "7z PPMd o16": ["7z", "7z", (file, output) => ["7z", "a", "-m0=PPMd:o=16:mem=1g", "-bd", output, file]],
  "brotli 11": ["node", "br", (file, output) => [process.execPath, "-e", brotli, file, output]],
  "xz -9e": ["xz", "xz", (file, output) => ["sh", "-c", `xz -9e -c '${file}' > '${output}'`]],
  "zstd -22": [
    "zstd",
    "zst",
    (file, output) => ["zstd", "-q", "--ultra", "-22", "--long=27", file, "-o", output],
  ],
  "bzip2 -9": ["bzip2", "bz2", (file, output) => ["sh", "-c", `bzip2 -9 -c '${file}' > '${output}'`]],
};

/** Those that can be run here: [{ name, bytes, seconds }], both functions of a file: of output, and of processor time. */
export function peerCompressors() {
  return Object.entries(compressors)
    .filter(([, [program]]) => program === "node" || available(program, packages[program]))
    .map(([name, [, ending, command]]) => ({
      name,
      bytes: (file) =>
        compressing(file, ending, (output) => {
          run(command(file, output), { discard: true });
          return statSync(output).size;
        }),
      seconds: (file) => compressing(file, ending, (output) => processorSeconds(command(file, output))),
    }));
}

/** An archive that is there already would be added to. */
function compressing(file, ending, measure) {
  const output = `${file}.${ending}`;
  rmSync(output, { force: true });
  const measured = measure(output);
  rmSync(output);
  return measured;
}
