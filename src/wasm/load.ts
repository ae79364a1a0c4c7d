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

// The es2023 library has no WebAssembly: these are the parts used here.
declare namespace WebAssembly {
  class Module {
    constructor(bytes: Uint8Array);
  }
  class Memory implements KernelMemory {
    readonly buffer: ArrayBuffer;
    constructor(size: { initial: number });
    grow(pages: number): number;
  }
  class Instance {
    readonly exports: unknown;
    constructor(module: Module, imports: { env: { memory: KernelMemory } });
  }
}

const pageBytes = 65_536;
/** Pages of the one kernel that has constants in its memory. */
const initialPages = 1;
const modules = new Map<string, WebAssembly.Module>();

/** A returned instance, its module, and the bytes of its memory that may not be zero. */
interface IdleInstance {
  readonly run: WeakRef<KernelExports>;
  readonly wasm: string;
  readonly used: number;
}

/**
 * Returned instances, by pool. Every memory reserves 10 GB of addresses, which the garbage collector does not count: memories
 * left to it would exhaust the address space.
 */
const idle = new Map<string, IdleInstance[]>();
/** Idle instances, protected from the garbage collector. */
const protectedInstances = new Set<KernelExports>();
const mostKeptBytes = 2 ** 26;
let keptBytes = 0;

/** Memories in use, and the reserved bytes of each. */
const borrowed = new WeakMap<KernelMemory, { readonly pool: string; readonly wasm: string; used: number }>();
let borrowedCount = 0;

/** How memories and instances are borrowed. */
interface BorrowOptions {
  /** whose memories it shares: kernels of about the same size; by default its own */
  readonly pool?: string;
  /**
   * true: the kernel itself clears what must be zero, and sets all its variables, as do all kernels of its pool. Memory is then
   * borrowed as it was left, and instances are reused
   */
  readonly clearsMemory?: boolean;
}

/**
 * Instantiates a kernel on zeroed memory, from the pool if possible.
 *
 * @param wasm the module in base64; it imports only its memory
 * @returns its exports, for `release`; the type parameter is the caller's claim about them
 * @throws Error when `wasm` is not such a module
 * Cost: about a millisecond for the first instance of a module, 50 microseconds for others, and zeroing the used memory; almost
 * nothing with `clearsMemory`.
 */
export function borrow<Exports extends KernelExports>(
  wasm: string,
  { pool = wasm, clearsMemory = false }: BorrowOptions = {},
): Exports {
  let module = modules.get(wasm);
  if (module === undefined) {
    module = new WebAssembly.Module(decodeBase64(wasm));
    modules.set(wasm, module);
  }
  const found = idleOf(pool);
  if (found !== undefined && !clearsMemory) new Uint8Array(found.run.memory.buffer, 0, found.used).fill(0);
  const memory = found?.run.memory ?? new WebAssembly.Memory({ initial: initialPages });
  borrowed.set(memory, { pool, wasm, used: initialPages * pageBytes });
  borrowedCount++;
  if (clearsMemory && found?.wasm === wasm) return found.run as Exports;
  return new WebAssembly.Instance(module, { env: { memory } }).exports as Exports;
}

/** Takes an instance out of a pool. */
function idleOf(pool: string) {
  const list = idle.get(pool);
  for (let last = list?.pop(); last !== undefined; last = list?.pop()) {
    const run = last.run.deref();
    if (run === undefined) continue;
    if (protectedInstances.delete(run)) keptBytes -= run.memory.buffer.byteLength;
    return { run, wasm: last.wasm, used: last.used };
  }
  return undefined;
}

/**
 * Returns a kernel and its memory to the pool. Do not use the kernel or views of its memory afterwards.
 *
 * @param run what `borrow` returned; a second call does nothing
 */
export function release(run: KernelExports): void {
  const { memory } = run;
  const loan = borrowed.get(memory);
  if (loan === undefined) return;
  borrowed.delete(memory);
  borrowedCount--;
  const bytes = memory.buffer.byteLength;
  if (keptBytes + bytes <= mostKeptBytes) {
    protectedInstances.add(run);
    keptBytes += bytes;
  }
  const list = idle.get(loan.pool) ?? [];
  idle.set(loan.pool, list);
  list.push({ run: new WeakRef(run), wasm: loan.wasm, used: Math.min(bytes, loan.used) });
  // The largest memory is borrowed first: otherwise a smaller one would grow while the largest is idle.
  list.sort((a, b) => sizeOf(a.run) - sizeOf(b.run));
}

const sizeOf = (run: WeakRef<KernelExports>) => run.deref()?.memory.buffer.byteLength ?? 0;

/** Runs a function with a kernel and returns its memory to the pool. */
export function withKernel<Exports extends KernelExports, Result>(
  wasm: string,
  use: (run: Exports) => Result,
): Result {
  const run = borrow<Exports>(wasm);
  try {
    return use(run);
  } finally {
    release(run);
  }
}

/** @returns number of memories that were borrowed and not returned */
export function borrowedMemories(): number {
  return borrowedCount;
}

/** Decodes base64. Browsers lack Buffer, which is faster. */
export function decodeBase64(base64: string): Uint8Array {
  if (typeof Buffer !== "undefined") return Buffer.from(base64, "base64");
  return Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
}

/**
 * Enlarges a kernel's memory. Call it before making views: growing detaches them all.
 *
 * @param memory the kernel's memory
 * @param bytes least size afterwards
 * @throws RangeError when the system does not provide it
 */
export function reserve(memory: KernelMemory, bytes: number): void {
  const loan = borrowed.get(memory);
  if (loan !== undefined) loan.used = Math.max(loan.used, bytes);
  const missing = bytes - memory.buffer.byteLength;
  if (missing > 0) memory.grow(Math.ceil(missing / pageBytes));
}
