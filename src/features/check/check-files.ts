import { appendFileSync } from "node:fs";
import { relative, resolve } from "node:path";
import type { Outcome, ReportCall } from "../../command/command.ts";
import { allPaths } from "../../command/find-inputs.ts";
import { exitStatus, type Io } from "../../command/io.ts";
import { requireNoOverwrite } from "../../command/no-overwrite.ts";
import { writing } from "../../command/write-output.ts";
import { firstThree, grouped } from "../../core/collections.ts";
import { UsageError } from "../../core/errors.ts";
import { version } from "../../core/version.ts";
import type { PathRequest } from "../../input/discover.ts";
import { isThere } from "../../input/paths.ts";
import { releaseMemory } from "../../input/release-memory.ts";
import type { TaskInput } from "../../run/task.ts";
import { type BaselineInput, faultOfNumbers, readBaseline } from "./baseline.ts";
import { instrumentOf } from "./budget.ts";
import { checkByModel } from "./check-odd.ts";
import { type Instrument, instrumentsOf, needsVerdict } from "./judge.ts";
import { type CheckedInput, type CheckPlan, runCheck } from "./run-check.ts";
import type { Baseline, CheckReport } from "./schema.ts";
import {
  type CheckOptions,
  type CheckSetup,
  checkRunner,
  driftOf,
  findChecked,
  hasBaseline,
  isFolder,
  judgesByModel,
  requireBaselineInside,
  setUpCheck,
  withSlashes,
} from "./setup.ts";

/** A check, with the paths of its inputs from the root of the repository. */
export interface PlacedCheckReport {
  readonly report: CheckReport;
  readonly fromRoot: (input: string) => string;
}

/**
 * Checks files against budgets and the baseline.
 *
 * @throws UsageError for wrong options, and for a wrong configuration or baseline
 */
export async function checkFiles(call: ReportCall<CheckOptions>): Promise<Outcome<PlacedCheckReport>> {
  const { paths: named, options, given, io, maker, format } = call;
  const paths = await allPaths(named, options, io);
  const everything = named.length === 0 && options.filesFrom === undefined;
  const setup = await setUpCheck(options, given, io);
  const plan = await planCheck(everything ? null : paths, setup);
  if (options.maxMemory !== undefined) await releaseMemory();
  const count = plan.inputs.length;
  const report = await runCheck(plan, maker, checkRunner(setup), (done) => call.progress(done, count));
  const ofFolders = everything || paths.typed.some((path) => isFolder(resolve(io.cwd, path)));
  const unread = report.inputs.failed > 0 || report.badRecords > 0 || (ofFolders && report.inputs.ok === 0);
  const status = report.counts.failed > 0 ? exitStatus.checkFailed : exitStatus.fine;
  return {
    result: { report, fromRoot: (name) => fromRoot(name, io) },
    errors: report.errors,
    // A folder contains many files that nobody means; skipped ones are listed only if they were named.
    skipped: everything ? [] : report.skipped,
    status: unread ? exitStatus.input : status,
    ...(format === "github" ? { written: () => writeSummary(report, io) } : {}),
  };
}

