import type { Call } from "../../command/command.ts";
import { allPaths } from "../../command/find-inputs.ts";
import { exitStatus, write } from "../../command/io.ts";
import { requireNoOverwrite } from "../../command/no-overwrite.ts";
import { damageOf, nameUnmeasured } from "../../command/outcome.ts";
import { withLock } from "../../command/with-lock.ts";
import { requireWritable, writeOutput } from "../../command/write-output.ts";
import { by, plural } from "../../core/collections.ts";
import { UsageError } from "../../core/errors.ts";
import { version } from "../../core/version.ts";
import { escapeForTerminal } from "../../report/kit/format.ts";
import { baselineInput, baselineText, mayBecomeBaseline, readBaseline } from "./baseline.ts";
import { currentUsual } from "./check-odd.ts";
import { measured } from "./run-check.ts";
import { type Baseline, checkVersion } from "./schema.ts";
import {
  type CheckOptions,
  type CheckSetup,
  checkRunner,
  driftOf,
  findChecked,
  hasBaseline,
  requireBaselineInside,
  setUpCheck,
} from "./setup.ts";

/**
 * Writes the baseline for `check`. With paths it measures only these again.
 *
 * @returns the exit status
 * @throws UsageError for wrong options, a wrong configuration, and a file that cannot be written
 */
export async function writeBaseline(call: Call<CheckOptions>): Promise<number> {
  const { paths: named, options, given, io, progress } = call;
  const setup = await setUpCheck(options, given, io);
  const paths = await allPaths(named, options, io);
  const everything = named.length === 0 && options.filesFrom === undefined;
  const target = options.output ?? setup.shownBaseline;
  if (options.output === undefined && options.baseline === undefined) requireBaselineInside(setup);
  const { force } = options;
  if (setup.loaded !== null)
    requireNoOverwrite(io, { output: target, force }, [setup.loaded.path], "the configuration");
  if (options.output === undefined && force !== true && !mayBecomeBaseline(setup.baselinePath))
    throw new UsageError(`${target} exists and is not a baseline; --force replaces it`);
  // A stranger's configuration must not create a hook or a script.
  if (
    options.output === undefined &&
    options.baseline === undefined &&
    !/\.json$/i.test(target) &&
    !hasBaseline(setup)
  )
    throw setup.loaded!.wrong(["baseline"], "the name of a new baseline ends in .json; -o writes any file");
  requireWritable(io, target, force);
  const { texts, instruments } = await driftOf(setup);
  const { key, isOwnFile } = setup;
  const byModel = setup.loaded?.config.odd === true;
  const isIncluded = (name: string) =>
    !isOwnFile(name) &&
    (byModel || setup.budgets.length === 0 || setup.budgets.some(({ matches }) => matches(key(name))));
  const { found, skipped, failed } = await findChecked(
    everything ? null : paths,
    new Set(),
    isIncluded,
    setup,
    byModel,
  );
  const taken = found.filter(({ name, explicit }) => (explicit && !isOwnFile(name)) || isIncluded(name));
  const model = byModel ? await currentUsual(taken, everything, setup) : null;
  const inputs = (instruments.length === 0 ? [] : taken).map(({ name, input }) => ({
    task: setup.task(name, input, instruments),
    demands: [],
    before: null,
  }));
  const failures = [...failed, ...(model?.errors ?? [])];
  const { samples, errors } = await measured({ inputs, failed: failures }, checkRunner(setup), (done) =>
    progress(done, inputs.length),
  );
  const own = (i: number) => setup.own(inputs[i]!.task.name, inputs[i]!.task.input);
  const fresh = samples.flatMap((sample, i) =>
    sample === undefined
      ? []
      : [baselineInput(own(i), sample, inputs[i]!.task.options.estimators, instruments)],
  );
  const baseline: Baseline = {
    schemaVersion: checkVersion,
    tool: { name: "mesoscope", version },
    options: { ...setup.measure, drift: texts },
    inputs: fresh,
    ...(model === null ? {} : { usual: model.usual }),
  };
  const written = fresh.length + (model?.usual.files.length ?? 0);
  // Another run may have written its entries meanwhile, so reading, changing and writing hold a lock. An empty result writes no
  // baseline: check would take it for one of all files.
  const store = async () => {
    const whole = everything ? baseline : mergedBaseline(baseline, setup);
    whole.inputs.sort(byPath);
    whole.usual?.files.sort(byPath);
    await writeOutput(io, target, baselineText(whole), force);
  };
  if (written > 0) await withLock(io, target, options.quiet === true, store);
  const damaged = samples.flatMap((sample) =>
    sample === undefined ? [] : damageOf(sample.name, sample.warnings),
  );
  const unread = [...errors, ...damaged];
  const status = unread.length > 0 || written === 0 ? exitStatus.input : exitStatus.fine;
  await nameUnmeasured(
    { errors: unread, skipped: everything ? [] : skipped },
    options.quiet === true,
    io,
    status,
  );
  if (options.quiet !== true && written > 0) {
    const numbers = fresh.flatMap((input) => input.numbers).filter((one) => "value" in one).length;
    const counts = [
      ...(model === null ? [] : [`${plural(model.usual.files.length, "file")} accepted as they are`]),
      ...(model !== null && instruments.length === 0
        ? []
        : [`${plural(fresh.length, "input")}, ${plural(numbers, "number")} with errors`]),
    ];
    await write(io.stdout, `${counts.join("; ")} -> ${escapeForTerminal(target)}\n`);
  }
  return status;
}

const byPath = by<{ readonly path: string }>(({ path }) => path);

/** The existing baseline with the new measurements. @throws UsageError when they were measured with different options */
function mergedBaseline(baseline: Baseline, setup: CheckSetup): Baseline {
  if (!hasBaseline(setup)) return baseline;
  const shown = setup.shownBaseline;
  const before = readBaseline(setup.baselinePath, shown);
  if (JSON.stringify(before.options) !== JSON.stringify(baseline.options)) {
    throw new UsageError(`${shown} was measured with other options: write it completely, without paths`);
  }
  const { usual } = baseline;
  return {
    ...baseline,
    inputs: withReplaced(before.inputs, baseline.inputs),
    // The fill rate of short files stays that of the whole repository.
    ...(usual === undefined
      ? {}
      : {
          usual: { ...(before.usual ?? usual), files: withReplaced(before.usual?.files ?? [], usual.files) },
        }),
  };
}

function withReplaced<Entry extends { readonly path: string }>(
  before: readonly Entry[],
  entries: readonly Entry[],
) {
  const paths = new Set(entries.map(({ path }) => path));
  return [...before.filter(({ path }) => !paths.has(path)), ...entries];
}
