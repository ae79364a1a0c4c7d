import { existsSync } from "node:fs";
import nodeProcess from "node:process";
import { expect, test } from "vitest";
import { cpuOfThread, threadCpu, threadName } from "../../../src/input/thread-cpu.ts";

const isTold = existsSync("/proc/thread-self/stat");

/** Works until a clock has gone on by so much, seconds. @returns whether it did in good time */
function worksFor(seconds: number, clock: () => number): boolean {
  const [start, begun] = [clock(), performance.now()];
  while (clock() - start < seconds) if (performance.now() - begun > 2000) return false;
  return true;
}

test("processor time grows with work, and is part of that of the process", () => {
  const all = () => nodeProcess.cpuUsage();
  const before = all();
  expect(worksFor(0.03, threadCpu)).toBe(true);
  const spent = nodeProcess.cpuUsage(before);
  // The system counts in hundredths.
  expect((spent.user + spent.system) / 1e6).toBeGreaterThan(0.015);
});

test.skipIf(!isTold)("another thread asks by name, and hears nothing of one that is not there", () => {
  expect(cpuOfThread(threadName())).toBeCloseTo(threadCpu(), 1);
  expect(cpuOfThread(null)).toBeNull();
  expect(cpuOfThread("0")).toBeNull();
});
