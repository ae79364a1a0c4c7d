import { spawn } from "node:child_process";
import { mkdtempSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readable, Writable } from "node:stream";
import { fileURLToPath } from "node:url";
import type { main as mainOfSources } from "../../src/cli/main.ts";

/** What a run left behind. */
export interface Outcome {
  readonly status: number | null;
  readonly stdout: Buffer;
  readonly out: string;
  readonly err: string;
}

export interface RunOptions {
  readonly stdin?: string | Uint8Array;
  readonly env?: Readonly<Record<string, string>>;
  /** what the streams claim to be */
  readonly terminal?: boolean;
  readonly columns?: number;
  readonly rows?: number;
}

/** The built command, which loads in a twentieth of the time that its sources take. */
const { main } = createRequire(import.meta.url)("../../dist/command/main.cjs") as {
  readonly main: typeof mainOfSources;
};

export const binary = fileURLToPath(new URL("../../bin/mesoscope.js", import.meta.url));

/** A folder that goes with the run: workers are ended without asking them. */
export function temporaryFolder(): string {
  return mkdtempSync(join(process.env["MESOSCOPE_TEST_FOLDER"] ?? tmpdir(), "t-"));
}

const cacheHome = process.env["MESOSCOPE_TEST_CACHE"] ?? temporaryFolder();
const dataHome = temporaryFolder();
const base = { XDG_CACHE_HOME: cacheHome, XDG_DATA_HOME: dataHome, LANG: "C.UTF-8" };

/** Runs the command in this process, from its working directory; large jobs stay on this thread with `--jobs 1`. */
export async function runCli(argv: readonly string[], options: RunOptions = {}): Promise<Outcome> {
  const chunks: { out: Buffer[]; err: Buffer[] } = { out: [], err: [] };
  const sink = (into: Buffer[], extra: object) =>
    Object.assign(
      new Writable({
        write(chunk, _encoding, done) {
          into.push(Buffer.from(chunk));
          done();
        },
      }),
      extra,
    );
  const terminal = options.terminal === true ? { isTTY: true } : {};
  const { columns, rows } = options;
  const input = options.stdin === undefined ? [] : [Buffer.from(options.stdin)];
  const status = await main(argv, {
    stdin: Object.assign(Readable.from(input), terminal),
    stdout: sink(chunks.out, { ...terminal, columns, rows }),
    stderr: sink(chunks.err, terminal),
    env: { ...base, ...options.env },
    cwd: process.cwd(),
    platform: process.platform,
    processors: 1,
    versions: process.versions,
  });
  return outcome(status, chunks.out, chunks.err);
}

/** The same in a folder, of a line such as "mesoscope check -q" without quotes. */
export async function runIn(folder: string, line: string): Promise<Outcome> {
  const before = process.cwd();
  process.chdir(folder);
  try {
    return await runCli(line.split(" ").slice(1));
  } finally {
    process.chdir(before);
  }
}

/** Runs the built command as a process of its own. */
export function spawnCli(argv: readonly string[], options: RunOptions = {}): Promise<Outcome> {
  return finished([process.execPath, binary, ...argv], options);
}

/**
 * Runs a shell line in which `mesoscope` is the built command; the status is that of the line. Pipes of Node are sockets, for which
 * bash takes itself for a remote shell and reads what its user has set up, unless it is told not to.
 */
export function spawnShell(line: string, options: RunOptions = {}): Promise<Outcome> {
  const prelude = `set -o pipefail; mesoscope() { "${process.execPath}" "${binary}" "$@"; }`;
  return finished(["bash", "--norc", "-c", `${prelude}\n${line}`], options);
}

function finished([command = "", ...argv]: readonly string[], options: RunOptions): Promise<Outcome> {
  const { PATH, HOME } = process.env;
  const out: Buffer[] = [];
  const err: Buffer[] = [];
  return new Promise((resolve, reject) => {
    const child = spawn(command, argv, { env: { PATH, HOME, ...base, ...options.env } });
    child.stdout.on("data", (chunk: Buffer) => out.push(chunk));
    child.stderr.on("data", (chunk: Buffer) => err.push(chunk));
    child.stdin.on("error", () => {}); // a command that does not read its input closes it
    child.stdin.end(options.stdin ?? "");
    child.on("error", reject);
    child.on("close", (status) => resolve(outcome(status, out, err)));
  });
}

function outcome(status: number | null, out: readonly Buffer[], err: readonly Buffer[]): Outcome {
  const stdout = Buffer.concat(out);
  return { status, stdout, out: stdout.toString("utf8"), err: Buffer.concat(err).toString("utf8") };
}
