import * as z from "zod";
import { InputError, RecipeError, UsageError } from "../core/errors.ts";
import { nearestWord } from "../core/nearest-word.ts";
import type { BoundSource, RecipeWorld, SourceBody, SourceDefinition } from "../core/source.ts";
import { describeIssue, parameterSchemas, readParameter } from "./parameter-values.ts";
import { parseRecipe, type RecipeArgument, type RecipeNode, type RecipeValue } from "./recipe-parser.ts";
import { printRecipe, printText } from "./recipe-printer.ts";
import { sourceRegistry } from "./registry.ts";
import { symbolLabel } from "./symbol-label.ts";

/**
 * Parses a recipe and binds the source it names, its children first.
 *
 * @param text such as `replace(periodic(word=00101), eps=0.1)`
 * @param world reads the bytes of `file(path)` and `corpus(id)`; without it recipes that name them fail
 * @returns the source with its parameters bound and its canonical recipe
 * @throws RecipeError that points at the wrong character; InputError when a file or corpus cannot be read
 */
export async function bindRecipe(text: string, world: RecipeWorld = noWorld): Promise<BoundSource> {
  return finish(bindNode(parseRecipe(text), { text, world }));
}

async function finish(binding: Binder): Promise<BoundSource> {
  for (let step = binding.next(); ; ) {
    if (step.done === true) return step.value;
    let body: SourceBody;
    try {
      body = await step.value;
    } catch (error) {
      step = binding.throw(error);
      continue;
    }
    step = binding.next(body);
  }
}

/**
 * As `bindRecipe`, but synchronous: for recipes that read neither a file nor a corpus.
 *
 * @returns undefined when the recipe reads one
 * @throws RecipeError that points at the wrong character
 */
export function bindRecipeNow(text: string): BoundSource | undefined {
  const binding = bindNode(parseRecipe(text), { text, world: noWorld });
  for (let step = binding.next(); ; ) {
    if (step.done === true) return step.value;
    if (step.value instanceof Promise) {
      // An input is missing: the error is reported at once.
      step.value.catch(() => {});
      return undefined;
    }
    step = binding.next(step.value);
  }
}

const noWorld: RecipeWorld = {
  file: async (path) => {
    throw new InputError(`file ${path} cannot be read: no function that reads files was passed`);
  },
  corpus: async (id) => {
    throw new InputError(`corpus ${id} cannot be read: no function that reads corpora was passed`);
  },
};

interface Binding {
  readonly text: string;
  readonly world: RecipeWorld;
}

/** Yields the body of a source, which may be a promise, and receives the resolved body. */
type Binder = Generator<SourceBody | Promise<SourceBody>, BoundSource, SourceBody>;

function* bindNode(node: RecipeNode, binding: Binding): Binder {
  const fail = (detail: string, position: number): never => {
    throw new RecipeError(detail, binding.text, position);
  };
  if (!sourceRegistry.has(node.name)) {
    const ids = sourceRegistry.entries.map((entry) => entry.id);
    fail(`no source "${node.name}"${suggestion(everyday[node.name] ?? node.name, ids)}`, node.position);
  }
  const source = sourceRegistry.get(node.name);
  const { children, values } = sortArguments(node, source, fail);

  const schemas = parameterSchemas(source);
  const raw: Record<string, unknown> = Object.create(null);
  for (const [key, value] of values) raw[key] = readParameter(value, schemas[key] ?? {}, key, binding.text);
  const parsed = parsedParameters(source.params, raw);
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    const key = String(issue?.path[0] ?? "");
    const detail = issue === undefined ? "wrong parameters" : describeIssue(issue, key);
    throw new RecipeError(detail, binding.text, placeOf(values.get(key), issue?.path) ?? node.position);
  }

  const inputs: BoundSource[] = [];
  for (const child of children) inputs.push(yield* bindNode(child, binding));
  const recipe = canonicalRecipe(source, parsed.data, inputs);
  try {
    const body = yield source.bind(parsed.data, inputs, binding.world);
    const { alphabetSize } = body;
    return {
      ...body,
      recipe,
      source,
      ofText: body.text !== undefined || inputs.some((input) => input.ofText),
      truth: once(() => body.truth()),
      machine: once(() => body.machine?.()),
      label: body.label?.bind(body) ?? ((symbol) => symbolLabel(symbol, alphabetSize)),
    };
  } catch (error) {
    if (error instanceof RecipeError || error instanceof InputError || !(error instanceof UsageError))
      throw error;
    return fail(error.message, node.position);
  }
}

