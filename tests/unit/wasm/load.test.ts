import { createHash } from "node:crypto";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { expect, test } from "vitest";
import { wasm, wasmSha256 } from "../../../src/wasm/counts.wasm.ts";
import {
  borrow,
  borrowedMemories,
  type KernelExports,
  release,
  reserve,
  withKernel,
} from "../../../src/wasm/load.ts";
import { wasm as neverPooled } from "../../../src/wasm/rename.wasm.ts";
import { wasm as withConstants } from "../../../src/wasm/suffix.wasm.ts";

test("an instance has memory of its own", () => {
  const [first, second] = [borrow<KernelExports>(wasm), borrow<KernelExports>(wasm)];
  reserve(first.memory, 100_000);
  new Uint8Array(first.memory.buffer)[5000] = 1;
  reserve(second.memory, 100_000);
  expect(new Uint8Array(second.memory.buffer)[5000]).toBe(0);
});

test("a memory that was given back is lent again, once, all zero, with the constants of the kernel", () => {
  for (const kernel of [wasm, withConstants]) {
    const first = borrow<KernelExports>(kernel);
    const fresh = new Uint8Array(first.memory.buffer).slice();
    reserve(first.memory, 100_000);
    new Uint8Array(first.memory.buffer, 0, 100_000).fill(1);
    release(first);
    release(first);
    const [second, third] = [borrow<KernelExports>(kernel), borrow<KernelExports>(kernel)];
    expect(second.memory).toBe(first.memory);
    expect(third.memory).not.toBe(first.memory);
    const again = new Uint8Array(second.memory.buffer);
    expect(again.subarray(0, fresh.length)).toEqual(fresh);
    expect(again.subarray(fresh.length).every((byte) => byte === 0)).toBe(true);
  }
});

test("an instance that begins anew is lent again as it was left, to the same module", () => {
  const lend = (kernel: string) => borrow<KernelExports>(kernel, { pool: "anew", clearsMemory: true });
  const first = lend(wasm);
  reserve(first.memory, 100_000);
  new Uint8Array(first.memory.buffer)[90_000] = 7;
  release(first);
  const second = lend(wasm);
  expect(second).toBe(first);
  expect(new Uint8Array(second.memory.buffer)[90_000]).toBe(7);
  release(second);
  const other = lend(neverPooled);
  expect(other).not.toBe(first);
  expect(other.memory).toBe(first.memory);
  release(other);
});

test("a memory returns although its user fails", () => {
  const before = borrowedMemories();
  expect(() =>
    withKernel(wasm, () => {
      expect(borrowedMemories()).toBe(before + 1);
      throw new Error("fault");
    }),
  ).toThrow("fault");
  expect(borrowedMemories()).toBe(before);
});

test("the pool holds at most 64 MiB; the collector has the rest when the job is over", async () => {
  setFlagsFromString("--expose-gc");
  const collectGarbage = runInNewContext("gc") as () => void;
  const lend = (bytes: number) => {
    const lent = borrow<KernelExports>(wasm);
    reserve(lent.memory, bytes);
    release(lent);
    return new WeakRef(lent.memory);
  };
  const [large, small] = [lend(2 ** 27), lend(2 ** 16)];
  expect(large.deref()).toBe(small.deref());
  await new Promise((resolve) => setTimeout(resolve));
  collectGarbage();
  expect(large.deref()).toBeUndefined();
  const kept = lend(2 ** 20);
  await new Promise((resolve) => setTimeout(resolve));
  collectGarbage();
  expect(kept.deref()).toBeDefined();
});

test("reserve enlarges to whole pages and leaves enough alone", () => {
  const { memory } = borrow<KernelExports>(neverPooled);
  reserve(memory, 100_000);
  expect(memory.buffer.byteLength).toBe(131_072);
  const { buffer } = memory;
  reserve(memory, 131_072);
  expect(memory.buffer).toBe(buffer);
});

test("what is no module is refused", () => {
  expect(() => borrow(Buffer.from("no module").toString("base64"))).toThrow(/magic/);
});

test("the recorded hash is that of the module", () => {
  expect(createHash("sha256").update(Buffer.from(wasm, "base64")).digest("hex")).toBe(wasmSha256);
});
