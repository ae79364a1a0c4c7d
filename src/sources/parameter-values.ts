import * as z from "zod";
import { RecipeError } from "../core/errors.ts";
import { parseSize } from "../core/size.ts";
import type { RecipeValue } from "./recipe-parser.ts";

/** The part of JSON Schema that determines how a bare word is read. */
interface ParameterSchema {
  readonly type?: string;
  readonly items?: ParameterSchema;
}

/** The parameters of a source or an estimator. */
interface Parametrised {
  readonly params: z.ZodObject | null;
}

const schemasByOwner = new WeakMap<Parametrised, Readonly<Record<string, ParameterSchema>>>();

/** The JSON Schema of each parameter of a source or an estimator, in the order of its definition. */
export function parameterSchemas(owner: Parametrised): Readonly<Record<string, ParameterSchema>> {
  let schemas = schemasByOwner.get(owner);
  if (schemas === undefined) {
    const json = owner.params && z.toJSONSchema(owner.params, { io: "input" });
    schemas = (json?.properties ?? {}) as Record<string, ParameterSchema>;
    schemasByOwner.set(owner, schemas);
  }
  return schemas;
}

/**
 * Reads the value of one parameter: text stays text (word=00101 keeps its zeros), numbers become numbers, and an integer may be
 * a size such as 100kB.
 *
 * @param key name of the parameter, for messages
 * @param recipe the whole recipe, for messages
 * @throws RecipeError at the value when it has another type than the schema
 */
export function readParameter(
  value: RecipeValue,
  schema: ParameterSchema,
  key: string,
  recipe: string,
): unknown {
  const fail = (wanted: string): never => {
    throw new RecipeError(`${key} must be ${wanted}`, recipe, value.position);
  };
  if (schema.type === "array") {
    if (value.kind !== "list") return fail("a list such as [1,2]");
    const { items = {} } = schema;
    return value.items.map((item) => readParameter(item, items, key, recipe));
  }
  if (value.kind === "list") return fail("a single value, not a list");
  if (value.kind === "recipe") return fail("a value, not a source");
  switch (schema.type) {
    case "number":
      return readNumber(value.text) ?? fail(`a number, not "${value.text}"`);
    case "integer":
      return readNumber(value.text) ?? parseSize(value.text) ?? fail(`a whole number, not "${value.text}"`);
    case "boolean":
      if (value.text === "true" || value.text === "false") return value.text === "true";
      return fail(`true or false, not "${value.text}"`);
    default:
      return value.text;
  }
}

/** A decimal number, or null; neither hexadecimal nor Infinity. */
function readNumber(text: string): number | null {
  if (!/^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?$/.test(text)) return null;
  const number = Number(text);
  return Number.isFinite(number) ? number : null;
}

/**
 * The objection of a schema, in the words of a recipe.
 *
 * @param key name of the parameter
 */
export function describeIssue(issue: z.core.$ZodIssue, key: string): string {
  const subject = issue.path.length > 1 ? `a value in ${key}` : key;
  switch (issue.code) {
    case "too_big":
      return `${subject} must ${bound(issue.origin, "at most", issue.maximum, issue.inclusive)}`;
    case "too_small":
      return `${subject} must ${bound(issue.origin, "at least", issue.minimum, issue.inclusive)}`;
    case "invalid_value":
      return `${subject} must be one of ${issue.values.map(String).join(", ")}`;
    case "invalid_type":
      if (issue.input === undefined) return `${key} is missing`;
      return `${subject} must be ${issue.expected === "int" ? "a whole number" : `of type ${issue.expected}`}`;
    default:
      return issue.message.startsWith(key) ? issue.message : `${subject}: ${issue.message}`;
  }
}

function bound(origin: string, relation: string, limit: number | bigint, inclusive = true): string {
  const strict = relation === "at most" ? "less than" : "more than";
  const phrase = `${inclusive ? relation : strict} ${limit}`;
  if (origin === "string") return `have ${phrase} characters`;
  return origin === "array" ? `have ${phrase} entries` : `be ${phrase}`;
}
