import { expect, test } from "vitest";
import notRun from "./not-run.json" with { type: "json" };
import type { PeerCase } from "./peer-inputs.ts";
import { runners } from "./peer-runners.ts";
import peers from "./peers.json" with { type: "json" };

/** Results that other programs or the literature report for inputs that can be rebuilt here. */
const cases = peers as unknown as PeerCase[];

test.for(cases)("$name", async (peer, { skip }) => {
  const matching = runners.filter(([name]) => name.test(peer.name));
  const listed = notRun.cases.filter(({ name }) => name === peer.name);
  expect(matching.length + listed.length).toBe(1);
  if (matching[0] === undefined) return;
  const value = await matching[0][1](peer);
  const conditional = notRun.conditional.find(({ name }) => new RegExp(name).test(peer.name));
  if (value === undefined && conditional !== undefined) skip(conditional.reason);
  compare(peer, value);
});

test("what is not run exists, has a reason and is listed once", () => {
  const names = new Set(cases.map(({ name }) => name));
  expect(names.size).toBe(cases.length);
  for (const { name, reason } of notRun.cases) {
    expect(names.delete(name)).toBe(true);
    expect(reason.length).toBeGreaterThan(20);
  }
});

function compare({ expected, tolerance }: PeerCase, value: unknown): void {
  const within = (key: string): number => (typeof tolerance === "number" ? tolerance : tolerance[key]!);
  const expectedEntries = Object.entries(typeof expected === "object" ? (expected as object) : { value: expected });
  const entries = Object.fromEntries(Object.entries(typeof value === "object" ? (value as object) : { value }));
  for (const [key, reference] of expectedEntries) {
    expect(Math.abs(entries[key] - reference)).toBeLessThanOrEqual(within(key));
  }
}
