import { expect, test } from "vitest";
import { exactBits, knownParts, partsOf } from "../../../../src/features/forecast/parts.ts";

test("parts of one name are one, and cost the mean of their symbols", () => {
  const record = [
    { name: "mark", bits: [4] },
    { name: "sum", bits: [1, 0, 0] },
    { name: "mark", bits: [0, 2, 0] },
  ];
  expect(exactBits(record)).toEqual(
    new Map([
      ["mark", 6 / 4],
      ["sum", 1 / 3],
    ]),
  );
});

test("what has neither letters nor a record has no parts", () => {
  const sequence = { symbols: Uint8Array.of(0, 1), alphabetSize: 2, segmentEnds: [2] };
  expect(() => partsOf({ record: null, sequence } as never)).toThrow(
    "it has no parts: those are places of a text of bytes or characters, or parts of a task's record",
  );
});

test("no part is forecast by what is known of the same task or package", async () => {
  const known = async (provenance: object, record: unknown = null) =>
    new Set((await knownParts({ record, provenance } as never)).experience.map((one) => one.package));
  const texts = [...(await known({ kind: "stdin" }))];
  const [text] = texts;
  expect(await known({ kind: "corpus", package: text })).toEqual(new Set(texts.slice(1)));
  const record = [{ name: "a", bits: [1] }];
  const tasks = [...(await known({ kind: "stdin" }, record))];
  const [task] = tasks;
  expect(await known({ kind: "recipe", recipe: `${task}(a=1)` }, record)).toEqual(new Set(tasks.slice(1)));
  expect(await known({ kind: "recipe", recipe: task }, record)).toEqual(new Set(tasks.slice(1)));
});
