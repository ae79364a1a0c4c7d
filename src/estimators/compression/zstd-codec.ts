import { versions } from "node:process";
import { promisify } from "node:util";
import * as z from "zod";
import type { Codec, OpenCodec } from "./codec.ts";
import { openZstdWasm } from "./zstd-wasm.ts";

export const zstdParameters = () =>
  z.strictObject({
    level: z.int().min(1).max(22).default(19).describe("compression level"),
  });
type Settings = z.infer<ReturnType<typeof zstdParameters>>;

type Coder = (bytes: Uint8Array, options?: object) => Promise<Uint8Array>;
/** What node:zlib has from Node 22.15 on. */
interface NodeZstd {
  readonly zstdCompress?: (...parameters: never[]) => void;
  readonly zstdDecompress?: (...parameters: never[]) => void;
  readonly constants: { readonly ZSTD_c_compressionLevel?: number };
}

/** Zstandard of the platform, else compiled to WebAssembly. */
export const zstd: Codec<Settings> = { name: "zstd", open: async () => (await ofNode()) ?? (await ofWasm()) };

async function ofNode(): Promise<OpenCodec<Settings> | undefined> {
  const { zstdCompress, zstdDecompress, constants } = (await import("node:zlib")) as unknown as NodeZstd;
  const level = constants.ZSTD_c_compressionLevel;
  if (zstdCompress === undefined || zstdDecompress === undefined || level === undefined) return undefined;
  const compress = promisify(zstdCompress) as unknown as Coder;
  const decompress = promisify(zstdDecompress) as unknown as Coder;
  return {
    library: `node:zlib, zstd ${versions["zstd"] ?? `of Node ${versions["node"]}`}`,
    compress: (bytes, settings) =>
      // With the size known beforehand the library chooses the settings it would for one buffer.
      compress(bytes, { params: { [level]: settings.level }, pledgedSrcSize: bytes.length }),
    decompress: (code) => decompress(code),
  };
}

async function ofWasm(): Promise<OpenCodec<Settings> | { readonly reason: string }> {
  const loaded = await openZstdWasm();
  if (!loaded.present) return loaded;
  return {
    library: `@bokuweb/zstd-wasm ${loaded.version}`,
    compress: async (bytes, { level }) => loaded.exports.compress(bytes, level),
    decompress: async (code) => loaded.exports.decompress(code),
  };
}
