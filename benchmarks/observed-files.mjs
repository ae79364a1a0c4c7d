// The observer on files, as a user runs it.
import { mesoscope, peakMemory, processorSeconds, run } from "./processes.mjs";

const command = (estimator, file) => [
  ...mesoscope,
  ...["--sample", "all", "-e", estimator, "--no-cache", "-f", "json", file],
];
const ofProfile = (profile) => `observer(profile=${profile})`;

/** Bits a byte of the whole file. */
export function observedBits(file, profile) {
  const { stdout } = run(command(ofProfile(profile), file));
  return JSON.parse(stdout).samples[0].measurements[0].value;
}

/** Processor seconds of the whole process. */
export const observerSeconds = (file, profile) => processorSeconds(command(ofProfile(profile), file));

/** Processor seconds of the same process with nothing to learn: start-up, reading and report. */
export const idleSeconds = (file) => processorSeconds(command("plug-in", file));

/** Peak memory of the process, MB. */
export function observerPeak(file, profile, report) {
  return peakMemory(command(ofProfile(profile), file), report).megabytes;
}

/** Peak memory of the same process with nothing to learn, MB. */
export function idlePeak(file, report) {
  return peakMemory(command("plug-in", file), report).megabytes;
}
