import * as z from "zod";
import { optionalPackage } from "../../core/optional-package.ts";
import type { Codec } from "./codec.ts";

export const bzip2Parameters = () =>
  z.strictObject({
    blockSize: z.int().min(1).max(9).default(9).describe("block size in units of 100 kB"),
  });

/** libbzip2 itself; the package's own wrapper loses its memory when that grows. */
interface Bzip2Module {
  readonly HEAPU8: Uint8Array;
  _malloc(bytes: number): number;
  _free(address: number): void;
  getValue(address: number, type: "i32"): number;
  setValue(address: number, value: number, type: "i32"): void;
  _BZ2_bzBuffToBuffCompress(...integers: number[]): number;
  _BZ2_bzBuffToBuffDecompress(...integers: number[]): number;
}
interface Bzip2 {
  readonly wasmModule: Bzip2Module;
  init(): Promise<void>;
}

/** libbzip2's default for blocks that sort badly. */
const workFactor = 30;

/** The .bz2 format by libbzip2. */
export const bzip2: Codec<z.infer<ReturnType<typeof bzip2Parameters>>> = {
  name: "bzip2",
  async open() {
    const loaded = await optionalPackage<{ default: new () => Bzip2 }>("bzip2-wasm");
    if (!loaded.present) return loaded;
    const module = await started(new loaded.exports.default());
    return {
      library: `bzip2-wasm ${loaded.version}`,
      compress: async (bytes, { blockSize }) => {
        // The manual's bound on the growth of incompressible data.
        const room = bytes.length + Math.ceil(bytes.length / 100) + 600;
        return convert(module, bytes, room, (...places) =>
          module._BZ2_bzBuffToBuffCompress(...places, blockSize, 0, workFactor),
        );
      },
      decompress: async (code, length) =>
        convert(module, code, Math.max(1, length), (...places) =>
          module._BZ2_bzBuffToBuffDecompress(...places, 0, 0),
        ),
    };
  },
};

/** The package leaves `require` and `__dirname` behind as globals, which other packages could mistake for CommonJS. */
async function started(coder: Bzip2): Promise<Bzip2Module> {
  const world = globalThis as { require?: unknown; __dirname?: unknown };
  const before = { ...("require" in world ? { require: world.require } : {}) };
  await coder.init();
  delete world.require;
  delete world.__dirname;
  Object.assign(world, before);
  return coder.wasmModule;
}

type Conversion = (to: number, toLength: number, from: number, fromLength: number) => number;

/** Runs one of the library's calls on memory of its own. @throws Error with the library's code */
function convert(module: Bzip2Module, input: Uint8Array, room: number, call: Conversion): Uint8Array {
  const [from, to, size] = [module._malloc(input.length), module._malloc(room), module._malloc(4)];
  try {
    // Allocation may have moved the heap, so it is looked up anew.
    module.HEAPU8.set(input, from);
    module.setValue(size, room, "i32");
    const status = call(to, size, from, input.length);
    if (status !== 0) throw new Error(`libbzip2 gives status ${status}`);
    return module.HEAPU8.slice(to, to + module.getValue(size, "i32"));
  } finally {
    for (const address of [from, to, size]) module._free(address);
  }
}
