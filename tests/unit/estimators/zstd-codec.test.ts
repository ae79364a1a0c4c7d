import { versions } from "node:process";
import { afterEach, describe, expect, it, vi } from "vitest";
import { zstd, zstdParameters } from "../../../src/estimators/codecs.ts";

const parameters = zstdParameters();
const wasm = "../../../src/estimators/zstd-wasm.ts";

type Answer = (error: Error | null, result?: Uint8Array) => void;
const note = (asked: unknown[], name: string) => ({
  [name]: (bytes: Uint8Array, ...others: unknown[]) => {
    const done = others.pop() as Answer;
    asked.push([name, bytes, ...others]);
    done(null, Uint8Array.of(asked.length));
  },
});

/** The codec on a platform whose node:zlib and package are what is given. */
async function zstdWith(node: object, loaded: object = { present: false, reason: "not installed" }) {
  vi.doMock("node:zlib", () => ({
    constants: {},
    zstdCompress: undefined,
    zstdDecompress: undefined,
    ...node,
  }));
  vi.doMock(wasm, () => ({ openZstdWasm: async () => loaded }));
  vi.resetModules();
  return (await import("../../../src/estimators/codecs.ts")).zstd;
}

afterEach(() => {
  vi.doUnmock("node:zlib");
  vi.doUnmock(wasm);
  vi.resetModules();
});

const absent = { present: false, reason: "not installed" };
const bytes = Uint8Array.of(1, 2, 3);

describe("of the platform", () => {
  const asked: unknown[] = [];
  const whole = {
    ...note(asked, "zstdCompress"),
    ...note(asked, "zstdDecompress"),
    constants: { ZSTD_c_compressionLevel: 100 },
  };

  it("is given level and size in advance", async () => {
    const coder = await (await zstdWith(whole)).open();
    if ("reason" in coder) throw new Error(coder.reason);
    expect(await coder.compress(bytes, { level: 5 })).toEqual(Uint8Array.of(1));
    expect(await coder.decompress(Uint8Array.of(9), 3)).toEqual(Uint8Array.of(2));
    expect(asked).toEqual([
      ["zstdCompress", bytes, { params: { 100: 5 }, pledgedSrcSize: 3 }],
      ["zstdDecompress", Uint8Array.of(9)],
    ]);
    expect(coder.library).toBe(`node:zlib, zstd ${versions["zstd"] ?? `of Node ${versions["node"]}`}`);
  });

  it.each([
    { ...whole, zstdCompress: undefined },
    { ...whole, zstdDecompress: undefined },
    { ...whole, constants: {} },
  ])("is not used where a part is missing, %#", async (node) => {
    expect(await (await zstdWith(node)).open()).toEqual(absent);
  });
});

it("of the package where the platform has none", async () => {
  const asked: unknown[] = [];
  const given =
    (name: string) =>
    async (...all: unknown[]) => {
      asked.push([name, ...all]);
      return Uint8Array.of(asked.length);
    };
  const exports = { compress: given("compress"), decompress: given("decompress") };
  const coder = await (await zstdWith({}, { present: true, version: "1.2.3", exports })).open();
  if ("reason" in coder) throw new Error(coder.reason);
  expect(coder.library).toBe("@bokuweb/zstd-wasm 1.2.3");
  expect(await coder.compress(bytes, { level: 5 })).toEqual(Uint8Array.of(1));
  expect(await coder.decompress(Uint8Array.of(9), 3)).toEqual(Uint8Array.of(2));
  expect(asked).toEqual([
    ["compress", bytes, 5],
    ["decompress", Uint8Array.of(9)],
  ]);
});

it("a frame of the library itself, and back", async () => {
  const coder = await zstd.open();
  if ("reason" in coder) throw new Error(coder.reason);
  const text = new TextEncoder().encode("to be or not to be ".repeat(20));
  const code = await coder.compress(text, { level: 19 });
  expect([...code.subarray(0, 4)]).toEqual([0x28, 0xb5, 0x2f, 0xfd]);
  expect(Uint8Array.from(await coder.decompress(code, text.length))).toEqual(text);
});

it("has level 19 of 1 to 22 by default", () => {
  expect(zstd.name).toBe("zstd");
  expect(parameters.parse({})).toEqual({ level: 19 });
  expect([1, 22].map((level) => parameters.safeParse({ level }).success)).toEqual([true, true]);
  for (const given of [{ level: 0 }, { level: 23 }, { level: 1.5 }, { other: 1 }])
    expect(parameters.safeParse(given).success).toBe(false);
  expect(parameters.shape.level.description).toBe("compression level");
});
