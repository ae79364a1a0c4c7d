import * as z from "zod";

/** One parameter in the help. */
export interface ParameterDescription {
  readonly name: string;
  readonly type: string;
  readonly bounds: string | null;
  readonly default: unknown;
  readonly description: string;
}

interface PropertySchema {
  readonly type?: string;
  readonly enum?: readonly unknown[];
  readonly minimum?: number;
  readonly maximum?: number;
  readonly exclusiveMinimum?: number;
  readonly exclusiveMaximum?: number;
  readonly default?: unknown;
  readonly description?: string;
}

/** Parameters with bounds and defaults, from the schema that also parses them. */
export function describeParameters(schema: z.ZodObject): ParameterDescription[] {
  const { properties } = z.toJSONSchema(schema, { io: "input", unrepresentable: "any" });
  return Object.entries(properties ?? {}).map(([name, property]) => {
    const p = property as PropertySchema;
    return {
      name,
      type: p.enum === undefined ? (p.type ?? "value") : p.enum.join(" | "),
      bounds: boundsOf(p),
      default: p.default ?? null,
      description: p.description ?? "",
    };
  });
}

function boundsOf(p: PropertySchema): string | null {
  const isLimit = (bound: number | undefined) =>
    bound === undefined || Math.abs(bound) === Number.MAX_SAFE_INTEGER;
  const lower = isLimit(p.minimum)
    ? p.exclusiveMinimum === undefined
      ? null
      : `above ${p.exclusiveMinimum}`
    : `from ${p.minimum}`;
  const upper = isLimit(p.maximum)
    ? p.exclusiveMaximum === undefined
      ? null
      : `below ${p.exclusiveMaximum}`
    : `to ${p.maximum}`;
  return lower === null && upper === null ? null : [lower, upper].filter((bound) => bound !== null).join(" ");
}

/** One line: `eps: number from 0 to 1 [0.1]  probability ...`. */
export function parameterLine(parameter: ParameterDescription): string {
  const bounds = parameter.bounds === null ? "" : ` ${parameter.bounds}`;
  const { default: preset } = parameter;
  const fallback = preset === null ? "" : ` [${Array.isArray(preset) ? JSON.stringify(preset) : preset}]`;
  return `${parameter.name}: ${parameter.type}${bounds}${fallback}  ${parameter.description}`;
}
