import { InputError, UsageError } from "../core/errors.ts";
import { readRegularJson, smallFiles } from "../input/open-regular.ts";
import { type Baseline, baselineSchema } from "./schema.ts";

/**
 * Reads what `mesoscope baseline` wrote.
 *
 * @param shown what it is called in messages
 * @throws UsageError when it cannot be read or is something else
 */
export function readBaseline(path: string, shown: string): Baseline {
  let found: unknown;
  try {
    found = readRegularJson(path, smallFiles.baseline);
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    const isJson = !error.message.startsWith("not JSON");
    const reason = error.message.replace(/^not JSON: .*/, "not JSON");
    throw new UsageError(`${shown}: ${reason}${isJson ? "" : "; write it again with mesoscope baseline"}`);
  }
  const result = baselineSchema.safeParse(found);
  if (result.success) return result.data;
  const issue = result.error.issues[0];
  const where = [...(issue?.path ?? [])].join(".");
  throw new UsageError(
    `${shown}: ${where === "" ? "" : `${where}: `}${issue?.message}; write it again with mesoscope baseline`,
  );
}

/** A baseline as it is kept: one line an input, so that a change of one shows as one. */
export function baselineText({ inputs, ...rest }: Baseline): string {
  const head = JSON.stringify(rest, null, 2).slice(0, -2);
  const lines = inputs.map((input) => `    ${JSON.stringify(input)}`).join(",\n");
  return `${head},\n  "inputs": [${lines === "" ? "" : `\n${lines}\n  `}]\n}\n`;
}
