import { versions } from "node:process";
import { promisify } from "node:util";
import * as z from "zod";
import type { EstimationContext } from "../core/estimator.ts";
import { type Outcome, undefinedBecause } from "../core/measurement.ts";
import { nativeCall } from "../core/native-calls.ts";
import { optionalPackage } from "../core/optional-package.ts";
import { openZstdWasm } from "./zstd-wasm.ts";

/** A codec whose library may be absent. */
export interface Codec<Settings> {
  readonly name: string;
  /** @throws Error of the library */
  open(): Promise<OpenCodec<Settings> | { readonly reason: string }>;
}

/** A codec whose library is loaded. */
interface OpenCodec<Settings> {
  /** name and version of the library */
  readonly library: string;
  compress(bytes: Uint8Array, settings: Settings): Promise<Uint8Array>;
  decompress(code: Uint8Array, length: number): Promise<Uint8Array>;
}

/** Size of a code in bytes and the library that made it, or why there is none. */
type Coded = { readonly size: number; readonly library: string } | { readonly reason: string };

/** Libraries are opened once. */
const openings = new WeakMap<object, Promise<unknown>>();

/** Memoises what is made from an input with some settings: rate and ratio need the same code. */
export function oncePerInput<Made>(): (
  bytes: Uint8Array,
  settings: unknown,
  make: () => Promise<Made>,
) => Promise<Made> {
  const inputs = new WeakMap<Uint8Array, Map<string, Promise<Made>>>();
  return (bytes, settings, make) => {
    const known = inputs.get(bytes) ?? new Map<string, Promise<Made>>();
    inputs.set(bytes, known);
    const key = JSON.stringify(settings);
    const made = known.get(key) ?? make();
    known.set(key, made);
    return made;
  };
}

const codedOnce = oncePerInput<Coded>();

/**
 * Size of the code of the sampled bytes, headers counted. The code is decoded and compared.
 *
 * @param numberOf the value of the estimator, from the size of the code in bytes
 * @returns an undefined outcome where the library is absent
 * @throws Error of the library, or when decoding does not give the bytes back
 */
export async function codedOutcome<Settings extends Record<string, unknown>>(
  { bytes }: EstimationContext,
  codec: Codec<Settings>,
  settings: Settings,
  numberOf: (size: number) => number,
): Promise<Outcome> {
  const coded = await codedOnce(bytes, [codec.name, settings], () => codedSize(bytes, codec, settings));
  if ("reason" in coded) return undefinedBecause(coded.reason);
  return { shape: "scalar", value: numberOf(coded.size), parameters: { library: coded.library } };
}

/**
 * Size of the code of some bytes, header counted. The code is decoded and compared.
 *
 * @throws Error of the library, or when decoding does not give the bytes back
 */
export async function codedSize<Settings>(
  bytes: Uint8Array,
  codec: Codec<Settings>,
  settings: Settings,
): Promise<Coded> {
  const opening = (openings.get(codec) as ReturnType<Codec<Settings>["open"]>) ?? codec.open();
  openings.set(codec, opening);
  const coder = await opening;
  if ("reason" in coder) return coder;
  const compressed = await coder.compress(bytes, settings);
  const again = await coder.decompress(compressed, bytes.length);
  if (Buffer.compare(again, bytes) !== 0) throw new Error(`${coder.library} does not restore the bytes`);
  return { size: compressed.length, library: coder.library };
}

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
      // If the size is known in advance, the library chooses the settings that it uses for one buffer.
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

/** Presets of xz -e that differ in the size of the dictionary alone, and this size in bytes. */
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
  return nativeCall(
    () =>
      new Promise((resolve, reject) => {
        start((result, error) => (error === undefined || error === null ? resolve(result) : reject(error)));
      }),
  );
}

export const bzip2Parameters = () =>
  z.strictObject({
    blockSize: z.int().min(1).max(9).default(9).describe("block size in units of 100 kB"),
  });

/** The interface of libbzip2. The package's own wrapper keeps a view of the memory that is detached when the memory grows. */
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

/** Default of libbzip2 for blocks that are slow to sort. */
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

export const ppmdParameters = () =>
  z.strictObject({
    order: z.int().min(2).max(32).default(16).describe("longest context in bytes"),
    memoryMiB: z
      .int()
      .min(1)
      .max(1024)
      .default(256)
      .describe("memory of the model, MiB; the model restarts when it is full"),
  });

