// What a program waits for that uses the library, in milliseconds and as ratios to Node alone.
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { textOf } from "./bundled-texts.mjs";
import { median, run } from "./processes.mjs";

const rounds = 5;
const entry = new URL("../dist/index.js", import.meta.url).href;

/**
 * What a caller waits for: the first estimate of 500 bytes after the import, a first analysis of 10 kB, and later ones, of which the
 * first twelve are not counted: functions are compiled in them. Bounds are in milliseconds: a start of Node is mostly files and
 * memory, so that a faster one makes no analysis faster.
 *
 * @param {string} folder for files that are deleted afterwards
 */
export function* library(folder) {
  const text = textOf("moby-dick", 130_000);
  const script = join(folder, "library.mjs");
  writeFileSync(
    script,
    `const text = ${JSON.stringify(Buffer.from(text).toString("latin1"))};
const { analyze, estimate } = await import(${JSON.stringify(entry)});
const seconds = async (work) => {
  const before = performance.now();
  await work();
  return (performance.now() - before) / 1000;
};
const first = await seconds(() => estimate(text.slice(0, 500), "chao-shen"));
const analyzed = await seconds(() => analyze(text.slice(0, 10_000)));
const later = [];
for (let i = 1; i < 25; i++) {
  const part = text.slice(10_000 * (i % 12), 10_000 * (i % 12 + 1));
  later.push(await seconds(() => analyze(part)));
}
console.log(JSON.stringify([first, analyzed, later.slice(12).sort((a, b) => a - b)[6]]));
`,
  );
  const env = { NODE_EXTRA_CA_CERTS: undefined };
  const found = Array.from({ length: rounds }, () =>
    JSON.parse(run([process.execPath, script], { env }).stdout),
  );
  const bare = median(
    Array.from({ length: rounds }, () => run([process.execPath, "-e", "0"], { env }).seconds),
  );
  for (const [i, [what, atMost]] of [
    ["first estimate of 500 bytes after the import", 60],
    ["first analyze of 10 kB", undefined],
    ["analyze of 10 kB once warm", 100],
  ].entries()) {
    const own = median(found.map((times) => times[i]));
    yield {
      what: `${what}, ms (${(own / bare).toFixed(2)} times node -e 0)`,
      value: 1000 * own,
      ...(atMost === undefined ? {} : { atMost }),
    };
  }
}
