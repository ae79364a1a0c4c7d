// Whole processes: their time, their output, their peak memory.
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

/** The command, as it is installed. */
export const mesoscope = [process.execPath, fileURLToPath(new URL("../bin/mesoscope.js", import.meta.url))];

const peakReporter = new URL("./report-peak.mjs", import.meta.url).href;

/**
 * Runs a command to its end.
 *
 * @param {readonly string[]} command
 * @param {{ discard?: boolean, env?: Record<string, string | undefined>, encoding?: BufferEncoding | "buffer" }} [options]
 *   encoding "buffer": output as bytes
 * @returns {{ seconds: number, stdout: any }} stdout is a string, "" when `discard` is set
 * @throws Error when it cannot start or does not exit with 0
 */
export function run(command, { discard = false, env = {}, encoding = "utf8" } = {}) {
  const started = performance.now();
  const { error, status, stdout, stderr } = spawnSync(command[0], command.slice(1), {
    stdio: ["ignore", discard ? "ignore" : "pipe", "pipe"],
    maxBuffer: 2 ** 30,
    encoding: /** @type {BufferEncoding} */ (encoding),
    env: { ...process.env, ...env },
  });
  const seconds = (performance.now() - started) / 1000;
  if (status !== 0) throw new Error(`${command.join(" ")}: ${error?.message ?? String(stderr).trim()}`);
  return { seconds, stdout: stdout ?? "" };
}

/**
 * Runs a command to its end on one core.
 *
 * @returns {number} seconds of processor time of all its threads, which other processes do not lengthen as they do the clock
 */
export function processorSeconds(command) {
  const pinned = process.platform === "linux" ? ["taskset", "-c", "0", ...command] : command;
  const { stdout } = run(["sh", "-c", '"$@" > /dev/null || exit 1; times', "sh", ...pinned]);
  // The last line has the user and the system time of the children.
  const times = [
    ...stdout
      .trim()
      .split("\n")
      .at(-1)
      .matchAll(/(\d+)m([\d.]+)s/g),
  ];
  return times.reduce((sum, [, minutes, seconds]) => sum + 60 * Number(minutes) + Number(seconds), 0);
}

export function median(values) {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

/** Runs two commands in turn, so that what else the machine does falls on both; the first runs warm the file cache. */
export function alternate(first, second, runs, env = {}) {
  const seconds = [[], []];
  for (const command of [first, second]) run(command, { discard: true, env });
  for (let i = 0; i < runs; i++) {
    seconds[0].push(run(first, { discard: true, env }).seconds);
    seconds[1].push(run(second, { discard: true, env }).seconds);
  }
  return seconds.map(median);
}

/** Gives the peak resident memory of a Node command in MB, and what it printed. */
export function peakMemory(command, report) {
  const [node, ...rest] = command;
  const { stdout } = run([node, "--import", peakReporter, ...rest], { env: { PEAK_REPORT: report } });
  return { megabytes: Number(readFileSync(report, "utf8")) / 1e6, stdout };
}
