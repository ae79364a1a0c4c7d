import { dirname, join } from "node:path";
import type { FoundInputs } from "../../command/find-inputs.ts";
import { by, firstThree } from "../../core/collections.ts";
import { isThere } from "../../input/paths.ts";
import type { AccountedInput } from "../../run/run-batch.ts";
import { type ComparedFiles, readCompared } from "../odd/compared-files.ts";
import { usualOrder } from "../odd/read-by-others.ts";
import type { Usual } from "../odd/schema.ts";
import { surprisesOf, usualOf } from "../odd/surprises.ts";
import { judgeFiles, type RepositoryFile } from "./judge-files.ts";
import { configName } from "./read-config.ts";
import type { CheckPlan } from "./run-check.ts";
import type { Baseline } from "./schema.ts";
import { type CheckSetup, findChecked } from "./setup.ts";
import { adviceOnOdd } from "./words.ts";

/** What a check by a model of the others gave. */
interface OddChecks {
  readonly odd: NonNullable<CheckPlan["odd"]>;
  readonly notes: readonly string[];
  readonly skipped: readonly AccountedInput[];
  readonly errors: readonly AccountedInput[];
}

/**
 * Judges files by a model of all others that the configuration names.
 *
 * @param found what is to be judged
 * @param everything whether that is all that the configuration names; else the rest is looked up, to learn of
 */
export async function checkByModel(
  found: FoundInputs["found"],
  everything: boolean,
  baseline: Baseline | null,
  setup: CheckSetup,
): Promise<OddChecks> {
  const whole = everything || isWhole(found, baseline, setup);
  const { files, read } = await repositoryFiles(found, whole, setup);
  const usual = baseline?.usual ?? null;
  const { checks, notes, unchanged } = judgeFiles(
    files,
    usual,
    usual?.seed ?? setup.measure.seed,
    usual?.order ?? usualOrder,
  );
  const advice = adviceOnOdd[usual !== null ? "file" : setup.loaded === null ? "init" : "baseline"];
  const failed = checks.some(({ status }) => status === "failed");
  // A gate that passes what it did not look at is none.
  const streams = found
    .filter(({ input }) => input.kind !== "file")
    .map(({ name }) => ({
      input: name,
      reason: `a model of the others judges files: give ${JSON.stringify(name)} a budget in ${configName}`,
    }));
  return {
    odd: { checks, unchanged, read: read.files.map(({ name }) => name) },
    notes: [...notes, ...cutNotes(read.cut), ...(failed ? [advice] : [])],
    skipped: read.skipped,
    errors: [...read.errors, ...streams],
  };
}

/** Nobody has looked at what was added to the end of such a file. */
function cutNotes(cut: readonly string[]): string[] {
  return cut.length === 0 ? [] : [`not judged, beyond the first 4 MiB: ${firstThree(cut)}`];
}

/**
 * Whether what is named is all there is to learn of: what is elsewhere, and where neither configuration nor baseline nor git says
 * that the working directory is a repository, or a folder was named. Else all of a home folder might be read for one file.
 */
function isWhole(
  found: FoundInputs["found"],
  baseline: Baseline | null,
  { key, loaded, io: { cwd } }: CheckSetup,
): boolean {
  const isAway = ({ name }: (typeof found)[number]) => /^(\.\.(\/|$)|\/)/.test(key(name));
  if (found.some(isAway)) return true;
  if (loaded !== null || baseline !== null) return false;
  return found.some(({ explicit }) => !explicit) || !isInRepository(cwd);
}

function isInRepository(folder: string): boolean {
  for (let at = folder; ; at = dirname(at)) {
    if (isThere(join(at, ".git"))) return true;
    if (dirname(at) === at) return false;
  }
}

/**
 * What is usual today, for the baseline.
 *
 * @param found the files whose entries are written
 * @param everything whether that is all that the configuration names
 */
export async function usualToday(
  found: FoundInputs["found"],
  everything: boolean,
  setup: CheckSetup,
): Promise<{ readonly usual: Usual; readonly errors: readonly AccountedInput[] }> {
  const { files, read } = await repositoryFiles(found, everything, setup);
  const { seed } = setup.measure;
  const surprises = surprisesOf(files, seed, usualOrder);
  const usual = usualOf(files, surprises, seed, usualOrder);
  return {
    usual: { ...usual, files: usual.files.filter((_, i) => files[i]!.asked) },
    errors: read.errors,
  };
}

/** Files to be judged or written down, and those beside them that teach what is usual. @throws never for what is wrong with one */
export async function repositoryFiles(
  found: FoundInputs["found"],
  everything: boolean,
  setup: CheckSetup,
): Promise<{ readonly files: readonly RepositoryFile[]; readonly read: ComparedFiles }> {
  const read = await readCompared(found, setup.options);
  const rest = everything ? [] : await others(setup);
  const as =
    (asked: boolean) =>
    ({ name, bytes, found: { input } }: ComparedFiles["files"][number]): RepositoryFile => ({
      name: setup.own(name, input),
      bytes,
      input: name,
      asked,
    });
  const own = read.files.map(as(true));
  const names = new Set(own.map(({ name }) => name));
  const files = [...own, ...rest.map(as(false)).filter(({ name }) => !names.has(name))];
  // In whichever order they were named, they are dealt alike.
  return { files: files.sort(by(({ name }) => name)), read };
}

/** All files that the configuration names; what cannot be read of them teaches nothing. */
async function others(setup: CheckSetup): Promise<ComparedFiles["files"]> {
  const isOther = (name: string) => !setup.isOwnFile(name);
  const { found } = await findChecked(null, new Set(), isOther, setup);
  return (await readCompared(found, setup.options)).files;
}
