import { RecipeError, UsageError } from "../core/errors.ts";
import type { Estimator } from "../core/estimator.ts";
import { currentName } from "../core/other-names.ts";
import { quantities } from "../core/quantities.ts";
import { estimatorRegistry } from "../estimators/registry.ts";
import { parseRecipe } from "../sources/recipe-parser.ts";
import type { EstimatorChoice } from "./task.ts";

/** Estimators of the default view, beside the spectrum. */
const defaultEstimators = ["grassberger", "block-gain", "deflate"];

/**
 * Parses a list of estimators, each with optional parameters in parentheses as in a recipe: `plug-in,distinct-ngrams(k=3)`;
 * `all` is every one.
 *
 * @param list undefined: the estimators of the default view
 * @throws UsageError for an unknown id or a wrong parameter
 */
export async function chooseEstimators(list: readonly string[] | undefined): Promise<EstimatorChoice[]> {
  if (list?.length === 0) throw new UsageError("-e is empty; mesoscope estimators lists the estimators");
  const texts = (list ?? defaultEstimators).flatMap((text) =>
    text === "all" ? estimatorRegistry.ids : [text],
  );
  const choices: EstimatorChoice[] = [];
  for (const text of texts) choices.push(await chosen(text));
  return choices;
}

/** An estimator and its parameters. @throws UsageError, one line that says what is wrong */
async function chosen(text: string): Promise<EstimatorChoice> {
  try {
    return await parsed(text);
  } catch (error) {
    if (!(error instanceof RecipeError)) throw error;
    const shown = text.length > longestShown ? `${text.slice(0, longestShown)}...` : text;
    throw new UsageError(`estimator ${shown}: ${error.detail}`);
  }
}

/** Characters of the given text that an error repeats. */
const longestShown = 60;

/** @throws UsageError for an unknown id; for the name of a quantity, the error lists its estimators */
async function estimatorNamed(name: string): Promise<Estimator> {
  const id = currentName(name);
  if (/^(compression|gzip|zip|compressors?)$/.test(id))
    throw new UsageError(`no estimator "${id}"; compressors: deflate, brotli, zstd, xz`);
  if (estimatorRegistry.has(id)) return estimatorRegistry.get(id);
  const { findTerms } = await import("../results/glossary.ts");
  const meant = new Set(findTerms(id).map((term) => term.id));
  const answers = (await estimatorRegistry.all()).filter(({ quantity }) => meant.has(quantity));
  if (answers.length === 0) return estimatorRegistry.get(id);
  const titles = new Set(answers.map(({ quantity }) => quantities[quantity].title));
  const ids = answers.map((one) => one.id).join(", ");
  throw new UsageError(`no estimator "${id}"; estimators of ${[...titles].join(" and ")}: ${ids}`);
}

/** @throws UsageError for an unknown id; RecipeError for a wrong parameter */
async function parsed(text: string): Promise<EstimatorChoice> {
  const node = parseRecipe(text, "the id of an estimator");
  const estimator = await estimatorNamed(node.name);
  if (node.arguments.length === 0) return { id: estimator.id, params: estimator.parseParameters({}) };
  const { describeIssue, parameterSchemas, readParameter } = await import("../sources/parameter-values.ts");
  const schemas = parameterSchemas(estimator);
  const raw: Record<string, unknown> = Object.create(null);
  for (const { key, value, position } of node.arguments) {
    const fail = (detail: string) => {
      throw new RecipeError(detail, text, position);
    };
    const known = Object.keys(schemas).join(", ");
    if (key === null)
      return fail(
        `write parameters of an estimator as name=value${known === "" ? "; it has none" : `: it has ${known}`}`,
      );
    if (!Object.hasOwn(schemas, key))
      return fail(
        `${estimator.id} has no parameter "${key}"${known === "" ? "; it has none" : `; it has ${known}`}`,
      );
    if (key in raw) return fail(`${key} is given twice`);
    raw[key] = readParameter(value, schemas[key]!, key, text);
  }
  const checked = estimator.params?.safeParse({ ...raw });
  if (checked === undefined || checked.success) return { id: estimator.id, params: checked?.data ?? {} };
  const [issue] = checked.error.issues;
  const key = String(issue?.path[0] ?? "");
  const at = node.arguments.find((argument) => argument.key === key)?.position ?? 0;
  throw new RecipeError(issue === undefined ? "wrong parameters" : describeIssue(issue, key), text, at);
}
