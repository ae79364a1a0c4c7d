import { createHash } from "node:crypto";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { expect, test } from "vitest";
import { wasm, wasmSha256 } from "../../../src/wasm/counts.wasm.ts";
import { borrow, giveBack, instantiate, type KernelExports, reserve } from "../../../src/wasm/load.ts";

test("an instance has memory of its own", () => {
  const [first, second] = [instantiate<KernelExports>(wasm), instantiate<KernelExports>(wasm)];
  reserve(first.memory, 100_000);
  new Uint8Array(first.memory.buffer)[5000] = 1;
  reserve(second.memory, 100_000);
  expect(new Uint8Array(second.memory.buffer)[5000]).toBe(0);
});

test("what was given back is lent again, once, with nothing in its memory", () => {
  const first = borrow<KernelExports>(wasm);
  reserve(first.memory, 100_000);
  new Uint8Array(first.memory.buffer).fill(1);
  giveBack(wasm, first, first.memory.buffer.byteLength);
  const [second, third] = [borrow<KernelExports>(wasm), borrow<KernelExports>(wasm)];
  expect(second).toBe(first);
  expect(third).not.toBe(first);
  expect(new Uint8Array(second.memory.buffer).every((byte) => byte === 0)).toBe(true);
});

test("what was given back is the collector's when the job is over", async () => {
  setFlagsFromString("--expose-gc");
  const collectGarbage = runInNewContext("gc") as () => void;
  const lend = () => {
    const lent = borrow<KernelExports>(wasm);
    giveBack(wasm, lent, 0);
    return new WeakRef(lent);
  };
  const lent = lend();
  expect(lent.deref()).toBeDefined();
  await new Promise((resolve) => setTimeout(resolve));
  collectGarbage();
  expect(lent.deref()).toBeUndefined();
});

test("reserve enlarges to whole pages and leaves enough alone", () => {
  const { memory } = instantiate<KernelExports>(wasm);
  reserve(memory, 100_000);
  expect(memory.buffer.byteLength).toBe(131_072);
  const { buffer } = memory;
  reserve(memory, 131_072);
  expect(memory.buffer).toBe(buffer);
});

test("what is no module is refused", () => {
  expect(() => instantiate(Buffer.from("no module").toString("base64"))).toThrow(/magic/);
});

test("the recorded hash is that of the module", () => {
  expect(createHash("sha256").update(Buffer.from(wasm, "base64")).digest("hex")).toBe(wasmSha256);
});
