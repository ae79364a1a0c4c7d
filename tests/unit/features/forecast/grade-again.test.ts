import { createHash } from "node:crypto";
import { expect, test } from "vitest";
import type { Forecast } from "../../../../src/features/forecast/schema.ts";
import { forecast, InputError, UsageError } from "../../../../src/index.ts";
import { forecastOf } from "./hand-made.ts";

/** A forecast that says of itself that it is as it was made. */
function signed(change: Partial<Forecast["sample"]>, rest: Partial<Forecast> = {}): Forecast {
  const made = { ...forecastOf(1000, 2, [2]), ...rest };
  const promised = { options: made.options, sample: { ...made.sample, ...change }, outcome: made.outcome };
  const sha256 = createHash("sha256").update(JSON.stringify(promised)).digest("hex");
  return { ...made, ...promised, sha256 };
}
const graded = (document: Forecast, symbols: number) =>
  forecast.grade("ab".repeat(symbols / 2), document, { threads: 0 });

const reason = "3 symbols are too few to cut into blocks";
test.each<[string, Forecast, number, string]>([
  [
    "a forecast that was changed",
    { ...signed({}), name: "x", sha256: "0".repeat(64) },
    1000,
    "the forecast was changed after it was made (SHA-256 differs)",
  ],
  [
    "one of nothing",
    signed({}, { outcome: { status: "undefined", reason } }),
    1000,
    `the forecast is undefined: ${reason}`,
  ],
  [
    "an input that is shorter",
    signed({ of: null }),
    998,
    "this is not the input of the forecast: it has 998 symbols instead of at least 1000",
  ],
  [
    "an input that has grown where the sample was drawn from all of it",
    signed({ of: 2000 }),
    2002,
    "this is not the input of the forecast: it has 2002 symbols instead of 2000",
  ],
  [
    "another input as long",
    signed({ of: 2000 }),
    2000,
    "the input does not begin with the sample of the forecast (SHA-256 differs)",
  ],
  [
    "another input that is longer, in order",
    signed({ of: null, order: "in-order" }),
    20_000,
    "the input does not begin with the sample of the forecast (SHA-256 differs)",
  ],
])("%s is not graded", async (_, document, symbols, message) => {
  const refused = graded(document, symbols);
  await expect(refused).rejects.toBeInstanceOf(InputError);
  await expect(refused).rejects.toThrow(message);
});

test("what is no forecast is refused as a wrong option", async () => {
  const refused = graded({ ...signed({}), grade: 1 } as never, 1000);
  await expect(refused).rejects.toBeInstanceOf(UsageError);
  await expect(refused).rejects.toThrow("the forecast to grade was not made by mesoscope");
  const older = { ...signed({}), schemaVersion: 1, tool: { name: "mesoscope", version: "0.2.0" } };
  await expect(graded(older as never, 1000)).rejects.toThrow(
    "a forecast of mesoscope 0.2.0 cannot be graded by this version: make it anew",
  );
});

test.each<[object, string]>([
  [{ to: [] }, "to names no multiple of the sample"],
  [{ to: [1] }, 'to takes multiples of the sample above 1 and up to 100, not "1"'],
  [{ to: [2, 101] }, 'to takes multiples of the sample above 1 and up to 100, not "101"'],
  [{ to: [Number.NaN] }, 'to takes multiples of the sample above 1 and up to 100, not "NaN"'],
])("%j is refused", async (options, message) => {
  await expect(forecast("abc", { ...options, threads: 0 })).rejects.toThrow(message);
});

test("100 times as much is the most", async () => {
  const { document } = await forecast.try("abc", { to: [100, 1.5, 100], threads: 0 });
  expect(document.options.factors).toEqual([1.5, 100]);
});
