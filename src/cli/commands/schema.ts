import * as z from "zod";
import { configSchema } from "../../batch/check/config-schema.ts";
import { calibrationSchema } from "../../core/calibration-schema.ts";
import { baselineSchema, checkReportSchema } from "../../core/check-schema.ts";
import { comparisonSchema } from "../../core/comparison-schema.ts";
import { UsageError } from "../../core/errors.ts";
import { explanationSchema } from "../../core/explanation-schema.ts";
import { forecastSchema } from "../../core/forecast-schema.ts";
import { reportSchema } from "../../core/report-schema.ts";
import { documentScoreSchema, scoreReportSchema } from "../../core/score-schema.ts";
import { sweepSchema } from "../../core/sweep-schema.ts";
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
