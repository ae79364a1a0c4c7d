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

/** Longest wait for a lock, in ms: work under a lock takes some milliseconds, except for a resumed run. */
const patience = 60_000;
/** Wait, in ms, after which a message says so. */
const silence = 800;
/** Longest pause between two checks. */
const pause = 40;
/** Time after which a process that takes over a stale lock knows that no other process did. */
const settling = 100;

/** An unowned lock older than this, in ms, is stale. */
const unwritten = 10_000;

/** The owner of a lock. */
interface Holder {
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
      throw new UsageError(
        `cannot write ${escapeForTerminal(shown)}: ${held}; remove it if no such run exists`,
      );
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
    // A lock without an owner would block all others.
    if (file !== undefined) rmSync(lock, { force: true });
    throw new UsageError(`cannot write ${shown}: ${describeWriteFault(error)}`);
  }
}

/** Takes over the lock of a dead run: of several that try, the last one gets it. */
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

/** @returns undefined where there is none, it is not written yet, or it is not a lock */
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

/** Whether an unowned lock is too old to be still written: its process was killed. */
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
    // The process may belong to another user; otherwise it does not exist.
    if (!(error instanceof Error && "code" in error && error.code === "EPERM")) return false;
  }
  const birth = birthOf(pid);
  return birth === undefined || birth === born;
}

/** When a process started, and at which boot of the machine; undefined where the system does not say. */
function birthOf(pid: number | "self"): string | undefined {
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

function spaceOfProcesses(): string | undefined {
  try {
    return readlinkSync("/proc/self/ns/pid");
  } catch {
    return undefined;
  }
}
