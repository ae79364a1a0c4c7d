import { expect, test } from "vitest";
import { analyze, compare, estimate, estimators, explain, forecast } from "../../../src/index.ts";
import { borrowedMemories } from "../../../src/wasm/load.ts";
import { oneOf } from "../../whole.ts";
import { randomBytes } from "../wasm/random-bytes.ts";

const inside = { threads: 0 };

/** Text, noise, and records in which numbers, lengths and periods are looked for. */
function inputs(length: number): Uint8Array[] {
  const text = Array.from({ length }, (_, i) => `user ${(i * i) % 1009} ${i % 3 ? "reads" : "writes"}\n`);
  const waves = Uint8Array.from({ length }, (_, i) => 128 + 100 * Math.sin((i >> 1) / 7) + (i & 1));
  const records = Uint8Array.from({ length }, (_, i) => (i % 9 === 0 ? 8 : (i * 2654435761) >>> 24));
  return [new TextEncoder().encode(text.join("").slice(0, length)), randomBytes(length, 3), waves, records];
}

/** @returns memories that a second round of calls keeps; the first opens the kernels that live as long as the thread */
async function kept(calls: () => Promise<unknown>): Promise<number> {
  await calls();
  const before = borrowedMemories();
  await calls();
  return borrowedMemories() - before;
}

test("calls return all kernel memory that they borrow", { tags: ["slow"] }, async () => {
  const given = inputs(1000);
  const every = async () => {
    for (const input of given) {
      await analyze.try(input, inside);
      await compare.try(input, given[0]!, inside);
    }
    await explain.try(given[0]!, inside);
    await forecast.try(given[0]!, inside);
  };
  expect(await kept(every)).toBe(0);
});

test("so does every estimator", { tags: ["slow"] }, async () => {
  const [input] = inputs(1500);
  for (const id of oneOf(24, estimators.ids))
    expect([id, await kept(() => estimate.try(input!, id, inside))]).toEqual([id, 0]);
});
