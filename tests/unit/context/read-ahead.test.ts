import { expect, test } from "vitest";
import {
  learningCurveOf,
  type ReadingThreads,
  type ReadingWork,
  readAhead,
  readSome,
} from "../../../src/context/learning-curves.ts";
import { readingThreads } from "../../../src/run/reading-threads.ts";
import { contextOfSymbols, generate } from "../estimators/context-of.ts";

const symbols = generate(3000, (random) => Math.floor(random.uniform() * random.uniform() * 9));
const fresh = () => contextOfSymbols(symbols, 9, 3);
const alone = fresh().get(learningCurveOf("fast", 2));

/** Threads that get a copy of their work, as real ones do, and answer later. */
function threadsOf(count: number, read: (work: ReadingWork) => ReturnType<typeof readSome>) {
  const given: (readonly number[])[] = [];
  const threads: ReadingThreads = {
    count,
    read: async (work) => {
      given.push(work.orders);
      await Promise.resolve();
      return structuredClone(read(structuredClone(work)));
    },
  };
  return { given, threads };
}

test.each([
  [0, 0],
  [1, 2],
  [2, 3],
  [3, 3],
  [9, 4],
])("the curve is the same to the bit if %i threads read along", async (count, given) => {
  const context = fresh();
  const { given: orders, threads } = threadsOf(count, readSome);
  await readAhead(context, "fast", 1, threads);
  expect(new Set(orders.flat()).size).toBe(orders.flat().length);
  expect(orders.flat()).toHaveLength(given);
  await readAhead(context, "fast", 2, threads);
  expect(context.get(learningCurveOf("fast", 2))).toEqual(alone);
});

test("what a thread could not read is read here", async () => {
  const context = fresh();
  const { threads } = threadsOf(2, () => {
    throw new Error("out of memory");
  });
  await readAhead(context, "fast", 2, threads);
  expect(context.get(learningCurveOf("fast", 2))).toEqual(alone);
});

test("a reader that is not there is no fault", async () => {
  const context = fresh();
  await readAhead(context, "fast", 2, readingThreads(new URL("none.js", import.meta.url).href, 1));
  expect(context.get(learningCurveOf("fast", 2))).toEqual(alone);
});
