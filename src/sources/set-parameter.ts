import { UsageError } from "../core/errors.ts";
import { parameterSchemas } from "./parameter-values.ts";
import { parseRecipe, type RecipeArgument, type RecipeNode, type RecipeValue } from "./recipe-parser.ts";
import { printRecipe } from "./recipe-printer.ts";
import { sourceRegistry } from "./registry.ts";

/**
 * A recipe with one parameter set: that of the outermost source, else that of the only source within that has it.
 *
 * @param value as it would stand in the recipe
 * @returns the recipe written anew
 * @throws RecipeError for a recipe or value that cannot be read; UsageError where no source, or several, have the parameter
 */
export function setParameter(recipe: string, name: string, value: string): string {
  const root = withSources(parseRecipe(recipe));
  const parsed = parseRecipe(`value(it=${value})`).arguments;
  if (parsed.length !== 1) throw new UsageError(`"${value}" is not one value`);
  const owners = sourcesOf(root).filter((node) => has(node, name));
  const owner = owners.includes(root) ? root : owners[0];
  if (owner === undefined) {
    const known = sourcesOf(root).flatMap(({ name: id }) => parametersOf(id));
    const which = known.length === 0 ? "it has none" : `there are ${[...new Set(known)].join(", ")}`;
    throw new UsageError(`no source in ${recipe} has a parameter "${name}"; ${which}`);
  }
  if (owner !== root && owners.length > 1) {
    throw new UsageError(`several sources in ${recipe} have a parameter "${name}"`);
  }
  return printRecipe(replaced(root, owner, withArgument(owner, name, parsed[0]!.value)));
}

/** The recipe with every bare word that stands for a source written as one. */
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
