// node benchmarks/first-row.mjs FILE: milliseconds until a terminal shows the provisional row of a file, and until one shows what Node prints alone.
import { spawn } from "node:child_process";
import { mesoscope } from "./processes.mjs";

const [, , file] = process.argv;
const quoted = (/** @type {string[]} */ words) =>
  words.map((word) => `'${word.replaceAll("'", `'\\''`)}'`).join(" ");

/** Milliseconds until a pattern is seen; the command is ended then. */
function until(/** @type {string[]} */ command, /** @type {RegExp} */ pattern) {
  return new Promise((resolve, reject) => {
    const started = performance.now();
    const child = spawn("script", ["-qec", quoted(command), "/dev/null"], {
      stdio: ["ignore", "pipe", "ignore"],
      env: { ...process.env, TERM: "xterm" },
    });
    let seen = "";
    let ms = Number.NaN;
    child.stdout.on("data", (chunk) => {
      seen += chunk;
      if (!Number.isNaN(ms) || !pattern.test(seen)) return;
      ms = performance.now() - started;
      child.kill();
    });
    child.on("error", reject);
    child.on("close", () => {
      if (Number.isNaN(ms)) reject(new Error(`not seen: ${pattern}`));
      else resolve(ms);
    });
  });
}

const row = await until([...mesoscope, "--no-cache", file], /~ {2}.*randomness <=/);
const bare = await until([process.execPath, "-e", "console.log('seen')"], /seen/);
process.stdout.write(JSON.stringify({ row, bare }));
