#!/usr/bin/env node
// CommonJS, as is the bundle: Node has it running some ten milliseconds sooner than a module.
const { closeSync, openSync, writeSync } = require("node:fs");
const { availableParallelism } = require("node:os");
const { setFlagsFromString } = require("node:v8");
const { rawArguments } = require("./raw-arguments.js");
const { standardOutput } = require("./standard-output.js");

/**
 * What no command knows of, such as a thread that the system refuses: one line, and the status of what could not be measured. 1
 * is for checks that failed.
 */
function endFor(error) {
  const text = lacksFiles(error)
    ? "too many open files: ulimit -n allows more, and --jobs 1 takes fewer"
    : String(error?.message ?? error);
  const line = text.replaceAll(/[^ -~]+/g, " ").slice(0, 300);
  try {
    writeSync(2, `mesoscope: ${line}\n`);
  } catch {
    // Nobody hears of it but by the status.
  }
  process.exit(3);
}

/** As `lacksFiles` of src/input/system-fault.ts, which may be one of the files that cannot be opened. */
function lacksFiles(error) {
  if (/\bE[MN]FILE\b/.test(`${error?.code} ${error?.message}`)) return true;
  if (!(error instanceof TypeError)) return false;
  const opened = [];
  try {
    while (opened.length < 12) opened.push(openSync(process.execPath, "r"));
    return false;
  } catch {
    return true;
  } finally {
    for (const file of opened) closeSync(file);
  }
}

// The engine of Node 20 has no compiler between its fastest and its best one, which takes some 6 ms for each function: later and
// with less inlining, commands take 5 to 20 % less processor time and no more wall time. Node 22 and later have one.
if (process.versions.node.startsWith("20.")) {
  setFlagsFromString("--interrupt-budget=400000");
  setFlagsFromString("--max-inlined-bytecode-size-cumulative=300");
}

process.on("uncaughtException", endFor);
process.on("unhandledRejection", endFor);

const { main, settled } = require("../dist/command/main.cjs");

function workingFolder() {
  try {
    return process.cwd();
  } catch {
    return endFor("the working directory is gone");
  }
}

const stdout = standardOutput();
let errors;
let isDone = false;
// What waits for something that never comes leaves nothing to do: that is no end of the work.
process.on("beforeExit", () => {
  if (!isDone) endFor("the work came to a halt before its end");
});

main(rawArguments(process.argv.slice(2)), {
  // What a command does not read or write is not opened, which takes some milliseconds.
  get stdin() {
    return process.stdin;
  },
  stdout,
  get stderr() {
    // The write that meets a fault is told of it; a reader that has gone ends nothing.
    errors ??= process.stderr.on("error", () => {});
    return errors;
  },
  env: process.env,
  cwd: workingFolder(),
  platform: process.platform,
  processors: availableParallelism(),
  versions: process.versions,
}).then(async (status) => {
  isDone = true;
  process.exitCode = status;
  await settled();
  // Taking all down piece by piece takes some ten milliseconds more; what is not written yet is waited for.
  if (stdout.waiting === 0 && !errors?.writableLength) process.exit();
});
