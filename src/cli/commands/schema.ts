import * as z from "zod";
import { UsageError } from "../../core/errors.ts";
import { reportSchema } from "../../core/report-schema.ts";
import { exitStatus, type Io } from "../io.ts";
import type { SharedOptions } from "../options.ts";
import { writeOutput } from "../write-output.ts";

/** `mesoscope schema [output]`: the JSON Schema of the report. @throws UsageError for another name */
export async function runSchema(
  arguments_: readonly string[],
  options: SharedOptions,
  io: Io,
): Promise<number> {
  const which = arguments_[0] ?? "output";
  if (which !== "output") throw new UsageError(`no schema "${which}": there is output`);
  await writeOutput(io, options.output, `${JSON.stringify(z.toJSONSchema(reportSchema), null, 2)}\n`);
  return exitStatus.fine;
}