/** Conditions on several parameters run only if all are within their bounds: their cost may grow with them. */
function parsedParameters(params: z.ZodObject, raw: unknown): ReturnType<z.ZodObject["safeParse"]> {
  const one = z.strictObject(params.shape).safeParse(raw, { reportInput: true });
  return one.success ? params.safeParse(raw, { reportInput: true }) : one;
}

/** The position in the recipe of the value at a path into a parameter. */
function placeOf(value: RecipeValue | undefined, path: readonly PropertyKey[] = []): number | undefined {
  let place = value;
  for (const index of path.slice(1)) {
    if (place?.kind !== "list" || place.items[Number(index)] === undefined) break;
    place = place.items[Number(index)];
  }
  return place?.position;
}

/** Memoises: truths and machines can be expensive, and parents read those of their children repeatedly. */
function once<Value>(compute: () => Value): () => Value {
  let result: { readonly value: Value } | undefined;
  return () => {
    result ??= { value: compute() };
    return result.value;
  };
}

/** Separates child recipes from parameters. */
function sortArguments(
  node: RecipeNode,
  source: SourceDefinition,
  fail: (detail: string, position: number) => never,
): { children: RecipeNode[]; values: Map<string, RecipeValue> } {
  const children: RecipeNode[] = [];
  const values = new Map<string, RecipeValue>();
  const keys = Object.keys(parameterSchemas(source));
  const put = (key: string, { value, position }: RecipeArgument): void => {
    if (values.has(key)) fail(`${key} is given twice`, position);
    values.set(key, value);
  };
  for (const argument of node.arguments) {
    const { key, position, value } = argument;
    if (key !== null) {
      if (!keys.includes(key)) {
        const known =
          keys.length === 0 ? "; it has none" : suggestion(key, keys) || `; it has ${keys.join(", ")}`;
        fail(`${source.id} has no parameter "${key}"${known}`, position);
      }
      put(key, argument);
    } else if (children.length < source.mostInputs) {
      children.push(childOf(value) ?? fail(`${source.id} takes a source here`, position));
    } else if (source.positional !== undefined) {
      put(source.positional, argument);
    } else {
      fail(surplusArguments(source, keys), position);
    }
  }
  if (children.length < source.inputs) {
    const wanted = source.inputs === 1 ? "a source" : `${countOf(source)} sources`;
    fail(`${source.id} takes ${wanted} as its first arguments, as in ${source.example}`, node.position);
  }
  return { children, values };
}

const countOf = ({ inputs, mostInputs }: SourceDefinition): string =>
  inputs === mostInputs ? String(inputs) : `${inputs} to ${mostInputs}`;

function childOf(value: RecipeValue): RecipeNode | undefined {
  if (value.kind === "recipe") return value.recipe;
  return value.kind === "word" ? { name: value.text, position: value.position, arguments: [] } : undefined;
}

function surplusArguments(source: SourceDefinition, keys: readonly string[]): string {
  const takes = source.mostInputs === 0 ? "takes no sources" : `takes ${countOf(source)} source(s)`;
  return keys.length === 0
    ? `${source.id} ${takes}`
    : `${source.id} ${takes}; write parameters as ${keys[0]}=...`;
}

/** Everyday words for sources. */
const everyday: Readonly<Record<string, string>> = Object.assign(Object.create(null), {
  ...{ noise: "uniform", random: "uniform", white: "uniform", bytes: "uniform", bernoulli: "coin" },
  ...{ markov: "random-markov", gaussian: "uniform", fibonacci: "fibonacci-word", text: "random-words" },
});

function suggestion(word: string, known: readonly string[]): string {
  const near = known.includes(word) ? word : nearestWord(word, known);
  return near === undefined ? "" : `; did you mean "${near}"?`;
}

