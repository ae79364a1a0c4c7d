import type { ReportCall } from "../../command/command.ts";
import type { SharedOptions } from "../../command/options.ts";
import { codeOf } from "../../core/errors.ts";
import type { BatchReport, FolderFindings } from "../../results/report.ts";
import { installedWorker } from "../../run/installation.ts";
import { inPool, reasonOfDeath } from "../../run/pool.ts";
import type { BatchPlan } from "../../run/run-batch.ts";
import type { FolderFiles } from "../odd/among.ts";

/**
 * The report of a plan, with what is unusual among its files where a sample stands for many. These are compared while the
 * types are measured, if the run may have threads and has no limit of memory.
 */
export async function withFolder(
  { files }: BatchPlan,
  { options, io, signal }: Pick<ReportCall<SharedOptions>, "options" | "io" | "signal">,
  measured: () => Promise<BatchReport>,
): Promise<BatchReport> {
  if (files === undefined) return measured();
  const { jobs = io.processors, maxMemory, seed, decompress } = options;
  const work: FolderFiles = { files, seed, decompress, ...(maxMemory === undefined ? {} : { maxMemory }) };
  const aside = jobs > 1 && maxMemory === undefined ? findingsOf(work) : undefined;
  const report = await measured();
  if (signal.aborted) return report;
  const stopped = new Promise<undefined>((resolve) =>
    signal.addEventListener("abort", () => resolve(undefined), { once: true }),
  );
  const folder = await Promise.race([aside ?? findingsOf(work), stopped]);
  return folder === undefined ? report : { ...report, folder };
}

/**
 * On a thread, so that an interrupt is heard, unless Node's permission model forbids threads.
 *
 * @returns why there are none if the thread dies
 */
async function findingsOf(work: FolderFiles): Promise<FolderFindings> {
  const found: FolderFindings[] = [];
  try {
    await inPool<FolderFindings>(installedWorker(), 1, "oddAmong", [work], (one) => found.push(one));
  } catch (error) {
    if (codeOf(error) === "ERR_ACCESS_DENIED") return (await import("../odd/among.ts")).oddAmong(work);
    found.push({
      compared: 0,
      unlike: 0,
      odd: [],
      undecided: `${reasonOfDeath(error)}.`,
      equal: [],
      near: [],
    });
  }
  return found[0]!;
}
