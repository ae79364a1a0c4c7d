import { resolve } from "node:path";
import { UsageError, underName } from "../core/errors.ts";
import { readRegular } from "../input/open-regular.ts";
import type { CurvePlan } from "../learners/curve-task.ts";
import type { Io } from "./io.ts";
import { learnerOf } from "./learner-program.ts";
import type { SharedOptions } from "./options.ts";

export interface CurveOptions extends SharedOptions {
  readonly halvings: number;
  readonly recipe?: string;
}

/** Default number of halvings of a curve: everything, a half, ... and nothing. */
export const defaultHalvings = 8;

/** The learner, and how to run it. @throws UsageError for none, both, or options that do not go with losses */
export function curvePlan(options: CurveOptions, given: ReadonlySet<string>, io: Io): CurvePlan {
  const { learner, losses } = options;
  if ((learner === undefined) === (losses === undefined)) {
    throw new UsageError(
      learner === undefined
        ? 'curve takes a learner, --learner "command", or the losses of one, --losses <file>'
        : "--learner and --losses exclude each other",
    );
  }
  if (learner !== undefined)
    return {
      kind: "learner",
      name: learner,
      learner: learnerOf(learner, options.learnerTimeout, io),
      halvings: options.halvings,
    };
  for (const name of ["sample", "halvings", "learnerTimeout"])
    if (given.has(name))
      throw new UsageError(
        `--losses and --${name === "learnerTimeout" ? "learner-timeout" : name} exclude each other: the file determines what was measured`,
      );
  return { kind: "losses", name: losses!, text: () => readLossesFile(losses!, io) };
}

/** Room for a line for each of some million symbols. */
const lossesFile = { what: "a file of losses", most: 512 * 1_048_576 };

/** The text of a file of losses. @throws InputError that names it */
export function readLossesFile(path: string, io: Io): string {
  return underName(path, () => readRegular(resolve(io.cwd, path), lossesFile).toString("utf8"));
}
