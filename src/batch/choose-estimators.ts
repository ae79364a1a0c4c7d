import { UsageError } from "../core/errors.ts";
import { estimatorRegistry } from "../estimators/registry.ts";
import type { EstimatorChoice } from "./task.ts";

/** What the default view measures beside the spectrum. */
const defaultEstimators = ["grassberger", "block-gain", "deflate"];

/**
 * Estimators by id, with parameters in parentheses where wanted: `plug-in,distinct-ngrams(k=3)`; `all` is every one.
 *
 * @param list undefined: those of the default view
 * @throws UsageError for an unknown id or a wrong parameter
 */
export function chooseEstimators(list: readonly string[] | undefined): EstimatorChoice[] {
  if (list?.length === 0) throw new UsageError("-e names no estimator; see mesoscope estimators");
  return (list ?? defaultEstimators).flatMap(withAll).map((text) => {
    const match = /^([a-z0-9-]+)(?:\((.*)\))?$/s.exec(text);
    if (match === null)
      throw new UsageError(`"${text}" is not an estimator; write an id as in mesoscope estimators`);
    const estimator = estimatorRegistry.get(match[1]!);
    const raw: Record<string, unknown> = Object.create(null);
    for (const part of (match[2] ?? "").split(",").filter((piece) => piece.trim() !== "")) {
      const [key = "", value = ""] = part.split("=").map((piece) => piece.trim());
      raw[key] = value !== "" && Number.isFinite(Number(value)) ? Number(value) : value;
    }
    const parsed = estimator.params.safeParse({ ...raw });
    if (!parsed.success) {
      const issue = parsed.error.issues[0];
      const about = [...(issue?.path ?? []), issue?.message ?? "wrong parameters"].join(" ");
      throw new UsageError(`estimator ${estimator.id}: ${about}`);
    }
    return { id: estimator.id, params: parsed.data };
  });
}

const withAll = (text: string): readonly string[] =>
  text === "all" ? estimatorRegistry.entries.map(({ id }) => id) : [text];
