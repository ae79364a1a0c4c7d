// What a program waits for that uses the library, as ratios to Node alone.
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { textOf } from "./bundled-texts.mjs";
import { median, run } from "./processes.mjs";

const rounds = 5;
const entry = new URL("../dist/index.js", import.meta.url).href;

/**
 * What a caller waits for: the first estimate of 500 bytes after the import, of a first and of later analyses of 10 kB.
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
for (let i = 1; i < 12; i++)
  later.push(await seconds(() => analyze(text.slice(10_000 * i, 10_000 * (i + 1)))));
console.log(JSON.stringify([first, analyzed, later.sort((a, b) => a - b)[5]]));
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
    ["first estimate of 500 bytes after the import", 1.5],
    ["first analyze of 10 kB", undefined],
    ["later analyze of 10 kB", 2.5],
  ].entries()) {
    const own = median(found.map((times) => times[i]));
    const ms = (seconds) => (1000 * seconds).toFixed(0);
    yield {
      what: `${what} / node -e 0 (${ms(own)} / ${ms(bare)} ms)`,
      value: own / bare,
      ...(atMost === undefined ? {} : { atMost }),
    };
  }
}
