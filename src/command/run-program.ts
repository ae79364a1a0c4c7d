import { type ChildProcess, spawn } from "node:child_process";
import { codeOf, InputError } from "../core/errors.ts";
import { describeSystemFault } from "../input/system-fault.ts";
import { shown } from "../learners/exchange-text.ts";
import type { Io } from "./io.ts";
import { onInterrupt } from "./on-interrupt.ts";

/** Bytes at the end of a program's standard error that are kept for a message. */
const mostStderr = 4096;

/**
 * Runs a program without a shell, in a process group of its own, which is killed when it takes too long or prints too much, and
 * when this process ends.
 *
 * @param about the program, and what it works on, for messages
 * @param mostOut bytes of output
 * @returns its standard output
 * @throws InputError in one line when it fails
 */
export async function outputOf(
  about: string,
  argv: readonly string[],
  input: Uint8Array,
  mostOut: number,
  seconds: number,
  io: Io,
): Promise<string> {
  const { code, signal, out, err, fault } = await runProgram(argv, input, mostOut, seconds, io);
  if (fault !== undefined) throw new InputError(`${about}: ${fault}`);
  if (code === 0) return out;
  const how = signal === null ? `ended with status ${code}` : `was killed by ${signal}`;
  const last = err.trimEnd().split("\n").at(-1) ?? "";
  throw new InputError(`${about} ${how}${last === "" ? "" : `: ${shown(last)}`}`);
}

interface ProgramResult {
  readonly code: number | null;
  readonly signal: string | null;
  readonly out: string;
  /** the end of standard error */
  readonly err: string;
  /** why it was killed, or could not be started */
  readonly fault?: string;
}

function runProgram(
  [program, ...words]: readonly string[],
  input: Uint8Array,
  mostOut: number,
  seconds: number,
  io: Io,
): Promise<ProgramResult> {
  return new Promise((resolve) => {
    let child: ChildProcess;
    try {
      child = spawn(program!, words, {
        cwd: io.cwd,
        env: { ...io.env },
        // A process group can be killed as a whole.
        detached: io.platform !== "win32",
        windowsHide: true,
        stdio: ["pipe", "pipe", "pipe"],
      });
    } catch (error) {
      resolve({ code: null, signal: null, out: "", err: "", fault: startFault(error) });
      return;
    }
    const out: Buffer[] = [];
    let size = 0;
    let err = "";
    let fault: string | undefined;
    const kill = () => endGroup(child);
    const watcher = watcherOf(child, io);
    const end = (why: string) => {
      fault ??= why;
      kill();
    };
    process.on("exit", kill);
    const settled = onInterrupt(kill);
    const timer = setTimeout(() => end(`no answer within ${seconds} s`), seconds * 1000);
    const settle = (code: number | null, signal: string | null) => {
      clearTimeout(timer);
      process.off("exit", kill);
      settled();
      kill();
      watcher?.kill("SIGKILL");
      child.stdout?.destroy();
      child.stderr?.destroy();
      resolve({
        code,
        signal,
        out: Buffer.concat(out).toString("utf8"),
        err,
        ...(fault === undefined ? {} : { fault }),
      });
    };
    child.on("error", (error) => {
      fault ??= startFault(error);
      settle(null, null);
    });
    // Processes that it left behind would keep its output open.
    let exited: NodeJS.Timeout | undefined;
    child.on("exit", (code, signal) => {
      kill();
      exited = setTimeout(() => settle(code, signal), drainMs);
    });
    child.on("close", (code, signal) => {
      clearTimeout(exited);
      settle(code, signal);
    });
    // If the program did not start, there may be no pipes.
    child.stdout?.on("data", (chunk: Buffer) => {
      size += chunk.length;
      if (size > mostOut) end(`more than ${mostOut} bytes of output`);
      else out.push(chunk);
    });
    child.stderr?.on("data", (chunk: Buffer) => {
      err = (err + chunk.toString("utf8")).slice(-mostStderr);
    });
    // A program may answer without reading all of its input.
    child.stdin?.on("error", () => {});
    child.stdin?.end(input);
  });
}

/** Time for the rest of the output of a program that has ended. */
const drainMs = 2000;

/** A process that ends the group of another if this process is killed: then its standard input ends. */
function watcherOf({ pid }: ChildProcess, { platform }: Io): ChildProcess | undefined {
  if (pid === undefined || platform === "win32") return undefined;
  try {
    const watcher = spawn("/bin/sh", ["-c", 'read -r _; kill -s KILL -- "-$0"', String(pid)], {
      detached: true,
      stdio: ["pipe", "ignore", "ignore"],
    });
    watcher.on("error", () => {});
    return watcher;
  } catch {
    return undefined;
  }
}

function endGroup(child: ChildProcess): void {
  if (child.pid === undefined) return;
  try {
    process.kill(-child.pid, "SIGKILL");
  } catch {
    // No such group: it has ended, or the system has none.
    if (child.exitCode === null && child.signalCode === null) child.kill("SIGKILL");
  }
}

function startFault(error: unknown): string {
  const code = codeOf(error);
  if (code === "ENOENT") return "no such program";
  if (code === "EACCES") return "is not executable";
  return `cannot be started: ${describeSystemFault(error)}`;
}
