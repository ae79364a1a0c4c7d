import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";

/** What work on inputs of a family costs as they double. */
interface Growth {
  /** processor time of a doubled input, in that of the input */
  readonly time: number;
  /** the same of the memory that its result keeps */
  readonly memory: number;
}

/** Times that what is linear may take where its input is doubled: caches and garbage have a share in it. */
export const mostGrowth = 2.3;

/** Milliseconds that the smallest input takes at least, so that the clock shows its time. */
const leastTime = 4;
/** Runs of each size; the fastest counts, since whatever else the machine does only adds. */
const runs = 3;
/** Bytes below which what is kept is noise. */
const keptAtLeast = 4_000_000;

setFlagsFromString("--expose-gc");
const collectGarbage = runInNewContext("gc") as () => void;

/**
 * How time and memory grow with an input of a family.
 *
 * @param make an input of about a size
 * @param work on it; what it returns is what it keeps
 * @param size to begin with; it is doubled until it takes long enough to be measured, up to `most`
 * @param doublings that are measured: what is quadratic takes sixteen times as long after two
 * @param further doublings of the smallest size that takes long enough: a garbage collector moves little until its young
 *   generation is full, so that the cost of a byte rises up to some size
 */
export async function growthOf<Input>(
  make: (size: number) => Input,
  work: (input: Input) => unknown,
  {
    size = 1000,
    most = 4_000_000,
    doublings = 2,
    further = 0,
  }: {
    readonly size?: number;
    readonly most?: number;
    readonly doublings?: number;
    readonly further?: number;
  } = {},
): Promise<Growth> {
  const factor = 2 ** doublings;
  let from = size;
  while ((await timeOf(make(from), work)) < leastTime && from * factor < most) from *= 2;
  // Code is improved while it runs, so that the first sizes are slower than they need be.
  let small = await leastOf(make(from), work);
  while (small.time < leastTime / 2 && from * factor < most) {
    from *= 2;
    small = await leastOf(make(from), work);
  }
  if (small.time < leastTime / 2) return { time: 1, memory: 1 };
  for (let i = 0; i < further && 2 * from * factor <= most; i++) from *= 2;
  if (further > 0) small = await leastOf(make(from), work);
  const large = await leastOf(make(from * factor), work);
  const grown = (before: number, after: number) => (after / before) ** (1 / doublings);
  return {
    time: grown(small.time, large.time),
    memory: large.memory < keptAtLeast ? 1 : grown(Math.max(small.memory, 1), large.memory),
  };
}

async function leastOf<Input>(input: Input, work: (input: Input) => unknown): Promise<Growth> {
  let [time, memory] = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY];
  for (let i = 0; i < runs; i++) {
    const cost = await costOf(input, work);
    time = Math.min(time, cost.time);
    memory = Math.min(memory, cost.memory);
  }
  return { time, memory };
}

/** @returns milliseconds of the processor, garbage of before among them */
async function timeOf<Input>(input: Input, work: (input: Input) => unknown): Promise<number> {
  const started = process.cpuUsage();
  await attempt(work, input);
  const { user, system } = process.cpuUsage(started);
  return (user + system) / 1000;
}

/** @returns milliseconds of the processor, and bytes that the result keeps */
async function costOf<Input>(input: Input, work: (input: Input) => unknown): Promise<Growth> {
  collectGarbage();
  const before = process.memoryUsage();
  const started = process.cpuUsage();
  const kept = await attempt(work, input);
  const { user, system } = process.cpuUsage(started);
  collectGarbage();
  const after = process.memoryUsage();
  const memory = after.heapUsed + after.external - before.heapUsed - before.external;
  return { time: (user + system) / 1000, memory: kept === undefined ? 0 : Math.max(0, memory) };
}

/** An input that is refused has its cost, too. */
async function attempt<Input>(work: (input: Input) => unknown, input: Input): Promise<unknown> {
  try {
    return await work(input);
  } catch {
    return undefined;
  }
}
