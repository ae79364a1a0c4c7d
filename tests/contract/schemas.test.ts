import { expect, test } from "vitest";
import { runCli } from "../e2e/run-cli.ts";

test("every schema has a title and an id of its own", async () => {
  const { err } = await runCli(["schema", "none"]);
  const names = err.trim().split("there are ")[1]!.split(", ");
  expect(names.length).toBeGreaterThan(10);
  const schemas = await Promise.all(
    names.map(async (name) => JSON.parse((await runCli(["schema", name])).out) as Record<string, string>),
  );
  for (const [i, { $id, title }] of schemas.entries()) {
    expect($id).toMatch(new RegExp(`^urn:mesoscope:[\\d.]+:${names[i]}$`));
    expect(title).toMatch(/^mesoscope \w/);
  }
  for (const [i, schema] of schemas.entries())
    for (const one of descriptionsIn(schema)) expect(one, names[i]).toMatch(/\w/);
});

/** All that a schema says in words. */
function descriptionsIn(schema: unknown): string[] {
  if (typeof schema !== "object" || schema === null) return [];
  return Object.entries(schema).flatMap(([key, value]) =>
    key === "description" && typeof value === "string" ? [value] : descriptionsIn(value),
  );
}