/** @param paths null: those of the configuration */
async function planCheck(paths: PathRequest | null, setup: CheckSetup): Promise<CheckPlan> {
  const { io, key, own, isOwnFile } = setup;
  const baseline = baselineOf(setup);
  const byModel = judgesByModel(setup, baseline);
  if (setup.budgets.length === 0 && baseline === null && !byModel) {
    throw new UsageError(
      'nothing to check against: the configuration has no budgets and says "odd": false, and there is no baseline',
    );
  }
  const instruments = await Promise.all(
    (baseline?.options.drift ?? []).map((text) => ofBaseline(text, setup)),
  );
  await requireWhole(baseline, instruments, setup);
  const known = new Map((baseline?.inputs ?? []).map((input) => [input.path, input]));
  const kept = new Set([...known.keys(), ...(baseline?.usual?.files ?? []).map(({ path }) => path)]);
  const matches = (name: string) => setup.budgets.some((budget) => budget.matches(key(name)));
  // Without budgets a baseline covers all files: one that it lacks is new.
  const wanted = (name: string) =>
    !isOwnFile(name) && (setup.budgets.length === 0 || byModel || known.has(key(name)) || matches(name));
  const { found, skipped, failed } = await findChecked(paths, kept, wanted, setup, byModel);
  const isAsked = ({ name, input }: (typeof found)[number]) =>
    !isOwnFile(name) && (known.has(own(name, input)) || matches(name));
  const inputs = found
    .filter(isAsked)
    .map(({ name, input }) => checkedInput(setup, name, input, instruments, known));
  const judged = byModel
    ? await checkByModel(
        found.filter(({ name }) => !isOwnFile(name)),
        paths === null,
        baseline,
        setup,
      )
    : null;
  const isNew = ({ name }: (typeof found)[number]) =>
    baseline !== null && setup.budgets.length === 0 && !isOwnFile(name);
  const aside = found
    .filter((one) => !isAsked(one) && (judged === null || isOwnFile(one.name)))
    .map((one) => ({
      input: one.name,
      reason: isNew(one)
        ? "not in the baseline; mesoscope baseline adds it"
        : "no budget matches it, and it is not in the baseline",
    }));
  return {
    inputs,
    instruments,
    skipped: [...skipped, ...aside, ...(judged?.skipped ?? [])],
    failed: [...failed, ...(judged?.errors ?? [])],
    notes: [
      ...(judged?.notes ?? []),
      ...(paths === null ? unjudgedNotes([...skipped, ...(judged?.skipped ?? [])]) : []),
      ...notesOf(
        paths,
        setup,
        kept,
        found.map(({ name, input }) => [key(name), own(name, input)]),
        new Set([...skipped, ...failed].map(({ input }) => key(input))),
        baseline,
      ),
    ],
    ...(judged === null ? {} : { odd: judged.odd }),
    options: {
      ...setup.measure,
      config: setup.loaded === null ? null : relative(io.cwd, setup.loaded.path),
      baseline: baseline === null ? null : setup.shownBaseline,
    },
  };
}

function checkedInput(
  setup: CheckSetup,
  name: string,
  input: TaskInput,
  instruments: readonly Instrument[],
  known: ReadonlyMap<string, BaselineInput>,
): CheckedInput {
  const demands = setup.budgets
    .filter(({ matches }) => matches(setup.key(name)))
    .flatMap((budget) => budget.demands);
  const before = known.get(setup.own(name, input)) ?? null;
  const wanted = [...instrumentsOf(demands), ...(before === null ? [] : instruments)];
  return { task: setup.task(name, input, wanted, needsVerdict(demands)), demands, before };
}

/** The baseline, if there is one. @throws UsageError when it is damaged or was measured with other options */
function baselineOf(setup: CheckSetup): Baseline | null {
  const { options, io, shownBaseline: shown } = setup;
  const named = options.baseline !== undefined || setup.loaded?.config.baseline !== undefined;
  if (!hasBaseline(setup) && !named) return null;
  if (options.baseline === undefined) requireBaselineInside(setup);
  requireNoOverwrite(io, options, [setup.baselinePath], "the baseline");
  const baseline = readBaseline(setup.baselinePath, shown);
  for (const key of ["sample", "encoding", "charset", "seed"] as const) {
    if (baseline.options[key] !== setup.measure[key]) {
      throw new UsageError(
        `${shown} was measured with --${key} ${baseline.options[key]}, not ${setup.measure[key]}: write it again with mesoscope baseline`,
      );
    }
  }
  return baseline;
}

/**
 * Checks that the baseline has the numbers that the configuration requires, whatever it declares itself.
 *
 * @throws UsageError when numbers are missing, have another estimator or are outside their intervals
 */
