import { randomUUID } from "node:crypto";
import {
  closeSync,
  lstatSync,
  openSync,
  readFileSync,
  readlinkSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { hostname } from "node:os";
import { setTimeout as sleep } from "node:timers/promises";
import { UsageError } from "../core/errors.ts";
import { readRegular, smallFiles } from "../input/open-regular.ts";
import { escapeForTerminal } from "../report/kit/format.ts";
import { type Io, write } from "./io.ts";
import { removeWhenEnded } from "./on-interrupt.ts";
import { describeWriteFault, placeOf } from "./write-output.ts";

/** Time that others are waited for, in ms: what is done under a lock takes some milliseconds, but for a run that is resumed. */
const patience = 60_000;
/** After this wait, in ms, it is said what is waited for. */
const silence = 800;
/** Between two looks, at most. */
const pause = 40;
/** Time in which a process that takes over a stale lock is sure that no other process did. */
const settling = 100;

/** An unowned lock older than this, in ms, is stale. */
const unwritten = 10_000;

/** Who holds a lock. */
interface Holder {
  readonly id: string;
  readonly host: string;
  readonly process: number;
  /** what tells the process from others of its number; absent: the system does not */
  readonly born?: string;
  /** processes of another space have numbers of their own, as in a container */
  readonly space?: string;
}

/**
 * Does what no two runs may do at once with a file: to read it, change it and write it again.
 *
 * A lock is a file beside it, which an interrupt removes. One of a run that was killed is taken over by the next on the same
 * machine, even if another process has its number by then. Others are waited for, which is said.
 *
 * @param shown path of the file; what is no file has no lock
 * @param quiet whether nothing is said of a wait, but when it was in vain
 * @throws UsageError when the lock cannot be made, or is held for a minute; what `act` throws
 */
export async function whileLocked<Result>(
  io: Io,
  shown: string,
  quiet: boolean,
  act: () => Result | Promise<Result>,
): Promise<Result> {
  const path = placeOf(io, shown);
  if (path === null) return act();
  const lock = `${path}.lock`;
  const [born, space] = [birthOf("self"), spaceOfProcesses()];
  const own: Holder = {
    id: randomUUID(),
    host: hostname(),
    process: process.pid,
    ...(born === undefined ? {} : { born }),
    ...(space === undefined ? {} : { space }),
  };
  const start = Date.now();
  let isSaid = false;
  while (!take(lock, own, shown) && !(await takeOver(lock, own))) {
    const waited = Date.now() - start;
    const holder = holderOf(lock);
    const who = holder === undefined ? "another run" : `process ${holder.process} of ${holder.host}`;
    const held = escapeForTerminal(`${who} holds ${shown}.lock`);
    if (waited > patience)
      throw new UsageError(`cannot write ${escapeForTerminal(shown)}: ${held}; remove it if there is none`);
    if (waited > silence && !isSaid && !quiet) {
      isSaid = true;
      await write(io.stderr, `mesoscope: waiting up to ${patience / 1000} s: ${held}\n`);
    }
    await sleep(Math.random() * pause);
  }
  const forget = removeWhenEnded(lock);
  try {
    return await act();
  } finally {
    rmSync(lock, { force: true });
    forget();
  }
}

/** @returns whether it was free @throws UsageError when it cannot be made */
function take(lock: string, own: Holder, shown: string): boolean {
  let file: number | undefined;
  try {
    file = openSync(lock, "wx");
    writeFileSync(file, JSON.stringify(own));
    closeSync(file);
    return true;
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "EEXIST") return false;
    // One that does not say whose it is would keep all others waiting.
    if (file !== undefined) rmSync(lock, { force: true });
    throw new UsageError(`cannot write ${shown}: ${describeWriteFault(error)}`);
  }
}

/** Takes the lock of a run that is no more: of several that try, the last one has it. */
async function takeOver(lock: string, own: Holder): Promise<boolean> {
  const holder = holderOf(lock);
  if (holder === undefined ? !isAbandoned(lock) : mayHold(holder, own)) return false;
  const mine = `${lock}.${own.id}.tmp`;
  try {
    writeFileSync(mine, JSON.stringify(own));
    renameSync(mine, lock);
  } catch {
    return false;
  } finally {
    rmSync(mine, { force: true });
  }
  await sleep(settling);
  return holderOf(lock)?.id === own.id;
}

/** @returns undefined where there is none, it is not written yet, or it is no lock */
function holderOf(lock: string): Holder | undefined {
  try {
    const said: unknown = JSON.parse(readRegular(lock, smallFiles.key, true).toString("utf8"));
    const { id, host, process: pid } = said as Partial<Holder>;
    const isHolder = typeof id === "string" && typeof host === "string" && Number.isInteger(pid) && pid! > 0;
    return isHolder ? (said as Holder) : undefined;
  } catch {
    return undefined;
  }
}

/** Whether an unowned lock is older than writing a name takes: the process that made it was killed before. */
function isAbandoned(lock: string): boolean {
  const status = lstatSync(lock, { throwIfNoEntry: false });
  return status?.isFile() === true && Date.now() - status.mtimeMs > unwritten;
}

/** Whether the process that a lock names may be the one that made it. */
function mayHold({ host, process: pid, born, space }: Holder, own: Holder): boolean {
  if (host !== own.host || (space !== undefined && space !== own.space)) return true;
  try {
    process.kill(pid, 0);
  } catch (error) {
    // Another user may have it; else there is none, or can be none.
    if (!(error instanceof Error && "code" in error && error.code === "EPERM")) return false;
  }
  const birth = birthOf(pid);
  return birth === undefined || birth === born;
}

/** When a process started, and after which start of the machine; undefined where that is not told. */
function birthOf(pid: number | "self"): string | undefined {
  try {
    const status = readFileSync(`/proc/${pid}/stat`, "latin1");
    // The name of the program, in parentheses, may hold anything.
    const fields = status.slice(status.lastIndexOf(")") + 2).split(" ");
    // One that has ended, and whose parent has not asked, does nothing.
    return fields[0] === "Z"
      ? ""
      : `${readFileSync("/proc/sys/kernel/random/boot_id", "latin1").trim()} ${fields[19]}`;
  } catch {
    return undefined;
  }
}

function spaceOfProcesses(): string | undefined {
  try {
    return readlinkSync("/proc/self/ns/pid");
  } catch {
    return undefined;
  }
}
