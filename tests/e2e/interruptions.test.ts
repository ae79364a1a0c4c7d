import { type ChildProcess, spawn } from "node:child_process";
import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { describe, expect, test } from "vitest";
import { binary, runCli, spawnShell, temporaryFolder } from "./run-cli.ts";

/** Waits until the command has begun to write. @throws Error when it ends before */
async function begun(folder: string, child: ChildProcess): Promise<void> {
  while (!readdirSync(folder).some((name) => name.endsWith(".tmp"))) {
    if (child.exitCode !== null) throw new Error(`ended with ${child.exitCode} before it wrote`);
    await sleep(10);
  }
}

describe("an interrupted run", () => {
  test.for([
    ["SIGINT", 130],
    ["SIGTERM", 143],
  ] as const)(
    "%s ends a long generate at once, with %i and nothing left behind",
    async ([signal, status]) => {
      const folder = temporaryFolder();
      const argv = [binary, "generate", "uniform", "-n", "100GB", "-o", join(folder, "long.bin")];
      const child = spawn(process.execPath, argv, { stdio: "ignore" });
      const ended = new Promise((resolve) => child.on("close", resolve));
      try {
        await begun(folder, child);
        child.kill(signal);
        expect(await ended).toBe(status);
        expect(readdirSync(folder)).toEqual([]);
      } finally {
        child.kill("SIGKILL"); // one that does not hear would fill the disk
      }
    },
  );
});
