/** A constant a kernel exports, such as the address of a buffer. */
export interface KernelConstant {
  readonly value: number;
}

/** The linear memory of a kernel. */
interface KernelMemory {
  readonly buffer: ArrayBuffer;
  grow(pages: number): number;
}

/** What every kernel exports; a wrapper adds the functions it calls. */
export interface KernelExports {
  readonly memory: KernelMemory;
}

// The es2023 library knows no WebAssembly: these are the parts used here.
declare namespace WebAssembly {
  class Module {
    constructor(bytes: Uint8Array);
  }
  class Instance {
    readonly exports: unknown;
    constructor(module: Module);
  }
}

const pageBytes = 65_536;
const modules = new Map<string, WebAssembly.Module>();

/**
 * Instantiates a kernel with memory of its own; its compiled module is kept for the next instance.
 *
 * @param wasm the module in base64
 * @returns its exports; the type parameter is the caller's word for what it exports
 * @throws Error when `wasm` is no WebAssembly module, or one that imports something
 * Cost: about a millisecond for the first instance of a small module, a tenth of that for others.
 */
export function instantiate<Exports extends KernelExports>(wasm: string): Exports {
  let module = modules.get(wasm);
  if (module === undefined) {
    module = new WebAssembly.Module(decoded(wasm));
    modules.set(wasm, module);
  }
  return new WebAssembly.Instance(module).exports as Exports;
}

/** What was given back. */
interface Returned {
  readonly exports: WeakRef<KernelExports>;
  /** bytes from the beginning of its memory that may be other than zero */
  readonly used: number;
}

/** What was given back, by module, until it is borrowed again or the collector has it: not before the running job ends. */
const returned = new Map<string, Returned>();

/**
 * An instance whose memory is zero, be it new or one that was given back: a page of new memory that is read before it is
 * written costs two faults, the second of which stops all threads of the process.
 *
 * @param wasm the module in base64; its kernel sets all its variables when it begins, and has no constants in memory
 * @throws Error when `wasm` is no WebAssembly module, or one that imports something
 */
export function borrow<Exports extends KernelExports>(wasm: string): Exports {
  const last = returned.get(wasm);
  returned.delete(wasm);
  const found = last?.exports.deref();
  if (last === undefined || found === undefined) return instantiate<Exports>(wasm);
  new Uint8Array(found.memory.buffer, 0, last.used).fill(0);
  return found as Exports;
}

/**
 * Gives an instance back that was borrowed. Nobody may use it or a view of its memory any more. It is made zero when it is
 * borrowed again: most are not.
 *
 * @param used bytes from the beginning of its memory that may be other than zero
 */
export function giveBack(wasm: string, exports: KernelExports, used: number): void {
  returned.set(wasm, { exports: new WeakRef(exports), used });
}

/** Bytes of base64. Browsers have no Buffer, which is faster. */
function decoded(base64: string): Uint8Array {
  if (typeof Buffer !== "undefined") return Buffer.from(base64, "base64");
  return Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
}

/**
 * Enlarges a kernel's memory. Call it before the first view is made: growing detaches them all.
 *
 * @param memory the kernel's memory
 * @param bytes least size afterwards
 * @throws RangeError when the machine does not give so much
 */
export function reserve(memory: KernelMemory, bytes: number): void {
  const missing = bytes - memory.buffer.byteLength;
  if (missing > 0) memory.grow(Math.ceil(missing / pageBytes));
}
