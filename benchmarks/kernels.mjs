// The counting kernel against its TypeScript twin and against the same loops in C, on 10 MB of text.

import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { Bench } from "tinybench";
import { bundleSources } from "./bundle-sources.mjs";
import { run } from "./processes.mjs";
import { textBlock, writeText } from "./text.mjs";

const parts = ["src/wasm/counts", "tests/references/counts", "src/input/stream-file"];

/** @returns MB/s of the C loops, or undefined without a compiler */
function compiledC(folder, file) {
  const program = join(folder, "counts");
  const compiler = spawnSync("cc", [
    "-O2",
    "-o",
    program,
    fileURLToPath(new URL("counts.c", import.meta.url)),
  ]);
  return compiler.status === 0 ? Number(run([program, file]).stdout) : undefined;
}

/** @param folder for files that are deleted afterwards */
export async function kernels(folder) {
  const { ByteCounter, addByteCounts, streamFile } = await bundleSources(parts, folder);
  const text = textBlock();
  const file = join(folder, "10MB.txt");
  writeText(file, text.length);

  const bytes = new ByteCounter();
  const table = new Float64Array(256);
  const bench = new Bench({ time: 600, warmupTime: 200, iterations: 10 });
  bench
    .add("kernel", () => bytes.update(text))
    .add("twin", () => addByteCounts(text, table))
    .add("stream", () => streamFile(file, [bytes], bytes.buffer()));
  await bench.run();
  const speed = (name) => {
    const { result } = bench.getTask(name);
    if (result.state !== "completed") throw new Error(`${name}: ${result.state}`);
    return text.length / result.latency.min / 1000;
  };
  const c = compiledC(folder, file);

  const own = speed("kernel");
  return [
    { what: "bytes: MB/s", value: own, atLeast: 2000 },
    { what: "bytes: kernel / TypeScript twin", value: own / speed("twin"), atLeast: 2 },
    c === undefined
      ? { what: "bytes: kernel / C", skipped: "no C compiler" }
      : { what: "bytes: kernel / C -O2", value: own / c, atLeast: 0.7 },
    { what: "file, order 0 and SHA-256: MB/s", value: speed("stream") },
  ];
}