function canonicalRecipe(source: SourceDefinition, params: object, inputs: readonly BoundSource[]): string {
  const parts = inputs.map((input) => input.recipe);
  const values = params as Readonly<Record<string, unknown>>;
  for (const key of Object.keys(parameterSchemas(source))) {
    const value = values[key];
    if (value === undefined) continue;
    parts.push(key === source.positional ? printParameter(value) : `${key}=${printParameter(value)}`);
  }
  return parts.length === 0 ? source.id : `${source.id}(${parts.join(", ")})`;
}

function printParameter(value: unknown): string {
  return Array.isArray(value) ? `[${value.map(printParameter).join(",")}]` : printText(String(value));
}

/**
 * A recipe with one parameter set: that of the outermost source, else that of the only inner source that has it.
 *
 * @param value as it would be written in the recipe
 * @returns the new recipe
 * @throws RecipeError for an invalid recipe or value; UsageError where no source, or several, have the parameter
 */
export function setParameter(recipe: string, name: string, value: string): string {
  const parsed = parseRecipe(`value(it=${value})`).arguments;
  if (parsed.length !== 1) throw new UsageError(`"${value}" is not a single value`);
  const { root, owner } = ownerOf(recipe, name);
  return printRecipe(replaced(root, owner, withArgument(owner, name, parsed[0]!.value)));
}

/** Whether a parameter, found as by `setParameter`, is a whole number. @throws as `setParameter` */
export function isWholeParameter(recipe: string, name: string): boolean {
  const { owner } = ownerOf(recipe, name);
  return parameterSchemas(sourceRegistry.get(owner.name))[name]?.type === "integer";
}

/** A recipe, and the source in it that has a parameter. */
function ownerOf(recipe: string, name: string): { readonly root: RecipeNode; readonly owner: RecipeNode } {
  const root = withSources(parseRecipe(recipe));
  const owners = sourcesOf(root).filter((node) => has(node, name));
  const owner = owners.includes(root) ? root : owners[0];
  if (owner === undefined) {
    const known = sourcesOf(root).flatMap(({ name: id }) => parametersOf(id));
    const which = known.length === 0 ? "it has no parameters" : `there are ${[...new Set(known)].join(", ")}`;
    throw new UsageError(`no source in ${recipe} has a parameter "${name}"; ${which}`);
  }
  if (owner !== root && owners.length > 1) {
    throw new UsageError(`several sources in ${recipe} have a parameter "${name}"`);
  }
  return { root, owner };
}

/** The recipe with every bare word that names a source turned into a source. */
function withSources(node: RecipeNode): RecipeNode {
  const inputs = sourceRegistry.has(node.name) ? sourceRegistry.get(node.name).mostInputs : 0;
  let seen = 0;
  const within = ({ value, ...argument }: RecipeArgument): RecipeArgument => {
    const isInput = argument.key === null && seen++ < inputs;
    if (value.kind === "recipe")
      return { ...argument, value: { ...value, recipe: withSources(value.recipe) } };
    if (value.kind !== "word" || !isInput) return { ...argument, value };
    const { text: name, position } = value;
    return { ...argument, value: { kind: "recipe", recipe: { name, position, arguments: [] }, position } };
  };
  return { ...node, arguments: node.arguments.map(within) };
}

/** The sources of a recipe, outer ones first. */
function sourcesOf(node: RecipeNode): RecipeNode[] {
  return [
    node,
    ...node.arguments.flatMap(({ value }) => (value.kind === "recipe" ? sourcesOf(value.recipe) : [])),
  ];
}

function parametersOf(id: string): string[] {
  return sourceRegistry.has(id) ? Object.keys(parameterSchemas(sourceRegistry.get(id))) : [];
}

const has = ({ name: id }: RecipeNode, name: string) => parametersOf(id).includes(name);

function withArgument(node: RecipeNode, key: string, value: RecipeValue): RecipeNode {
  const set: RecipeArgument = { key, position: 0, value };
  return { ...node, arguments: [...node.arguments.filter((argument) => argument.key !== key), set] };
}

function replaced(node: RecipeNode, old: RecipeNode, by: RecipeNode): RecipeNode {
  if (node === old) return by;
  const within = ({ value, ...argument }: RecipeArgument): RecipeArgument => ({
    ...argument,
    value: value.kind === "recipe" ? { ...value, recipe: replaced(value.recipe, old, by) } : value,
  });
  return { ...node, arguments: node.arguments.map(within) };
}