async function requireWhole(
  baseline: Baseline | null,
  instruments: readonly Instrument[],
  setup: CheckSetup,
): Promise<void> {
  if (baseline === null) return;
  const shown = setup.shownBaseline;
  const advice = "write it again with mesoscope baseline";
  const { texts } = await driftOf(setup);
  const { drift } = baseline.options;
  const isOfModel = baseline.usual !== undefined && baseline.inputs.length === 0 && drift.length === 0;
  if (!isOfModel && JSON.stringify(drift) !== JSON.stringify(texts)) {
    const list = (names: readonly string[]) => (names.length === 0 ? "nothing" : names.join(", "));
    throw new UsageError(`${shown}: numbers of ${list(drift)} instead of ${list(texts)}; ${advice}`);
  }
  const fault = faultOfNumbers(baseline, instruments);
  if (fault !== null) throw new UsageError(`${shown}: ${fault}; ${advice}`);
}

/** Notes beside the checks; only a run over everything can find files missing. */
function notesOf(
  paths: PathRequest | null,
  { options: { config }, io, loaded, folder, budgets }: CheckSetup,
  known: ReadonlySet<string>,
  keys: readonly (readonly [forGlobs: string, own: string])[],
  accounted: ReadonlySet<string>,
  baseline: Baseline | null,
): string[] {
  const notes: string[] = [];
  if (paths === null) {
    const shown = config ?? (loaded === null ? "" : relative(io.cwd, loaded.path));
    for (const { matches, files, line } of budgets) {
      if (!keys.some(([key]) => matches(key)))
        notes.push(`${shown}:${line}: no file matches ${files.join(", ")}`);
    }
    const here = new Set(keys.map(([, own]) => own));
    const missing = [...known].filter((path) => !here.has(path) && !accounted.has(path));
    const isLeft = (path: string) => isThere(resolve(folder, path));
    for (const [what, paths] of [
      ["gone", missing.filter((path) => !isLeft(path))],
      ["left out", missing.filter(isLeft)],
    ] as const)
      if (paths.length > 0) notes.push(`in the baseline and ${what}: ${firstThree(paths)}`);
  }
  const fresh = baseline === null ? [] : keys.map(([, own]) => own).filter((path) => !known.has(path));
  if (fresh.length > 0) notes.push(`not in the baseline: ${firstThree(fresh)}`);
  if (baseline !== null && baseline.tool.version !== version) {
    notes.push(`the baseline was measured by mesoscope ${baseline.tool.version}, this is ${version}`);
  }
  return notes;
}

/** Configured files that were not judged, a line for each reason. */
function unjudgedNotes(skipped: CheckPlan["skipped"]): string[] {
  const byReason = grouped(skipped, ({ reason }) => reason.split(";")[0]!);
  return [...byReason].map(([reason, some]) => {
    return `not judged, ${reason}: ${firstThree(some.map(({ input }) => input))}`;
  });
}

/** GitHub shows annotations by paths from the root of the repository. */
function fromRoot(name: string, io: Io): string {
  const root = io.env["GITHUB_WORKSPACE"];
  const path = resolve(io.cwd, name);
  const from = root === undefined || root === "" ? name : relative(root, path);
  return withSlashes(from);
}

/** @throws UsageError when the summary cannot be written */
async function writeSummary(report: CheckReport, io: Io): Promise<void> {
  const path = io.env["GITHUB_STEP_SUMMARY"];
  if (path === undefined || path === "") return;
  const { renderCheckMarkdown } = await import("./show.ts");
  writing("the step summary", () => appendFileSync(path, renderCheckMarkdown(report)));
}

/** Errors of the baseline's instruments name the baseline. */
async function ofBaseline(text: string, { shownBaseline }: CheckSetup): Promise<Instrument> {
  try {
    return await instrumentOf(text);
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    throw new UsageError(
      `${shownBaseline}: options.drift: ${error.message}; write it again with mesoscope baseline`,
    );
  }
}
