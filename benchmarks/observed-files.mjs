// The observer on files, as a user runs it.
import { mesoscope, peakMemory, run } from "./processes.mjs";

const command = (estimator, file) => [
  ...mesoscope,
  ...["--sample", "all", "-e", estimator, "--no-cache", "-f", "json", file],
];
const ofProfile = (profile) => `observer(profile=${profile})`;
const valueIn = (stdout) => JSON.parse(stdout).samples[0].measurements[0].value;

/** @returns bits a byte of the whole file, and seconds of the process */
export function observeFile(file, profile, prefix = []) {
  const { stdout, seconds } = run([...prefix, ...command(ofProfile(profile), file)]);
  return { bits: valueIn(stdout), seconds };
}

/** Seconds of the same process with nothing to learn: start-up, reading and report. */
export function idleSeconds(file, prefix = []) {
  return run([...prefix, ...command("plug-in", file)]).seconds;
}

/** Peak memory of the process, MB. */
export function observerPeak(file, profile, report) {
  return peakMemory(command(ofProfile(profile), file), report).megabytes;
}

/** Peak memory of the same process with nothing to learn, MB. */
export function idlePeak(file, report) {
  return peakMemory(command("plug-in", file), report).megabytes;
}
