import * as z from "zod";
import { optionalPackage } from "../../core/optional-package.ts";
import type { Codec } from "./codec.ts";

export const xzParameters = () =>
  z.strictObject({
    preset: z.int().min(0).max(9).default(9).describe("preset of xz, 0 to 9"),
    extreme: z.boolean().default(true).describe("as xz -e: slower, a little smaller"),
  });

interface Lzma {
  readonly PRESET_EXTREME: number;
  versionString(): string;
  compress(bytes: Uint8Array, options: object, done: (code: Uint8Array, error?: Error) => void): void;
  decompress(code: Uint8Array, done: (bytes: Uint8Array, error?: Error) => void): void;
}

/** Presets of xz -e that differ in the size of the dictionary alone, and that size in bytes. */
const alike: readonly (readonly [preset: number, dictionary: number])[] = [
  [0, 1 << 18],
  [1, 1 << 20],
  [2, 1 << 21],
  [4, 1 << 22],
  [6, 1 << 23],
  [7, 1 << 24],
  [8, 1 << 25],
  [9, 1 << 26],
];

/** The smallest dictionary that holds the input gives the same size as a larger one, much sooner. */
function sufficientPreset(preset: number, extreme: boolean, length: number): number {
  if (!alike.some(([one]) => one === preset)) return preset;
  const from = extreme ? 0 : 6;
  const enough = alike.find(([one, dictionary]) => one >= from && length <= dictionary)?.[0] ?? preset;
  return Math.min(preset, enough);
}

/** The .xz format by liblzma. */
export const xz: Codec<z.infer<ReturnType<typeof xzParameters>>> = {
  name: "xz",
  async open() {
    const loaded = await optionalPackage<{ default: Lzma }>("lzma-native");
    if (!loaded.present) return loaded;
    const lzma = loaded.exports.default;
    return {
      library: `lzma-native ${loaded.version}, liblzma ${lzma.versionString()}`,
      compress: (bytes, { preset, extreme }) =>
        settled((done) => {
          const level = sufficientPreset(preset, extreme, bytes.length);
          lzma.compress(asBuffer(bytes), { preset: level | (extreme ? lzma.PRESET_EXTREME : 0) }, done);
        }),
      decompress: (code) => settled((done) => lzma.decompress(asBuffer(code), done)),
    };
  },
};

function asBuffer({ buffer, byteOffset, byteLength }: Uint8Array): Buffer {
  return Buffer.from(buffer, byteOffset, byteLength);
}

function settled(start: (done: (result: Uint8Array, error?: Error) => void) => void): Promise<Uint8Array> {
  return new Promise((resolve, reject) => {
    start((result, error) => (error === undefined || error === null ? resolve(result) : reject(error)));
  });
}
