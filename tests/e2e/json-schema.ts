interface Schema {
  readonly type?: string | readonly string[];
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
  readonly anyOf?: readonly Schema[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: boolean | Schema;
  readonly propertyNames?: Schema;
  readonly items?: Schema;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly exclusiveMinimum?: number;
  readonly exclusiveMaximum?: number;
  readonly pattern?: string;
  readonly [annotation: string]: unknown;
}

const known = new Set([
  "type", "const", "enum", "anyOf", "properties", "required", "additionalProperties", "propertyNames", "items",
  "minItems", "maxItems",
  "minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "pattern", "description", "title", "$schema", "$id",
]); // biome-ignore format: a list

/**
 * What in a value a JSON Schema (2020-12, the keywords that occur here) does not allow.
 *
 * @throws Error for a keyword it does not know, so that nothing passes unchecked
 */
export function violations(value: unknown, schema: Schema, path = "$"): string[] {
  for (const keyword of Object.keys(schema)) {
    if (!known.has(keyword)) throw new Error(`unknown keyword ${keyword} at ${path}`);
  }
  const found: string[] = [];
  const complain = (what: string) => void found.push(`${path} ${what}`);
  const types = schema.type === undefined ? null : [schema.type].flat();
  if (types?.every((type) => !isOfType(value, type))) return [`${path} is no ${types.join(" or ")}`];
  if (schema.const !== undefined && value !== schema.const) complain(`is not ${schema.const}`);
  if (schema.enum !== undefined && !schema.enum.includes(value)) complain("is none of the enum");
  if (schema.anyOf?.every((one) => violations(value, one, path).length > 0)) complain("fits no alternative");
  if (typeof value === "number") {
    if (value < (schema.minimum ?? value)) complain("is too small");
    if (value > (schema.maximum ?? value)) complain("is too large");
    if (schema.exclusiveMinimum !== undefined && value <= schema.exclusiveMinimum) complain("is too small");
    if (schema.exclusiveMaximum !== undefined && value >= schema.exclusiveMaximum) complain("is too large");
  }
  if (
    typeof value === "string" &&
    schema.pattern !== undefined &&
    !new RegExp(schema.pattern, "u").test(value)
  )
    complain("does not match");
  if (Array.isArray(value)) {
    const { items, minItems = 0, maxItems = value.length } = schema;
    if (value.length < minItems || value.length > maxItems) complain("has another number of items");
    if (items !== undefined)
      found.push(...value.flatMap((item, i) => violations(item, items, `${path}[${i}]`)));
  } else if (typeof value === "object" && value !== null) found.push(...ofObject(value, schema, path));
  return found;
}

function ofObject(value: object, schema: Schema, path: string): string[] {
  const missing = (schema.required ?? []).filter((key) => !Object.hasOwn(value, key));
  const found = missing.map((key) => `${path}.${key} is missing`);
  for (const [key, member] of Object.entries(value)) {
    const own = schema.properties?.[key];
    const other = schema.additionalProperties;
    if (schema.propertyNames !== undefined)
      found.push(...violations(key, schema.propertyNames, `${path}.${key}`));
    if (own !== undefined) found.push(...violations(member, own, `${path}.${key}`));
    else if (other === false) found.push(`${path}.${key} is unknown`);
    else if (typeof other === "object") found.push(...violations(member, other, `${path}.${key}`));
  }
  return found;
}

function isOfType(value: unknown, type: string): boolean {
  switch (type) {
    case "integer":
      return Number.isInteger(value);
    case "number":
      return typeof value === "number" && Number.isFinite(value);
    case "null":
      return value === null;
    case "array":
      return Array.isArray(value);
    case "object":
      return typeof value === "object" && value !== null && !Array.isArray(value);
    case "string":
      return typeof value === "string";
    case "boolean":
      return typeof value === "boolean";
    default:
      throw new Error(`unknown type ${type}`);
  }
}
