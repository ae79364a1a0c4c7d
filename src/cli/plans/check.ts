import { appendFileSync } from "node:fs";
import { relative, resolve } from "node:path";
import type { BaselineInput } from "../../check/baseline.ts";
import { readBaseline } from "../../check/baseline-file.ts";
import type { Instrument } from "../../check/judge.ts";
import { instrumentOf } from "../../check/plan-budget.ts";
import { type CheckedInput, type CheckPlan, runCheck } from "../../check/run-check.ts";
import type { Baseline, CheckReport } from "../../check/schema.ts";
import { UsageError } from "../../core/errors.ts";
import type { AskedPaths } from "../../input/discover.ts";
import type { Outcome, ReportCall } from "../command.ts";
import { exitStatus, type Io } from "../io.ts";
import { version } from "../version.ts";
import { describeWriteFault } from "../write-output.ts";
import {
  type CheckOptions,
  type CheckSetup,
  checkRunner,
  hasBaseline,
  isOwnFile,
  keyOfPath,
  ofConfiguration,
  requireBaselineInside,
  setUpCheck,
} from "./check-setup.ts";
import { allPaths } from "./files-from.ts";
import { findInputs } from "./find-inputs.ts";

/** A check, and how its inputs are called from the root of the repository. */
export interface PlacedCheckReport {
  readonly report: CheckReport;
  readonly fromRoot: (input: string) => string;
}

/**
 * Holds files to budgets and to the baseline.
 *
 * @throws UsageError for wrong options, and for a wrong configuration or baseline
 */
export async function checkFiles(call: ReportCall<CheckOptions>): Promise<Outcome<PlacedCheckReport>> {
  const { paths: named, options, given, io, maker, format } = call;
  const paths = await allPaths(named, options, io);
  const everything = named.length === 0 && options.filesFrom === undefined;
  const setup = await setUpCheck(options, given, io);
  const plan = await planCheck(everything ? null : paths, setup, options, io);
  const count = plan.inputs.length;
  const report = await runCheck(plan, maker, checkRunner(options, io), (done) => call.progress(done, count));
  const unread = report.inputs.failed > 0 || report.badRecords > 0 || (everything && report.inputs.ok === 0);
  const status = report.counts.failed > 0 ? exitStatus.checkFailed : exitStatus.fine;
  return {
    result: { report, fromRoot: (name) => fromRoot(name, io) },
    errors: report.errors,
    status: unread ? exitStatus.input : status,
    ...(format === "github" ? { written: () => writeSummary(report, io) } : {}),
  };
}

/** @param paths null: what the configuration names */
async function planCheck(
  paths: AskedPaths | null,
  setup: CheckSetup,
  options: CheckOptions,
  io: Io,
): Promise<CheckPlan> {
  const baseline = baselineOf(setup, options, io);
  if (setup.budgets.length === 0 && baseline === null) {
    throw new UsageError(
      setup.loaded === null
        ? "nothing to check against: no mesoscope.config.json here or above, and no baseline; see mesoscope check --help"
        : "nothing to check against: the configuration has no budgets, and there is no baseline",
    );
  }
  const instruments = (baseline?.options.drift ?? []).map(instrumentOf);
  const known = new Map((baseline?.inputs ?? []).map((input) => [input.path, input]));
  const key = (name: string) => keyOfPath(setup.folder, io.cwd, name);
  const asked = (name: string) =>
    !isOwnFile(setup, io.cwd, name) &&
    (known.has(key(name)) || setup.budgets.some(({ matches }) => matches(key(name))));
  const { found, skipped, failed } = await findInputs(paths ?? ofConfiguration(setup), options, io, asked);
  const inputs = found
    .filter(({ name }) => asked(name))
    .map(({ name, input }) => checkedInput(setup, name, key(name), input, instruments, known));
  const aside = found
    .filter(({ name }) => !asked(name))
    .map(({ name }) => ({ input: name, reason: "no budget matches it, and it is not in the baseline" }));
  return {
    inputs,
    instruments,
    skipped: [...skipped, ...aside],
    failed,
    notes: notesOf(
      paths,
      setup,
      known,
      found.map(({ name }) => key(name)),
      baseline,
      options,
      io,
    ),
    options: {
      ...setup.measure,
      config: setup.loaded === null ? null : relative(io.cwd, setup.loaded.path),
      baseline: baseline === null ? null : relative(io.cwd, setup.baselinePath),
    },
  };
}

function checkedInput(
  setup: CheckSetup,
  name: string,
  key: string,
  input: CheckedInput["task"]["input"],
  instruments: readonly Instrument[],
  known: ReadonlyMap<string, BaselineInput>,
): CheckedInput {
  const demands = setup.budgets.filter(({ matches }) => matches(key)).flatMap((budget) => budget.demands);
  const before = known.get(key) ?? null;
  const wanted = [...demands.map(({ instrument }) => instrument), ...(before === null ? [] : instruments)];
  return { task: setup.task(name, input, wanted), demands, before };
}

/** The baseline, when there is one. @throws UsageError when it is damaged or was measured otherwise */
function baselineOf(setup: CheckSetup, options: CheckOptions, io: Io): Baseline | null {
  const named = options.baseline !== undefined || setup.loaded?.config.baseline !== undefined;
  if (!hasBaseline(setup) && !named) return null;
  if (options.baseline === undefined) requireBaselineInside(setup);
  const shown = relative(io.cwd, setup.baselinePath);
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

/** What is to be known beside the checks; only a run over everything can miss something. */
function notesOf(
  paths: AskedPaths | null,
  setup: CheckSetup,
  known: ReadonlyMap<string, BaselineInput>,
  keys: readonly string[],
  baseline: Baseline | null,
  { config }: CheckOptions,
  io: Io,
): string[] {
  const notes: string[] = [];
  if (paths === null) {
    const shown = config ?? (setup.loaded === null ? "" : relative(io.cwd, setup.loaded.path));
    for (const { matches, files, line } of setup.budgets) {
      if (!keys.some(matches)) notes.push(`${shown}:${line}: no file matches ${files.join(", ")}`);
    }
    const gone = [...known.keys()].filter((path) => !keys.includes(path));
    if (gone.length > 0) notes.push(`in the baseline and gone: ${listed(gone)}`);
  }
  const fresh = baseline === null ? [] : keys.filter((path) => !known.has(path));
  if (fresh.length > 0) notes.push(`not in the baseline: ${listed(fresh)}`);
  if (baseline !== null && baseline.tool.version !== version) {
    notes.push(`the baseline was measured by mesoscope ${baseline.tool.version}, this is ${version}`);
  }
  return notes;
}

const mostListed = 3;

function listed(names: readonly string[]): string {
  const more = names.length - mostListed;
  return names.slice(0, mostListed).join(", ") + (more > 0 ? ` and ${more} more` : "");
}

/** GitHub shows annotations by paths from the root of the repository. */
function fromRoot(name: string, io: Io): string {
  const root = io.env["GITHUB_WORKSPACE"];
  const path = resolve(io.cwd, name);
  const from = root === undefined || root === "" ? name : relative(root, path);
  return from.replaceAll("\\", "/");
}

/** @throws UsageError when the summary cannot be written */
async function writeSummary(report: CheckReport, io: Io): Promise<void> {
  const path = io.env["GITHUB_STEP_SUMMARY"];
  if (path === undefined || path === "") return;
  const { renderCheckMarkdown } = await import("../../check/report/markdown.ts");
  try {
    appendFileSync(path, renderCheckMarkdown(report));
  } catch (error) {
    throw new UsageError(`cannot write the step summary: ${describeWriteFault(error)}`);
  }
}
