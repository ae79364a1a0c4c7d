// Preloaded into a measured process: writes its peak resident memory in bytes to $PEAK_REPORT when it exits.
import { readFileSync, writeFileSync } from "node:fs";
import { isMainThread } from "node:worker_threads";

/** Linux keeps a peak for each program image; the peak of `resourceUsage` includes the process that started this one. */
function peakBytes() {
  try {
    return Number(/VmHWM:\s*(\d+)/.exec(readFileSync("/proc/self/status", "utf8"))[1]) * 1024;
  } catch {
    return process.resourceUsage().maxRSS * 1024;
  }
}

if (isMainThread) process.on("exit", () => writeFileSync(process.env.PEAK_REPORT, String(peakBytes())));
