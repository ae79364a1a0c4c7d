import { fileURLToPath } from "node:url";
import { Worker } from "node:worker_threads";
import { beforeAll, expect, test } from "vitest";
import { inOneFile } from "../../../scripts/one-file.mjs";
import { addByteCounts } from "../../references/counts.ts";
import { randomBytes } from "./random-bytes.ts";

const program = `
  import { parentPort, workerData } from "node:worker_threads";
  import { ByteCounter } from "./counts.ts";
  const counter = new ByteCounter();
  counter.update(workerData);
  parentPort.postMessage(counter.counts());
`;

let script = "";

beforeAll(async () => {
  const folder = fileURLToPath(new URL("../../../src/wasm", import.meta.url));
  script = (await inOneFile({ contents: program, folder }, { format: "cjs", minify: true })).code;
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
