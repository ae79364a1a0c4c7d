import * as z from "zod";
import type { Call } from "../../command/command.ts";
import { exitStatus } from "../../command/io.ts";
import type { SharedOptions } from "../../command/options.ts";
import { writeOutput } from "../../command/write-output.ts";
import { UsageError } from "../../core/errors.ts";
import { version } from "../../core/version.ts";

/** Prints one of the schemas that commands have. @returns the exit status @throws UsageError for another name */
export async function writeSchema({ paths, options, io, commands }: Call<SharedOptions>): Promise<number> {
  const schemas = new Map(commands.flatMap((command) => Object.entries(command.schemas ?? {})));
  const which = paths[0] ?? "output";
  const load = schemas.get(which);
  if (load === undefined)
    throw new UsageError(`no schema "${which}": there are ${[...schemas.keys()].join(", ")}`);
  // A configuration is an input, all others are outputs.
  const { $schema, ...schema } = z.toJSONSchema(await load(), {
    io: which === "config" ? "input" : "output",
  });
  // A URN: a schema is part of a version, and is not fetched.
  const named = { $schema, $id: `urn:mesoscope:${version}:${which}`, title: `mesoscope ${which}`, ...schema };
  await writeOutput(io, options.output, `${JSON.stringify(named, null, 2)}\n`, options.force);
  return exitStatus.fine;
}
