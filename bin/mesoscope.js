#!/usr/bin/env node
// CommonJS, as is the bundle: Node has it running some ten milliseconds sooner than a module.
const { availableParallelism } = require("node:os");
const { standardOutput } = require("./standard-output.js");

const { main } = require("../dist/command/main.cjs");

const stdout = standardOutput();
let errors;

main(process.argv.slice(2), {
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
  cwd: process.cwd(),
  platform: process.platform,
  processors: availableParallelism(),
  versions: process.versions,
}).then((status) => {
  process.exitCode = status;
  // Taking all down piece by piece takes some ten milliseconds more; what is not written yet is waited for.
  if (stdout.waiting === 0 && !errors?.writableLength) process.exit();
});
