import { afterEach, describe, expect, it, vi } from "vitest";
import { bzip2, bzip2Parameters } from "../../../src/estimators/codecs.ts";

const parameters = bzip2Parameters();
const packages = "../../../src/core/optional-package.ts";
const world = globalThis as { require?: unknown; __dirname?: unknown };

/** The codec where the package is what is given. */
async function bzip2With(outcome: object): Promise<typeof bzip2> {
  vi.doMock(packages, () => ({
    optionalPackage: async (name: string) => (name === "bzip2-wasm" ? outcome : undefined),
  }));
  vi.resetModules();
  return (await import("../../../src/estimators/codecs.ts")).bzip2;
}

afterEach(() => {
  vi.doUnmock(packages);
  vi.resetModules();
});

/** The coder over a library with a memory of 4000 bytes that writes what it read backwards. */
async function noting(status = 0) {
  const asked: unknown[] = [];
  const held = new Set<number>();
  const memory = new Uint8Array(4000);
  const words = new DataView(memory.buffer);
  let free = 8;
  const call =
    (name: string) =>
    (to: number, size: number, from: number, length: number, ...others: number[]) => {
      asked.push([name, words.getInt32(size), length, ...others]);
      memory.set(memory.slice(from, from + length).reverse(), to);
      words.setInt32(size, length);
      return status;
    };
  const wasmModule = {
    HEAPU8: memory,
    _malloc(bytes: number) {
      const address = free;
      free += bytes + 8;
      held.add(address);
      return address;
    },
    _free: (address: number) => held.delete(address),
    getValue: (address: number, type: string) => (type === "i32" ? words.getInt32(address) : -1),
    setValue(address: number, value: number, type: string) {
      if (type === "i32") words.setInt32(address, value);
    },
    _BZ2_bzBuffToBuffCompress: call("compress"),
    _BZ2_bzBuffToBuffDecompress: call("decompress"),
  };
  class Package {
    wasmModule = wasmModule;
    async init() {
      world.require = "of the package";
      world.__dirname = "of the package";
    }
  }
  const codec = await bzip2With({ present: true, version: "1.2.3", exports: { default: Package } });
  const coder = await codec.open();
  if ("reason" in coder) throw new Error(coder.reason);
  return { coder, asked, held };
}

describe("the library", () => {
  it("is given memory for a hundredth more and 600 bytes, the size of blocks, and its usual effort", async () => {
    const { coder, asked, held } = await noting();
    const bytes = Uint8Array.from({ length: 250 }, (_, i) => i);
    expect(await coder.compress(bytes, { blockSize: 4 })).toEqual(bytes.slice().reverse());
    expect(asked).toEqual([["compress", 250 + 3 + 600, 250, 4, 0, 30]]);
    expect([...held]).toEqual([]);
    expect(coder.library).toBe("bzip2-wasm 1.2.3");
  });

  it.each([
    [5, 5],
    [0, 1],
  ])("gets room for the %i bytes there were", async (length, room) => {
    const { coder, asked, held } = await noting();
    expect(await coder.decompress(Uint8Array.of(1, 2, 3), length)).toEqual(Uint8Array.of(3, 2, 1));
    expect(asked).toEqual([["decompress", room, 3, 0, 0]]);
    expect([...held]).toEqual([]);
  });

  it("fails: its status is reported and its memory released", async () => {
    const { coder, held } = await noting(-5);
    await expect(coder.decompress(Uint8Array.of(1, 2, 3), 3)).rejects.toThrow("libbzip2 gives status -5");
    expect([...held]).toEqual([]);
  });

  it("is absent", async () => {
    const absent = { present: false, reason: "not installed" };
    expect(await (await bzip2With(absent)).open()).toBe(absent);
  });
});

describe("globals that the package leaves behind", () => {
  it("are gone", async () => {
    await noting();
    expect(["require" in world, "__dirname" in world]).toEqual([false, false]);
  });

  it("are as they were where there was one", async () => {
    world.require = "before";
    try {
      await noting();
      expect([world.require, "__dirname" in world]).toEqual(["before", false]);
    } finally {
      delete world.require;
    }
  });
});

it("a .bz2 file of the library itself, and back", async () => {
  const coder = await bzip2.open();
  if ("reason" in coder) throw new Error(coder.reason);
  expect(coder.library).toMatch(/^bzip2-wasm \d+\.\d+\.\d+/);
  // The known code of nothing: a header and a trailer.
  const empty = await coder.compress(new Uint8Array(0), { blockSize: 9 });
  expect(Buffer.from(empty).toString("hex")).toBe("425a683917724538509000000000");
  expect(await coder.decompress(empty, 0)).toEqual(new Uint8Array(0));
  const bytes = Uint8Array.from({ length: 3000 }, (_, i) => (i * i) >> 7);
  const codes = await Promise.all([1, 9].map((blockSize) => coder.compress(bytes, { blockSize })));
  expect(codes.map((code) => String.fromCharCode(...code.subarray(0, 4)))).toEqual(["BZh1", "BZh9"]);
  for (const code of codes) expect(Buffer.compare(await coder.decompress(code, bytes.length), bytes)).toBe(0);
  // BZ_DATA_ERROR_MAGIC, BZ_OUTBUFF_FULL
  await expect(coder.decompress(Uint8Array.of(1, 2, 3, 4), 9)).rejects.toThrow("libbzip2 gives status -5");
  await expect(coder.decompress(codes[0]!, 9)).rejects.toThrow("libbzip2 gives status -8");
});

it("has blocks of 900 kB by default", () => {
  expect(bzip2.name).toBe("bzip2");
  expect(parameters.parse({})).toEqual({ blockSize: 9 });
  expect([1, 9].map((blockSize) => parameters.safeParse({ blockSize }).success)).toEqual([true, true]);
  for (const given of [{ blockSize: 0 }, { blockSize: 10 }, { blockSize: 1.5 }, { other: 1 }])
    expect(parameters.safeParse(given).success).toBe(false);
  expect(parameters.shape.blockSize.description).toBe("block size in units of 100 kB");
});
