import type { ReportCall } from "../../command/command.ts";
import { learnerOf } from "../../command/learner-program.ts";
import type { SharedOptions } from "../../command/options.ts";
import { UsageError } from "../../core/errors.ts";
import { nearestWord } from "../../core/nearest-word.ts";
import { requireSize } from "../../input/size.ts";
import { probePanel } from "./panel.ts";
import type { ProbePlan } from "./task.ts";

export interface ProbeOptions extends Pick<SharedOptions, "learner" | "learnerTimeout"> {
  readonly learner: string;
  readonly size: string;
  readonly seed: number;
  readonly predict?: boolean;
}

/** Symbols of each source: the least number gives a curve, the most can be learned in a day. */
const [leastSize, mostSize] = [2000, 10_000_000];

/** @throws UsageError for wrong options */
export function probePlan({ paths, options, io }: ReportCall<ProbeOptions>): ProbePlan {
  const size = requireSize(options.size, "--size");
  if (size < leastSize || size > mostSize)
    throw new UsageError(`--size takes ${leastSize} to ${mostSize} symbols, not "${options.size}"`);
  const entries = probePanel.filter(({ id }) => paths.length === 0 || paths.includes(id));
  for (const path of paths) requireKnown(path);
  const { learner, seed } = options;
  const plan = {
    name: learner,
    learner: learnerOf(learner, options.learnerTimeout, io),
    size,
    seed,
    entries,
  };
  if (options.predict !== true) return plan;
  return { ...plan, predicted: (text) => void io.stderr.write(text) };
}

function requireKnown(id: string): void {
  const known = probePanel.map((one) => one.id);
  if (known.includes(id)) return;
  const near = nearestWord(id, known);
  throw new UsageError(
    `no structure "${id}"${near === undefined ? `; known: ${known.join(", ")}` : `; did you mean "${near}"?`}`,
  );
}
