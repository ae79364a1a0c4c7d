import * as z from "zod";
import { optionalPackage } from "../../core/optional-package.ts";
import type { Codec } from "./codec.ts";

export const ppmdParameters = () =>
  z.strictObject({
    order: z.int().min(2).max(32).default(16).describe("longest context in bytes"),
    memoryMiB: z
      .int()
      .min(1)
      .max(1024)
      .default(256)
      .describe("memory of the model; when full it starts anew"),
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

/** Node has it; the types for its language level do not name it. */
declare const WebAssembly: {
  compile(bytes: Uint8Array): Promise<object>;
  instantiate(module: object, imports: object): Promise<object>;
};

/** Starts the program anew from code that is compiled once: compiling it takes five times as long as a short run. */
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
        // The factory never learns of an instance that failed, so that it is told here.
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
 * Runs the program once on a file system of its own: a second call would find its globals changed.
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
