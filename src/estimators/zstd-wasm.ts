import { type OptionalPackage, optionalPackage } from "../core/optional-package.ts";

export interface ZstdWasm {
  init(): Promise<void>;
  compress(bytes: Uint8Array, level: number): Uint8Array;
  decompress(code: Uint8Array, options?: { readonly defaultHeapSize: number }): Uint8Array;
}

/** Global to the thread, since other copies of this module get the same package. */
const opened: unique symbol = Symbol.for("mesoscope/zstd-wasm");
const shared = globalThis as { [opened]?: Promise<OptionalPackage<ZstdWasm>> };

/** Zstandard as WebAssembly, started once: a second start would get the memory of the first. */
export function openZstdWasm(): Promise<OptionalPackage<ZstdWasm>> {
  shared[opened] ??= open();
  return shared[opened];
}

async function open(): Promise<OptionalPackage<ZstdWasm>> {
  const loaded = await optionalPackage<ZstdWasm>("@bokuweb/zstd-wasm");
  if (loaded.present) await loaded.exports.init();
  return loaded;
}
