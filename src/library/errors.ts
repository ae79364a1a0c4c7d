/** The input has no such number; `reason` says why. The `try` form of a function returns the reason instead. */
export class UndefinedMeasurementError extends Error {
  override readonly name = "UndefinedMeasurementError";
  /** why, such as "9 symbols, needs 500" */
  readonly reason: string;

  /** @param asked the quantity and the input */
  constructor(asked: string, reason: string) {
    super(`${asked}: ${reason}`);
    this.reason = reason;
  }
}
