import { gzipSync } from "node:zlib";
import { expect, test } from "vitest";
import { memorySource } from "../../../src/input/byte-source.ts";
import { unpackInput } from "../../../src/input/open-input.ts";
import { releaseMemory } from "../../../src/input/release-memory.ts";

const megabyte = 1_000_000;
const held = () => process.memoryUsage().arrayBuffers;

test("what unpacked inputs took is free at once, whether they could be read or not", async () => {
  const packed = gzipSync(Buffer.alloc(30 * megabyte, "a line of text\n"));
  const reading = { decompress: true, records: "none", mostMemory: 64 * megabyte } as const;
  const read = async (bytes: Uint8Array) => {
    await unpackInput(memorySource([bytes]), "a.gz", reading).catch(() => {});
  };
  await releaseMemory();
  const before = held();
  await read(packed);
  await read(packed.subarray(0, packed.length - 9));
  await releaseMemory();
  expect(held() - before).toBeLessThan(2 * megabyte);
});
