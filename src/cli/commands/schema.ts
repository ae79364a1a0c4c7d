import * as z from "zod";
import { configSchema } from "../../check/config-schema.ts";
import { baselineSchema, checkReportSchema } from "../../check/schema.ts";
import { comparisonSchema } from "../../compare/schema.ts";
import { UsageError } from "../../core/errors.ts";
import { calibrationSchema } from "../../experiments/calibration-schema.ts";
import { sweepSchema } from "../../experiments/sweep-schema.ts";
import { explanationSchema } from "../../explain/schema.ts";
import { forecastSchema } from "../../forecast/schema.ts";
import { reportSchema } from "../../results/report-schema.ts";
import { documentScoreSchema, scoreReportSchema } from "../../score/schema.ts";
import { exitStatus, type Io } from "../io.ts";
import type { SharedOptions } from "../options.ts";
import { writeOutput } from "../write-output.ts";

const schemas: Readonly<Record<string, z.ZodType>> = {
  output: reportSchema,
  explanation: explanationSchema,
  calibration: calibrationSchema,
  sweep: sweepSchema,
  comparison: comparisonSchema,
  forecast: forecastSchema,
  check: checkReportSchema,
  baseline: baselineSchema,
  score: scoreReportSchema,
  document: documentScoreSchema,
  config: configSchema,
};

/** `mesoscope schema [output|explanation|...|config]`: a JSON Schema. @throws UsageError for another name */
export async function runSchema(
  arguments_: readonly string[],
  options: SharedOptions,
  io: Io,
): Promise<number> {
  const which = arguments_[0] ?? "output";
  if (!Object.hasOwn(schemas, which)) {
    throw new UsageError(`no schema "${which}": there are ${Object.keys(schemas).join(", ")}`);
  }
  await writeOutput(
    io,
    options.output,
    `${JSON.stringify(z.toJSONSchema(schemas[which]!, { io: which === "config" ? "input" : "output" }), null, 2)}\n`,
  );
  return exitStatus.fine;
}
