import { expect, test } from "vitest";
import { endThreads, nativeCall } from "../../../src/core/native-calls.ts";

/** What happens, in order. */
function log() {
  const said: string[] = [];
  return { said, say: (word: string) => () => void said.push(word) };
}

test("threads end after the calls that are under way, and no call begins before they have", async () => {
  const { said, say } = log();
  let finish: () => void = () => {};
  const first = nativeCall(() => new Promise<void>((resolve) => (finish = resolve))).then(say("first"));
  const end = endThreads(say("end"));
  const second = nativeCall(async () => say("second")());
  await new Promise((resolve) => setTimeout(resolve, 30));
  expect(said).toEqual([]);
  finish();
  await Promise.all([first, end, second]);
  expect(said).toEqual(["first", "end", "second"]);
});

test("a call that fails is no longer under way, nor is an end that fails waited for", async () => {
  await expect(nativeCall(() => Promise.reject(new Error("broken")))).rejects.toThrow("broken");
  await expect(endThreads(() => Promise.reject(new Error("lost")))).rejects.toThrow("lost");
  expect(await endThreads(() => 1)).toBe(1);
  expect(await nativeCall(async () => 2)).toBe(2);
});
