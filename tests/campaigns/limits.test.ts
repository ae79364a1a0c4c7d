// @module-tag thorough
import { spawn } from "node:child_process";
import { closeSync, copyFileSync, openSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { wordyText } from "../e2e/fixtures.ts";
import { binary, temporaryFolder } from "../e2e/run-cli.ts";
import { complaintsOf, record, timeout, whole } from "./campaign.ts";
import { kinds, writeKind, writeSparse } from "./kinds.ts";

const megabyte = 1_000_000;
/** What --max-memory does not count: what a start takes, and a thread. */
const apart = { start: 70 * megabyte, thread: 40 * megabyte };
/** Milliseconds between two looks at a process. */
const interval = 5;
const folder = temporaryFolder();
const at = (name: string) => join(folder, name);

/** Commands that read inputs, what they need to, and whether they have threads. */
const commands: readonly {
  readonly argv: readonly string[];
  readonly threads?: true;
  /** reads records as they are */
  readonly plain?: true;
  /** compares files, whatever their records */
  readonly several?: true;
}[] = [
  { argv: ["-e", "plug-in"], threads: true },
  { argv: [], threads: true },
  { argv: ["score", "--columns", "bytes", "-f", "csv"], threads: true },
  { argv: ["learn", "-o", at("a.model"), "--force"] },
  { argv: ["explain"] },
  { argv: ["lens"], plain: true },
  { argv: ["sections"], plain: true },
  { argv: ["odd"], several: true },
  { argv: ["report", "-o", at("report.html"), "--force"], threads: true },
];

interface Ended {
  readonly status: number | null;
  readonly err: string;
  /** peak of the resident memory as the system sees it from outside, bytes */
  readonly peak: number;
}

/** Runs the command, and watches its memory from outside. */
function watched(argv: readonly string[], stdin: string | null): Promise<Ended> {
  const input = stdin === null ? ("ignore" as const) : openSync(stdin, "r");
  const { PATH, HOME } = process.env;
  const env = { PATH, HOME, XDG_CACHE_HOME: at("cache"), LANG: "C.UTF-8" };
  const child = spawn(process.execPath, [process.env["MESOSCOPE_BINARY"] ?? binary, ...argv], {
    env,
    stdio: [input, "ignore", "pipe"],
  });
  if (typeof input === "number") closeSync(input);
  let peak = 0;
  const look = setInterval(() => {
    try {
      const found = /VmHWM:\s*(\d+)/.exec(readFileSync(`/proc/${child.pid}/status`, "utf8"))?.[1];
      peak = Math.max(peak, 1024 * Number(found ?? 0));
    } catch {
      // It has ended.
    }
  }, interval);
  let err = "";
  child.stderr!.on("data", (piece: Buffer) => {
    err += piece.toString("utf8");
  });
  return new Promise((resolve) => {
    child.on("close", (status) => {
      clearInterval(look);
      resolve({ status, err, peak });
    });
  });
}

interface Cell {
  readonly limit: number;
  readonly ending: string;
  /** as a file that just fits, the same on standard input, or a sparse gigabyte */
  readonly form: "file" | "stdin" | "sparse";
  readonly command: (typeof commands)[number];
  readonly threads: number;
}

/** Of the suite: a part of those at the least limit. */
const one = { of: 47, first: 1 };

function cells(): Cell[] {
  const all: Cell[] = [];
  for (const limit of [64, 128, 256])
    for (const { ending } of kinds)
      for (const form of ["file", "stdin", "sparse"] as const)
        for (const command of commands.filter(({ several }) => form === "file" || !several))
          for (const threads of command.threads && form === "file" ? [1, 4] : [1])
            all.push({ limit, ending, form, command, threads });
  return whole ? all : all.filter(({ limit }, i) => limit === 64 && i % one.of === one.first);
}

test.skipIf(process.platform !== "linux")(
  "no command takes more than --max-memory, whatever its input is and wherever it comes from",
  async () => {
    const text = wordyText(2 * megabyte);
    const over: string[] = [];
    const wrong: string[] = [];
    const outcomes: Record<string, number> = { measured: 0, refused: 0 };
    const all = cells();
    let made = "";
    for (const { limit, ending, form, command, threads } of all) {
      const kind = kinds.find((one) => one.ending === ending)!;
      const name = `${form === "sparse" ? "sparse" : "large"}.${ending}`;
      const input = at(name);
      if (made !== `${limit} ${name}`) {
        rmSync(at(made.split(" ")[1] ?? "none"), { force: true });
        if (form === "sparse") writeSparse(input, kind, 1000 * megabyte);
        // Half of the limit is for content.
        else await writeKind(input, kind, text, 0.44 * limit * megabyte);
        made = `${limit} ${name}`;
      }
      const copies = threads > 1 || command.several ? [1, 2, 3].map((i) => at(`copy-${i}.${ending}`)) : [];
      for (const copy of copies) copyFileSync(input, copy);
      const { argv } = command;
      const options = command.plain || command.several ? [] : kind.options;
      const paths = form === "stdin" ? ["-", "--stdin-name", name] : [input, ...copies];
      const jobs = command.threads ? ["--jobs", String(threads)] : [];
      const run = [...argv, ...paths, ...options, ...jobs, "--max-memory", `${limit}MB`, "--quiet"];
      const { status, err, peak } = await watched(run, form === "stdin" ? input : null);
      for (const copy of copies) rmSync(copy);
      const shown = `${argv.join(" ")} ${name} (${form}, -j ${threads}, ${limit}MB)`;
      const most = limit * megabyte + apart.start + threads * apart.thread;
      if (peak > most) over.push(`${shown}: ${Math.round(peak / megabyte)} of ${most / megabyte} MB`);
      const isTrue =
        (status === 0 || status === 3) && complaintsOf(err).length === 0 && !/ 0 bytes/.test(err);
      if (!isTrue) wrong.push(`${shown}: status ${status}, ${err.slice(0, 300)}`);
      outcomes[status === 0 ? "measured" : "refused"]!++;
    }
    record("limits", { runs: all.length, outcomes, broken: over.length + wrong.length });
    expect({ over, wrong }).toEqual({ over: [], wrong: [] });
  },
  timeout,
);
