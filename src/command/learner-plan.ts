import { resolve } from "node:path";
import { namedError, UsageError } from "../core/errors.ts";
import { readRegular } from "../input/open-regular.ts";
import type { CurvePlan } from "../learners/curve-task.ts";
import type { Io } from "./io.ts";
import { learnerOf } from "./learner-program.ts";
import type { SharedOptions } from "./options.ts";

export interface CurveOptions extends SharedOptions {
  readonly halvings: string;
  readonly recipe?: string;
}

/** Sizes of a curve where none are asked for: everything, a half, ... and nothing. */
export const usualHalvings = "8";

/** Who is asked, and how. @throws UsageError for none, both, or options that do not go with losses */
export function curvePlan(options: CurveOptions, given: ReadonlySet<string>, io: Io): CurvePlan {
  const { learner, losses } = options;
  if ((learner === undefined) === (losses === undefined)) {
    throw new UsageError(
      learner === undefined
        ? 'curve takes a learner, --learner "command", or losses that one wrote, --losses <file>'
        : "--learner and --losses exclude each other",
    );
  }
  const seconds = secondsOf(options);
  if (learner !== undefined)
    return {
      kind: "learner",
      name: learner,
      learner: learnerOf(learner, seconds, io),
      halvings: halvingsOf(options.halvings),
    };
  for (const name of ["sample", "halvings", "learnerTimeout"])
    if (given.has(name))
      throw new UsageError(
        `--losses goes without --${name === "learnerTimeout" ? "learner-timeout" : name}: the file says what was priced`,
      );
  return { kind: "losses", name: losses!, text: () => readText(losses!, io) };
}

/** Seconds that a learner has for an answer. @throws UsageError */
export function secondsOf({ learnerTimeout }: Pick<SharedOptions, "learnerTimeout">): number {
  const seconds = Number(learnerTimeout);
  if (learnerTimeout.trim() === "" || !(seconds > 0) || seconds > mostSeconds)
    throw new UsageError(
      `--learner-timeout takes seconds above 0 and up to ${mostSeconds}, not "${learnerTimeout}"`,
    );
  return seconds;
}

/** A day: timers go no further than 24 of them. */
const mostSeconds = 86_400;

function halvingsOf(text: string): number {
  const value = Number(text);
  if (!/^\d+$/.test(text) || value > 16)
    throw new UsageError(`--halvings takes a whole number from 0 to 16, not "${text}"`);
  return value;
}

/** A line for each of some million symbols. */
export const lossesFile = { what: "a file of losses", most: 512 * 1_048_576 };

function readText(path: string, io: Io): string {
  try {
    return readRegular(resolve(io.cwd, path), lossesFile).toString("utf8");
  } catch (error) {
    throw namedError(path, error);
  }
}
