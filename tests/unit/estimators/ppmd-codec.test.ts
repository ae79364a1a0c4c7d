import type { SevenZipModuleFactory } from "7z-wasm";
import { afterEach, describe, expect, it, vi } from "vitest";
import { ppmd, ppmdParameters } from "../../../src/estimators/codecs.ts";

const parameters = ppmdParameters();
const packages = "../../../src/core/optional-package.ts";

/** The codec where the package is what is given. */
async function ppmdWith(outcome: object): Promise<typeof ppmd> {
  vi.doMock(packages, () => ({
    optionalPackage: async (name: string) => (name === "7z-wasm" ? outcome : undefined),
  }));
  vi.resetModules();
  return (await import("../../../src/estimators/codecs.ts")).ppmd;
}

afterEach(() => {
  vi.doUnmock(packages);
  vi.resetModules();
});

interface Streams {
  print(line: string): void;
  printErr(line: string): void;
}

/** The coder over a program that does what it is told to, and what it was asked. */
async function running(program: (streams: Streams, files: Map<string, Uint8Array>) => void) {
  const asked: unknown[] = [];
  const start = async (streams: Streams) => {
    const files = new Map<string, Uint8Array>();
    return {
      FS: {
        writeFile: (path: string, bytes: Uint8Array) => files.set(path, bytes),
        readFile(path: string) {
          if (!files.has(path)) throw new Error("no such file");
          return files.get(path);
        },
      },
      callMain(argv: readonly string[]) {
        asked.push([...argv], Object.fromEntries(files));
        program(streams, files);
      },
    };
  };
  const coder = await (
    await ppmdWith({ present: true, version: "1.2.3", exports: { default: start } })
  ).open();
  if ("reason" in coder) throw new Error(coder.reason);
  return { coder, asked };
}

describe("the program", () => {
  it("makes an archive of one file without dates, and takes the file out again", async () => {
    const { coder, asked } = await running((_, files) =>
      files.set("code.7z", Uint8Array.of(7)).set("data", Uint8Array.of(8)),
    );
    expect(await coder.compress(Uint8Array.of(1, 2), { order: 5, memoryMiB: 3 })).toEqual(Uint8Array.of(7));
    expect(await coder.decompress(Uint8Array.of(4), 1)).toEqual(Uint8Array.of(8));
    const undated = ["-mtm=off", "-mtc=off", "-mta=off"];
    expect(asked).toEqual([
      ["a", "-t7z", "-m0=PPMd:o=5:mem=3m", ...undated, "code.7z", "data"],
      { data: Uint8Array.of(1, 2) },
      ["e", "code.7z"],
      { "code.7z": Uint8Array.of(4) },
    ]);
    expect(coder.library).toBe("7z-wasm 1.2.3");
  });

  it.each([
    [["print"], "7-Zip: first"],
    [["print", "printErr"], "7-Zip: second"],
    [[], "7-Zip: no result"],
  ] as const)("gives no result: the last line that says something, of %j", async (streams, message) => {
    const { coder } = await running((told) => {
      for (const [i, stream] of streams.entries()) told[stream](["first", "second"][i]!);
      told.print("");
      told.printErr("  ");
    });
    await expect(coder.decompress(Uint8Array.of(1), 1)).rejects.toThrow(new Error(message));
  });

  it("is absent", async () => {
    const absent = { present: false, reason: "not installed" };
    expect(await (await ppmdWith(absent)).open()).toBe(absent);
  });
});

it("an archive of the program itself, and back; twice, since each run has a program of its own", async () => {
  const coder = await ppmd.open();
  if ("reason" in coder) throw new Error(coder.reason);
  expect(coder.library).toMatch(/^7z-wasm \d+\.\d+\.\d+$/);
  const bytes = new TextEncoder().encode("to be or not to be");
  const settings = { order: 6, memoryMiB: 3 };
  const code = await coder.compress(bytes, settings);
  expect(await coder.compress(bytes, settings)).toEqual(code);
  expect([...code.subarray(0, 6)]).toEqual([0x37, 0x7a, 0xbc, 0xaf, 0x27, 0x1c]);
  // In the header: method 03 04 01, 5 bytes of properties, the order and the memory: of short files 64 KiB are enough.
  const properties = Buffer.from([3, 4, 1, 5, 6, 0, 0, 1, 0]);
  expect(Buffer.from(code).includes(properties)).toBe(true);
  expect(Uint8Array.from(await coder.decompress(code, bytes.length))).toEqual(bytes);
});

it.each([
  [2, 1, ""],
  [6, 3, "to be or not to be"],
  [16, 256, "abracadabra ".repeat(400)],
])(
  "order %i, %i MiB: what the program gives when it compiles itself, compiled once for all runs",
  async (order, memoryMiB, text) => {
    const { WebAssembly } = globalThis as unknown as {
      WebAssembly: { compile(code: Uint8Array): Promise<object> };
    };
    const compile = vi.spyOn(WebAssembly, "compile");
    const coder = await ppmd.open();
    if ("reason" in coder) throw new Error(coder.reason);
    const bytes = new TextEncoder().encode(text);
    const codes = [];
    for (let run = 0; run < 3; run++) codes.push(await coder.compress(bytes, { order, memoryMiB }));
    expect(compile).toHaveBeenCalledTimes(1);
    compile.mockRestore();
    const { default: start } = (await import("7z-wasm")) as unknown as { default: SevenZipModuleFactory };
    const program = await start({ print() {}, printErr() {} });
    program.FS.writeFile("data", bytes);
    const method = `-m0=PPMd:o=${order}:mem=${memoryMiB}m`;
    program.callMain(["a", "-t7z", method, "-mtm=off", "-mtc=off", "-mta=off", "code.7z", "data"]);
    const alone = Buffer.from(program.FS.readFile("code.7z"));
    for (const code of codes) expect(Buffer.from(code)).toEqual(alone);
  },
);

it("has order 16 and 256 MiB by default", () => {
  expect(ppmd.name).toBe("ppmd");
  expect(parameters.parse({})).toEqual({ order: 16, memoryMiB: 256 });
  for (const given of [
    { order: 2, memoryMiB: 1 },
    { order: 32, memoryMiB: 1024 },
  ])
    expect(parameters.parse(given)).toEqual(given);
  for (const given of [{ order: 1 }, { order: 33 }, { memoryMiB: 0 }, { memoryMiB: 1025 }, { order: 2.5 }])
    expect(parameters.safeParse(given).success).toBe(false);
  expect(parameters.safeParse({ other: 1 }).success).toBe(false);
  expect(parameters.shape.order.description).toBe("longest context in bytes");
  expect(parameters.shape.memoryMiB.description).toBe(
    "memory of the model, MiB; the model restarts when it is full",
  );
});
