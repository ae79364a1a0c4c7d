#!/usr/bin/env node
import module from "node:module";
import { availableParallelism } from "node:os";

// From Node 22 on, compiled code is kept between runs: a command is judged by its first hundred milliseconds.
module.enableCompileCache?.();
const { main } = await import("../dist/main.js");

// A reader that has gone is no error; other faults are reported by the write that met them.
process.stdout.on("error", (error) => {
  if (error.code === "EPIPE") process.exit(0);
});

process.exitCode = await main(process.argv.slice(2), {
  stdin: process.stdin,
  stdout: process.stdout,
  stderr: process.stderr,
  env: process.env,
  cwd: process.cwd(),
  platform: process.platform,
  processors: availableParallelism(),
  versions: process.versions,
});
