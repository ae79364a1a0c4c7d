#!/usr/bin/env node
import { availableParallelism } from "node:os";
import { main } from "../dist/main.js";

// Writing to a pipe whose reader has gone is not an error of ours.
process.stdout.on("error", (error) => {
  if (error.code !== "EPIPE") throw error;
  process.exit(0);
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