interface SevenZip {
  readonly FS: { writeFile(path: string, bytes: Uint8Array): void; readFile(path: string): Uint8Array };
  callMain(argv: readonly string[]): void;
}
type Factory = (host: {
  print(line: string): void;
  printErr(line: string): void;
  instantiateWasm(imports: object, receive: (instance: object, module: object) => void): object;
}) => Promise<SevenZip>;

/** Node has it, but the types of its language level do not declare it. */
declare const WebAssembly: {
  compile(bytes: Uint8Array): Promise<object>;
  instantiate(module: object, imports: object): Promise<object>;
};

/** Starts the program from code that is compiled once: compiling takes five times as long as a short run. */
function starter(factory: Factory, code: () => Promise<Uint8Array>): Start {
  let compiled: Promise<object> | undefined;
  return (note) =>
    new Promise((resolve, reject) => {
      const instantiate = async (imports: object, receive: (instance: object, module: object) => void) => {
        compiled ??= code().then((bytes) => WebAssembly.compile(bytes));
        const module = await compiled;
        receive(await WebAssembly.instantiate(module, imports), module);
      };
      factory({
        print: note,
        printErr: note,
        // The factory does not notice a failed instance, so it is rejected here.
        instantiateWasm(imports, receive) {
          instantiate(imports, receive).catch(reject);
          return {};
        },
      }).then(resolve, reject);
    });
}
type Start = (note: (line: string) => void) => Promise<SevenZip>;

/** PPMd variant H in a .7z archive of one file without dates. */
export const ppmd: Codec<z.infer<ReturnType<typeof ppmdParameters>>> = {
  name: "ppmd",
  async open() {
    const loaded = await optionalPackage<{ default: Factory }>("7z-wasm");
    if (!loaded.present) return loaded;
    const start = starter(loaded.exports.default, () => loaded.file("7zz.wasm"));
    return {
      library: `7z-wasm ${loaded.version}`,
      compress: (bytes, { order, memoryMiB }) => {
        const method = `-m0=PPMd:o=${order}:mem=${memoryMiB}m`;
        const undated = ["-mtm=off", "-mtc=off", "-mta=off"];
        return run(start, ["a", "-t7z", method, ...undated, "code.7z", "data"], ["data", bytes], "code.7z");
      },
      decompress: (code) => run(start, ["e", "code.7z"], ["code.7z", code], "data"),
    };
  },
};

/**
 * Runs the program once on its own file system. A second call would find its globals changed.
 *
 * @throws Error with the last line it printed when there is no result
 */
async function run(
  start: Start,
  argv: readonly string[],
  [name, bytes]: readonly [string, Uint8Array],
  result: string,
): Promise<Uint8Array> {
  let last = "no result";
  const note = (line: string): void => {
    if (line.trim() !== "") last = line;
  };
  const program = await start(note);
  program.FS.writeFile(name, bytes);
  program.callMain(argv);
  try {
    return program.FS.readFile(result);
  } catch {
    throw new Error(`7-Zip: ${last}`);
  }
}

const settings = zstdParameters().parse({});

/** The compressor that measures sizes. */
export const distanceCompressor = `${zstd.name} ${settings.level}`;

/**
 * Compressed size of several pieces as one input. The window of Zstandard is longer than any two samples. A compressor that
 * forgets the first piece before the second begins, such as deflate, would find any two pieces far apart.
 *
 * @returns the size, header included, and the name and version of the library
 * @throws Error where the platform has no Zstandard, or when decoding does not give the bytes back
 * Cost: some 0.5 us a byte.
 * Source: Cebrián, Alfonseca & Ortega 2005, Commun. Inf. Syst. 5 (windows too short).
 */
export async function sizeTogether(
  ...pieces: readonly Uint8Array[]
): Promise<{ readonly size: number; readonly library: string }> {
  const coded = await codedSize(Buffer.concat(pieces), zstd, settings);
  if ("reason" in coded) throw new Error(`Zstandard: ${coded.reason}`);
  return coded;
}

/**
 * The normalized compression distance.
 *
 * @param a compressed size of the first input
 * @param b compressed size of the second input
 * @param together compressed size of both as one input
 * @returns about 0 for equal inputs, about 1 for inputs with nothing in common; headers carry it a little above either end
 * Source: Cilibrasi & Vitányi 2005, IEEE Trans. Inform. Theory 51(4).
 */
export function normalizedCompressionDistance(a: number, b: number, together: number): number {
  const larger = Math.max(a, b);
  return larger === 0 ? 0 : (together - Math.min(a, b)) / larger;
}
