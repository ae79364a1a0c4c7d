import { UsageError } from "../core/errors.ts";

/**
 * If no record has the field, the user mistyped it: that is a usage error, not a fault of the inputs.
 *
 * @param measured number of inputs or documents
 * @param withoutField number of errors that say that the field is missing
 * @throws UsageError with the first error, when nothing was measured and all errors say so
 */
export function requireSomeField(
  measured: number,
  errors: readonly { readonly input: string; readonly reason: string }[],
  withoutField: number,
): void {
  const [first] = errors;
  if (measured === 0 && first !== undefined && withoutField === errors.length)
    throw new UsageError(`${first.input}: ${first.reason}`);
}
