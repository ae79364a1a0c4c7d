// Calls the library many times in one process. Prints what it holds at equal steps after the first calls, as JSON.
import { readFileSync } from "node:fs";
import { analyze, compare, estimate, explain } from "../../dist/index.js";

const [calls, most] = process.argv.slice(2).map(Number);
const heavyEach = Number(process.argv[4]);
const text = readFileSync(process.argv[5], "latin1");
const [leastBytes, first, window] = [400, 200, 200];
const looks = 20;
const between = (calls - first) / (looks - 1);

function held() {
  // Garbage of this thread is no growth.
  globalThis.gc();
  const status = readFileSync("/proc/self/status", "utf8");
  const kilobytes = (name) => Number(new RegExp(`${name}:\\s+(\\d+)`).exec(status)[1]);
  return {
    rss: kilobytes("VmRSS") * 1024,
    addresses: kilobytes("VmSize") * 1024,
    mappings: readFileSync("/proc/self/maps", "utf8").split("\n").length,
  };
}

const median = (values) => values.toSorted((a, b) => a - b)[values.length >> 1];
const light = [];
const seen = [];
for (let i = 0; i < calls; i++) {
  // All kinds are called by all threads at the largest size before what they hold is looked at first.
  const heavy = i % (i < first ? 33 : heavyEach);
  const isFirst = i < first && heavy < 3;
  // Later sizes are spread evenly over the logarithm, by multiples of the golden ratio.
  const share = isFirst ? 1 : (i * 0.6180339887498949) % 1;
  const bytes = Math.round(leastBytes * (most / leastBytes) ** share);
  const at = (place) => text.slice((place * 7919) % (text.length - bytes)).slice(0, bytes);
  const began = process.cpuUsage();
  if (heavy === 0) await analyze.try(at(i));
  else if (heavy === 1) await compare.try(at(i), at(i + 1));
  else if (heavy === 2) await explain.try(at(i));
  else {
    await estimate.try(at(i), i % 2 === 0 ? "chao-shen" : "lempel-ziv-78");
    const { user, system } = process.cpuUsage(began);
    light.push(user + system);
  }
  if (i + 1 >= first + Math.floor(between * seen.length)) seen.push(held());
}
const pace = median(light.slice(-window)) / median(light.slice(first >> 1, (first >> 1) + window));
process.stdout.write(`${JSON.stringify({ seen, pace })}\n`);
