import { fileURLToPath } from "node:url";
import { Worker } from "node:worker_threads";
import { build } from "esbuild";
import { beforeAll, expect, test } from "vitest";
import { addByteCounts } from "../../references/counts.ts";
import { randomBytes } from "./random-bytes.ts";

const program = `
  import { parentPort, workerData } from "node:worker_threads";
  import { ByteCounter } from "./byte-counts.ts";
  const counter = new ByteCounter();
  counter.update(workerData);
  parentPort.postMessage(counter.counts());
`;

let script = "";

beforeAll(async () => {
  const { outputFiles } = await build({
    stdin: { contents: program, resolveDir: fileURLToPath(new URL("../../../src/wasm", import.meta.url)) },
    bundle: true,
    minifySyntax: true,
    minifyWhitespace: true,
    platform: "node",
    format: "cjs",
    write: false,
  });
  script = outputFiles[0]!.text;
});

function countInThread(text: Uint8Array): Promise<Float64Array> {
  return new Promise((resolve, reject) => {
    new Worker(script, { eval: true, workerData: text }).once("message", resolve).once("error", reject);
  });
}

test("bundled kernels in two threads at once count what one thread counts", async () => {
  const text = randomBytes(100_003, 50);
  const parts = await Promise.all([text.subarray(0, 40_000), text.subarray(40_000)].map(countInThread));
  const expected = new Float64Array(256);
  addByteCounts(text, expected);
  expect(parts[0]!.map((count, byte) => count + parts[1]![byte]!)).toEqual(expected);
});
