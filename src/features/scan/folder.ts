import { fewFiles, isFile } from "../../command/by-type.ts";
import type { ReportCall } from "../../command/command.ts";
import type { SharedOptions } from "../../command/options.ts";
import { codeOf } from "../../core/errors.ts";
import type { BatchReport } from "../../results/report.ts";
import { installedWorker } from "../../run/installation.ts";
import { inPool, reasonOfDeath } from "../../run/pool.ts";
import type { BatchPlan } from "../../run/run-batch.ts";
import type { Among } from "../odd/among.ts";
import type { FolderFiles } from "../odd/copies.ts";

/**
 * The report of a plan, with copies among its files, and with what is odd among them where a sample stands for many. These are
 * compared while the types are measured, if the run may have threads and has no limit of memory.
 */
export async function withFolder(
  { files, tasks }: BatchPlan,
  { format, options, io, signal }: Pick<ReportCall<SharedOptions>, "format" | "options" | "io" | "signal">,
  measured: () => Promise<BatchReport>,
): Promise<BatchReport> {
  const { jobs = io.processors, maxMemory, seed, decompress, estimator } = options;
  const limit = maxMemory === undefined ? {} : { maxMemory };
  if (files === undefined) {
    const report = await measured();
    if (format !== "table" || tasks.length > fewFiles || estimator !== undefined) return report;
    const few = Array.from(tasks, ({ input }) => input).filter(isFile);
    if (few.length < 2 || signal.aborted) return report;
    const { copiesAmong } = await import("../odd/copies.ts");
    const copies = await copiesAmong({ ...{ files: few, seed, decompress }, ...limit });
    return copies === null ? report : { ...report, copies };
  }
  const work: FolderFiles = { ...{ files, seed, decompress }, ...limit };
  const aside = jobs > 1 && maxMemory === undefined ? findingsOf(work) : undefined;
  const report = await measured();
  if (signal.aborted) return report;
  const stopped = new Promise<undefined>((resolve) =>
    signal.addEventListener("abort", () => resolve(undefined), { once: true }),
  );
  const found = await Promise.race([aside ?? findingsOf(work), stopped]);
  return found === undefined
    ? report
    : { ...report, ...found, folder: { ...found.folder, files: files.length } };
}

/**
 * On a thread, so that an interrupt is heard, unless Node's permission model forbids threads.
 *
 * @returns why there are none if the thread dies
 */
async function findingsOf(work: FolderFiles): Promise<Among> {
  const found: Among[] = [];
  try {
    await inPool<Among>(installedWorker(), 1, "oddAmong", [work], (one) => found.push(one));
  } catch (error) {
    const { oddAmong, undecided } = await import("../odd/among.ts");
    if (codeOf(error) === "ERR_ACCESS_DENIED") return oddAmong(work);
    found.push(undecided(`${reasonOfDeath(error)}.`));
  }
  return found[0]!;
}
