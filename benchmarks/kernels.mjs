// The counting kernel against its TypeScript twin and against the same loops in C, on 10 MB of text.

import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { Bench } from "tinybench";
import { bundleSources } from "./bundle-sources.mjs";
import { run } from "./processes.mjs";
import { textBlock, writeText } from "./text.mjs";

const parts = [
  "src/wasm/byte-counts",
  "src/wasm/byte-grams",
  "tests/references/counts",
  "src/input/stream-file",
];

/** @returns MB/s of the C loops, or undefined without a compiler */
function compiledC(folder, file) {
  const program = join(folder, "counts");
  const compiler = spawnSync("cc", [
    "-O2",
    "-o",
    program,
    fileURLToPath(new URL("counts.c", import.meta.url)),
  ]);
  return compiler.status === 0 ? run([program, file]).stdout.trim().split(" ").map(Number) : undefined;
}

/** @param folder for files that are deleted afterwards */
export async function kernels(folder) {
  const { ByteCounter, GramCounter, addByteCounts, addGramCounts, streamFile } = await bundleSources(
    parts,
    folder,
  );
  const text = textBlock();
  const file = join(folder, "10MB.txt");
  writeText(file, text.length);

  const bytes = new ByteCounter();
  const pairs = new GramCounter(2);
  const triples = new GramCounter(3);
  const tables = [1, 2, 3].map((k) => new Float64Array(256 ** k));
  const bench = new Bench({ time: 600, warmupTime: 200, iterations: 10 });
  bench
    .add("1", () => bytes.update(text))
    .add("2", () => pairs.update(text))
    .add("3", () => triples.update(text))
    .add("twin 1", () => addByteCounts(text, tables[0]))
    .add("twin 2", () => addGramCounts(text, 2, tables[1]))
    .add("twin 3", () => addGramCounts(text, 3, tables[2]))
    .add("stream", () => streamFile(file, [bytes], bytes.buffer()));
  await bench.run();
  const speed = (name) => {
    const { result } = bench.getTask(name);
    if (result.state !== "completed") throw new Error(`${name}: ${result.state}`);
    return text.length / result.latency.min / 1000;
  };
  const c = compiledC(folder, file);

  const rows = [1, 2, 3].flatMap((k) => {
    const own = speed(String(k));
    const twin = speed(`twin ${k}`);
    return [
      { what: `bytes, k = ${k}: MB/s`, value: own, atLeast: k === 1 ? 2000 : undefined },
      { what: `bytes, k = ${k}: kernel / TypeScript twin`, value: own / twin, atLeast: [2, 2, 1.5][k - 1] },
      c === undefined
        ? { what: `bytes, k = ${k}: kernel / C`, skipped: "no C compiler" }
        : { what: `bytes, k = ${k}: kernel / C -O2`, value: own / c[k - 1], atLeast: 0.7 },
    ];
  });
  return [...rows, { what: "file, order 0 and SHA-256: MB/s", value: speed("stream") }];
}
