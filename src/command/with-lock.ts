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
import { codeOf, UsageError } from "../core/errors.ts";
import { readRegular, smallFiles } from "../input/open-regular.ts";
import { escapeForTerminal } from "../report/kit/format.ts";
import { type Io, write } from "./io.ts";
import { removeWhenEnded } from "./on-interrupt.ts";
import { describeWriteFault, placeOf } from "./write-output.ts";

/** Longest wait for a lock, in ms: work under a lock takes some milliseconds, except for a resumed run. */
const longestWait = 60_000;
/** Wait, in ms, after which a message says so. */
const silentWait = 800;
/** Longest pause between two checks. */
const longestPause = 40;
/** Time after which a process that takes over a stale lock knows that no other process did. */
const takeoverWait = 100;

/** An unowned lock older than this, in ms, is stale. */
const staleAfter = 10_000;

/** The owner of a lock. */
interface LockOwner {
  readonly id: string;
  readonly host: string;
  readonly process: number;
  /** distinguishes the process from others with its number; absent: unknown */
  readonly born?: string;
  /** a namespace with process numbers of its own, as in a container */
  readonly space?: string;
}

/**
 * Runs an operation that no two runs may do at once with a file: reading, changing and writing it.
 *
 * The lock is a file beside it, which an interrupt removes. The lock of a killed run is taken over by the next run on the same
 * machine, even if another process has its number by then. Other runs are waited for, with a message.
 *
 * @param shown path of the file; something that is not a file has no lock
 * @param quiet whether to print no message about a wait, except when it was in vain
 * @throws UsageError when the lock cannot be made, or is held for a minute; what `act` throws
 */
export async function withLock<Result>(
  io: Io,
  shown: string,
  quiet: boolean,
  act: () => Result | Promise<Result>,
): Promise<Result> {
  const path = placeOf(io, shown);
  if (path === null) return act();
  const lock = `${path}.lock`;
  const [born, space] = [startOfProcess("self"), pidNamespace()];
  const own: LockOwner = {
    id: randomUUID(),
    host: hostname(),
    process: process.pid,
    ...(born === undefined ? {} : { born }),
    ...(space === undefined ? {} : { space }),
  };
  const start = Date.now();
  let isReported = false;
  while (!tryLock(lock, own, shown) && !(await takeOver(lock, own))) {
    const waited = Date.now() - start;
    const owner = ownerOf(lock);
    const who = owner === undefined ? "another run" : `process ${owner.process} of ${owner.host}`;
    const held = escapeForTerminal(`${who} holds ${shown}.lock`);
    if (waited > longestWait)
      throw new UsageError(
        `cannot write ${escapeForTerminal(shown)}: ${held}; remove it if no such run exists`,
      );
    if (waited > silentWait && !isReported && !quiet) {
      isReported = true;
      await write(io.stderr, `mesoscope: waiting up to ${longestWait / 1000} s: ${held}\n`);
    }
    await sleep(Math.random() * longestPause);
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
function tryLock(lock: string, own: LockOwner, shown: string): boolean {
  let file: number | undefined;
  try {
    file = openSync(lock, "wx");
    writeFileSync(file, JSON.stringify(own));
    closeSync(file);
    return true;
  } catch (error) {
    if (codeOf(error) === "EEXIST") return false;
    // A lock without an owner would block all others.
    if (file !== undefined) rmSync(lock, { force: true });
    throw new UsageError(`cannot write ${shown}: ${describeWriteFault(error)}`);
  }
}

/** Takes over the lock of a dead run: of several that try, the last one gets it. */
async function takeOver(lock: string, own: LockOwner): Promise<boolean> {
  const owner = ownerOf(lock);
  if (owner === undefined ? !isStale(lock) : mayBeAlive(owner, own)) return false;
  const mine = `${lock}.${own.id}.tmp`;
  try {
    writeFileSync(mine, JSON.stringify(own));
    renameSync(mine, lock);
  } catch {
    return false;
  } finally {
    rmSync(mine, { force: true });
  }
  await sleep(takeoverWait);
  return ownerOf(lock)?.id === own.id;
}

/** @returns undefined where there is none, it is not written yet, or it is not a lock */
function ownerOf(lock: string): LockOwner | undefined {
  try {
    const owner: unknown = JSON.parse(readRegular(lock, smallFiles.key, true).toString("utf8"));
    const { id, host, process: pid } = owner as Partial<LockOwner>;
    const isOwner = typeof id === "string" && typeof host === "string" && Number.isInteger(pid) && pid! > 0;
    return isOwner ? (owner as LockOwner) : undefined;
  } catch {
    return undefined;
  }
}

/** Whether an unowned lock is too old to be still written: its process was killed. */
function isStale(lock: string): boolean {
  const status = lstatSync(lock, { throwIfNoEntry: false });
  return status?.isFile() === true && Date.now() - status.mtimeMs > staleAfter;
}

/** Whether the process that a lock names may be the one that made it. */
function mayBeAlive({ host, process: pid, born, space }: LockOwner, own: LockOwner): boolean {
  if (host !== own.host || (space !== undefined && space !== own.space)) return true;
  try {
    process.kill(pid, 0);
  } catch (error) {
    // The process may belong to another user; otherwise it does not exist.
    if (codeOf(error) !== "EPERM") return false;
  }
  const birth = startOfProcess(pid);
  return birth === undefined || birth === born;
}

/** When a process started, and at which boot of the machine; undefined where the system does not say. */
function startOfProcess(pid: number | "self"): string | undefined {
  try {
    const status = readFileSync(`/proc/${pid}/stat`, "latin1");
    // The name of the program, in parentheses, may hold anything.
    const fields = status.slice(status.lastIndexOf(")") + 2).split(" ");
    // A zombie, which has ended.
    return fields[0] === "Z"
      ? ""
      : `${readFileSync("/proc/sys/kernel/random/boot_id", "latin1").trim()} ${fields[19]}`;
  } catch {
    return undefined;
  }
}

function pidNamespace(): string | undefined {
  try {
    return readlinkSync("/proc/self/ns/pid");
  } catch {
    return undefined;
  }
}
