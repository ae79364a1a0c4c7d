const { closeSync, mkdirSync, openSync, readdirSync, readFileSync } = require("node:fs");
const { renameSync, rmSync, writeFileSync, writeSync } = require("node:fs");
const { homedir } = require("node:os");
const { dirname, join } = require("node:path");
const { crc32 } = require("node:zlib");

/** Four numbers: runs that used the code, checksum of all that follows it, and bytes of the table and of the code. */
const head = 16;
/** After so many runs no more is kept: what a user does then for the first time is compiled as it is without. */
const lastRun = 64;

/**
 * Compiled code in the user's cache folder, which may be missing, damaged, of another build or not to be written: then
 * there is none.
 *
 * @param build what was compiled
 * @param use by what, and for what
 * @throws never
 */
exports.keptCode = function keptCode(build, use) {
  const base = process.env.XDG_CACHE_HOME;
  const caches = base?.startsWith("/") ? base : join(process.env.HOME || homedir(), ".cache");
  const folder = join(caches, "mesoscope", "code");
  const file = join(folder, `${build}-${use}`);
  const { runs, codes } = read(file);
  return {
    /** @returns the code of a script, or undefined */
    codeOf: (script) => codes.get(script),

    /**
     * To be called when the run ends. Code is kept anew after 1, 2, 4, ... runs, since each may have compiled more.
     *
     * @param scripts by name
     */
    used(scripts) {
      const rejected = [...scripts.values()].some(({ cachedDataRejected }) => cachedDataRejected !== false);
      const run = runs + 1;
      if (run > lastRun && !rejected) return;
      try {
        if (rejected || (run & (run - 1)) === 0) {
          for (const [script, compiled] of scripts) codes.set(script, compiled.createCachedData());
          write(file, run, codes);
          for (const other of readdirSync(folder)) if (!other.startsWith(build)) rmSync(join(folder, other));
        } else count(file, run);
      } catch {
        // A run goes well without.
      }
    },
  };
};

/** @returns runs so far, and the code by name */
function read(file) {
  const codes = new Map();
  try {
    const bytes = readFileSync(file);
    const [runs, checksum, tableBytes, codeBytes] = new Uint32Array(bytes.buffer, bytes.byteOffset, 4);
    if (bytes.length === head + codeBytes + tableBytes && crc32(bytes.subarray(8)) === checksum) {
      for (const [name, start, end] of JSON.parse(bytes.toString("latin1", head + codeBytes)))
        codes.set(name, bytes.subarray(head + start, head + end));
      return { runs, codes };
    }
  } catch {
    // Not there, or too short.
  }
  return { runs: 0, codes };
}

function write(file, run, codes) {
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  const table = [];
  const parts = [];
  let end = 0;
  for (const [script, code] of codes) {
    // Code begins at addresses that eight divides.
    const part = Buffer.alloc((code.length + 7) & ~7);
    part.set(code);
    parts.push(part);
    table.push([script, end, end + code.length]);
    end += part.length;
  }
  const tableBytes = Buffer.from(JSON.stringify(table), "latin1");
  const bytes = Buffer.concat([Buffer.alloc(head), ...parts, tableBytes]);
  const numbers = new Uint32Array(bytes.buffer, bytes.byteOffset, 4);
  numbers.set([run, 0, tableBytes.length, end]);
  numbers[1] = crc32(bytes.subarray(8));
  const draft = `${file}.${process.pid}`;
  writeFileSync(draft, bytes, { mode: 0o600 });
  renameSync(draft, file);
}

function count(file, run) {
  const descriptor = openSync(file, "r+");
  try {
    writeSync(descriptor, new Uint8Array(Uint32Array.of(run).buffer), 0, 4, 0);
  } finally {
    closeSync(descriptor);
  }
}
