#!/usr/bin/env node
// CommonJS, as is the bundle: Node has it running some ten milliseconds sooner than a module.
const { availableParallelism } = require("node:os");
const { loadCommand } = require("./load-command.js");

// A reader that has gone is no error; other faults are reported by the write that met them.
process.stdout.on("error", (error) => {
  if (error.code === "EPIPE") process.exit(0);
});

let errors;
loadCommand()
  .main(process.argv.slice(2), {
    // What a command does not read or write is not opened, which takes some milliseconds.
    get stdin() {
      return process.stdin;
    },
    stdout: process.stdout,
    get stderr() {
      errors = process.stderr;
      return errors;
    },
    env: process.env,
    cwd: process.cwd(),
    platform: process.platform,
    processors: availableParallelism(),
    versions: process.versions,
  })
  .then((status) => {
    process.exitCode = status;
    // Taking all down piece by piece takes some ten milliseconds more; what is not written yet is waited for.
    if (process.stdout.writableLength === 0 && !errors?.writableLength) process.exit();
  });
