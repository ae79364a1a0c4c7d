#!/usr/bin/env node
// CommonJS, as is the bundle: Node has it running some ten milliseconds sooner than a module.
const { availableParallelism } = require("node:os");
const { loadCommand } = require("./load-command.js");
const { standardOutput } = require("./standard-output.js");

const stdout = standardOutput();
let errors;

loadCommand()
  .main(process.argv.slice(2), {
    // What a command does not read or write is not opened, which takes some milliseconds.
    get stdin() {
      return process.stdin;
    },
    stdout,
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
    if (stdout.waiting === 0 && !errors?.writableLength) process.exit();
  });
