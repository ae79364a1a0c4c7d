import { dirname, join } from "node:path";
import type { FoundInputs } from "../../command/find-inputs.ts";
import { by, firstThree } from "../../core/collections.ts";
import { isThere } from "../../input/paths.ts";
import { sha256 } from "../../input/sha256.ts";
import type { AccountedInput } from "../../run/run-batch.ts";
import { type ComparedFiles, readCompared } from "../odd/compared-files.ts";
import { defaultOrder } from "../odd/read-by-others.ts";
import type { Usual } from "../odd/schema.ts";
import { surprisesOf, usualOf } from "../odd/surprises.ts";
import { checkByOthers, type RepositoryFile } from "./judge-files.ts";
import { configName } from "./read-config.ts";
import type { CheckPlan } from "./run-check.ts";
import type { Baseline } from "./schema.ts";
import { type CheckSetup, findChecked } from "./setup.ts";
import { checkByEntropy, mostEntropy, signsOf } from "./signs.ts";
import { adviceOnOdd } from "./words.ts";

/** The result of a check by a model of the other files. */
interface OddChecks {
  readonly odd: NonNullable<CheckPlan["odd"]>;
  readonly notes: readonly string[];
  readonly skipped: readonly AccountedInput[];
  readonly errors: readonly AccountedInput[];
}

/**
 * Judges files by a model of all others that the configuration names.
 *
 * @param found the files to judge
 * @param everything whether these are all that the configuration names; else the others are found and learned
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
  const {
    checks: byOthers,
    notes,
    unchanged,
  } = checkByOthers(files, usual, usual?.seed ?? setup.measure.seed, usual?.order ?? defaultOrder);
  const contents = new Set(usual?.files.map(({ sha256 }) => sha256));
  const keys = new Map(usual?.files.map((file) => [file.path, file.keys ?? 0]));
  const fresh = new Set(files.filter(({ bytes, isJudged }) => isJudged && !contents.has(sha256(bytes))));
  const signs = signsOf(
    files,
    (file) => fresh.has(file),
    (path) => keys.get(path) ?? 0,
  );
  // The limit that `init` proposes for as few files.
  const isLimited = notes.length > 0 && setup.budgets.length === 0;
  const limited = isLimited ? checkByEntropy([...fresh]) : { checks: [], notes: [] };
  const binary = new Set(
    signs.checks.flatMap(({ input, quantity }) => (quantity === "binary" ? [input] : [])),
  );
  const checks = [
    ...[...byOthers, ...limited.checks].filter(({ input }) => !binary.has(input)),
    ...signs.checks,
  ];
  const advice = adviceOnOdd[usual !== null ? "file" : setup.loaded === null ? "init" : "baseline"];
  const failed = checks.some(({ status }) => status === "failed");
  // A check must not pass what it did not read.
  const streams = found
    .filter(({ input }) => input.kind !== "file")
    .map(({ name }) => ({
      input: name,
      reason: `only files can be judged by a model of the others: give ${JSON.stringify(name)} a budget in ${configName}`,
    }));
  return {
    odd: { checks, unchanged, read: read.files.map(({ name }) => name) },
    notes: [
      ...notes.map((note) =>
        limited.checks.length > 0 ? `${note}; the limit is ${mostEntropy} bit/symbol` : note,
      ),
      ...limited.notes,
      ...signs.notes,
      ...cutNotes(read.cut),
      ...(failed ? [advice] : []),
    ],
    skipped: read.skipped,
    errors: [...read.errors, ...streams],
  };
}

/** Notes that the end of such a file was not read. */
function cutNotes(cut: readonly string[]): string[] {
  return cut.length === 0 ? [] : [`not judged, beyond the first 4 MiB: ${firstThree(cut)}`];
}

/**
 * Whether the found files are all there is to learn from: one is outside the working directory; or there is neither
 * configuration nor baseline, and a folder was named or no git repository contains the working directory. Otherwise one file
 * might cause all of a home folder to be read.
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
 * The usual files of today, for the baseline.
 *
 * @param found the files whose entries are written
 * @param everything whether these are all that the configuration names
 */
export async function currentUsual(
  found: FoundInputs["found"],
  everything: boolean,
  setup: CheckSetup,
): Promise<{ readonly usual: Usual; readonly errors: readonly AccountedInput[] }> {
  const { files, read } = await repositoryFiles(found, everything, setup);
  const { seed } = setup.measure;
  const surprises = surprisesOf(files, seed, defaultOrder);
  const usual = usualOf(files, surprises, seed, defaultOrder);
  return {
    usual: { ...usual, files: usual.files.filter((_, i) => files[i]!.isJudged) },
    errors: read.errors,
  };
}

/** Files to judge or record, and the others that teach what is usual. @throws never for a fault of a single file */
export async function repositoryFiles(
  found: FoundInputs["found"],
  everything: boolean,
  setup: CheckSetup,
): Promise<{ readonly files: readonly RepositoryFile[]; readonly read: ComparedFiles }> {
  const read = await readCompared(found, setup.options);
  const rest = everything ? [] : await others(setup);
  const as =
    (isJudged: boolean) =>
    ({ name, bytes, found: { input } }: ComparedFiles["files"][number]): RepositoryFile => ({
      name: setup.own(name, input),
      bytes,
      input: name,
      isJudged,
    });
  const own = read.files.map(as(true));
  const names = new Set(own.map(({ name }) => name));
  const files = [...own, ...rest.map(as(false)).filter(({ name }) => !names.has(name))];
  // Sorted, so that the order of the arguments does not matter.
  return { files: files.sort(by(({ name }) => name)), read };
}

/** All files that the configuration names; unreadable ones are ignored. */
async function others(setup: CheckSetup): Promise<ComparedFiles["files"]> {
  const isOther = (name: string) => !setup.isOwnFile(name);
  const { found } = await findChecked(null, new Set(), isOther, setup, false);
  return (await readCompared(found, setup.options)).files;
}
