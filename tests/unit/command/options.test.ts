import { expect, test } from "vitest";
import { splitOutside } from "../../../src/command/options.ts";
import { UsageError } from "../../../src/core/errors.ts";
import { parseOrders } from "../../../src/features/ngrams/plan.ts";
import { chooseEstimators } from "../../../src/run/choose-estimators.ts";

test.each<[string, string[]]>([
  ["plug-in", ["plug-in"]],
  ["plug-in,deflate", ["plug-in", "deflate"]],
  [" a , b ", ["a", "b"]],
  ["top-ngrams(k=3,top=5),deflate", ["top-ngrams(k=3,top=5)", "deflate"]],
  ["a(b(c,d),e),f", ["a(b(c,d),e)", "f"]],
  [",,a,", ["a"]],
  ["", []],
])("%j is split into %j", (text, parts) => {
  expect(splitOutside(text)).toEqual(parts);
});

test("estimators take parameters; those left out have their defaults", async () => {
  expect(await chooseEstimators(["top-ngrams( k = 3 )", "plug-in"])).toMatchObject([
    { id: "top-ngrams", params: { k: 3 } },
    { id: "plug-in", params: {} },
  ]);
  expect((await chooseEstimators(["top-ngrams(k=3,top=7)"]))[0]!.params).toEqual({ k: 3, top: 7 });
  expect((await chooseEstimators(undefined)).map(({ id }) => id)).toEqual(
    expect.arrayContaining(["deflate", "block-gain"]),
  );
});

test.each([
  [[]],
  [["nosuch"]],
  [["plug-in("]],
  [["Plug-In"]],
  [["plug-in(k=1)"]],
  [["top-ngrams(k=1e99)"]],
  [["top-ngrams(__proto__=1)"]],
  [["top-ngrams(k)"]],
])("%j is refused", async (list) => {
  await expect(chooseEstimators(list)).rejects.toThrow(UsageError);
});

test.each<[string, number[]]>([
  ["3", [3]],
  ["1..5", [1, 2, 3, 4, 5]],
  ["64..64", [64]],
  ["1,2,4", [1, 2, 4]],
  ["2,2,1", [2, 1]],
])("lengths %s are %j", (text, orders) => {
  expect(parseOrders(text)).toEqual(orders);
});

test.each([
  "",
  "0",
  "65",
  "5..1",
  "1..65",
  "0..3",
  "1..",
  "..3",
  "1..9999999999999",
  "a",
  "1.5",
  "-1",
  "1,,2",
])("lengths %j are refused", (text) => {
  expect(() => parseOrders(text)).toThrow(UsageError);
});
