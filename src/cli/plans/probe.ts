import { UsageError } from "../../core/errors.ts";
import { nearestWord } from "../../core/nearest-word.ts";
import { requireSize } from "../../input/size.ts";
import { probePanel } from "../../learners/probe-panel.ts";
import type { Probe } from "../../learners/probe-schema.ts";
import { runProbe } from "../../learners/run-probe.ts";
import type { ReportCall } from "../command.ts";
import { learnerOf } from "../learner-program.ts";
import type { SharedOptions } from "../options.ts";
import { secondsOf } from "./curve.ts";

export interface ProbeOptions extends Pick<SharedOptions, "learner" | "learnerTimeout"> {
  readonly learner: string;
  readonly size: string;
  readonly seed: number;
}

/** A learner is asked for so many symbols of each source: some, so that there is a curve, and what a day is enough for. */
const [leastSize, mostSize] = [2000, 10_000_000];

/** Asks a learner for the panel. @throws UsageError for wrong options; InputError when the learner does not answer as it should */
export async function probeLearner(call: ReportCall<ProbeOptions>): Promise<Probe> {
  const { paths, options, io, maker } = call;
  const size = requireSize(options.size, "--size");
  if (size < leastSize || size > mostSize)
    throw new UsageError(`--size takes ${leastSize} to ${mostSize} symbols, not "${options.size}"`);
  const entries = probePanel.filter(({ id }) => paths.length === 0 || paths.includes(id));
  for (const path of paths) requireKnown(path);
  const { learner, seed } = options;
  const plan = { name: learner, learner: learnerOf(learner, secondsOf(options), io), size, seed, entries };
  call.progress(0, 1);
  return runProbe(plan, maker, call.progress);
}

function requireKnown(id: string): void {
  const known = probePanel.map((one) => one.id);
  if (known.includes(id)) return;
  const near = nearestWord(id, known);
  throw new UsageError(
    `no structure "${id}"${near === undefined ? `; known: ${known.join(", ")}` : `; did you mean "${near}"?`}`,
  );
}
