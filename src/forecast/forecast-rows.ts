import type { Cell } from "../report/kit/csv-text.ts";
import type { Rows } from "../report/kit/rows.ts";
import type { Forecast, ForecastOutcome } from "./schema.ts";

const columns = [
  "name", "part", "quantity", "factor", "symbols", "status", "value", "lower80", "upper80", "lower95", "upper95", "unit", "reason",
]; // biome-ignore format: one line a group reads better

type Expectation = ForecastOutcome["expectations"][number];

/** One row a quantity at a multiple of the sample, of the whole and of its parts. */
export function forecastRows({ name, outcome }: Forecast): Rows {
  if (outcome.status === "undefined")
    return { columns, rows: [undefinedRow(name, null, null, outcome.reason)] };
  const parts = outcome.parts ?? [];
  return {
    columns,
    rows: [
      ...outcome.expectations.flatMap((expected) => expectationRows(name, null, expected)),
      ...parts.flatMap((part) => {
        if (part.outcome.status === "undefined")
          return [undefinedRow(name, part.name, null, part.outcome.reason)];
        const { expectations, untold = [] } = part.outcome;
        return [
          ...expectations.flatMap((expected) => expectationRows(name, part.name, expected)),
          ...untold.map(({ factor, reason }) => undefinedRow(name, part.name, factor, reason)),
        ];
      }),
    ],
  };
}

function undefinedRow(name: string, part: string | null, factor: number | null, reason: string): Cell[] {
  return [name, part, null, factor, null, "undefined", null, null, null, null, null, null, reason];
}

function expectationRows(
  name: string,
  part: string | null,
  { factor, symbols, ...expected }: Expectation,
): Cell[][] {
  const row = (quantity: "codeLength" | "loss", unit: string): Cell[] => {
    const { value, lower80, upper80, lower95, upper95 } = expected[quantity];
    return [
      name,
      part,
      quantity,
      factor,
      symbols,
      "ok",
      value,
      lower80,
      upper80,
      lower95,
      upper95,
      unit,
      null,
    ];
  };
  return [row("codeLength", "bit"), row("loss", "bit/symbol")];
}
