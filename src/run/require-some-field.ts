import { UsageError } from "../core/errors.ts";

/**
 * To measure nothing for want of a field is a slip of the hand, not a fault of the inputs.
 *
 * @param measured number of inputs or documents
 * @param withoutField how many of the errors say that the field is not there
 * @throws UsageError with the first error, when nothing was measured and all of them do
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
