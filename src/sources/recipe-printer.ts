import { isBareWord, type RecipeArgument, type RecipeNode, type RecipeValue } from "./recipe-parser.ts";

/** Writes a recipe in its one canonical spelling; `parseRecipe` reads it back to the same tree. */
export function printRecipe(node: RecipeNode): string {
  if (node.arguments.length === 0) return node.name;
  return `${node.name}(${node.arguments.map(printArgument).join(", ")})`;
}

/** A text in a recipe: bare where possible, quoted otherwise. */
export function printText(text: string): string {
  return isBareWord(text) ? text : `"${text.replaceAll(/["\\]/g, "\\$&")}"`;
}

function printArgument({ key, value }: RecipeArgument): string {
  return key === null ? printValue(value) : `${key}=${printValue(value)}`;
}

function printValue(value: RecipeValue): string {
  switch (value.kind) {
    case "word":
      return value.text;
    case "quoted":
      return `"${value.text.replaceAll(/["\\]/g, "\\$&")}"`;
    case "list":
      return `[${value.items.map(printValue).join(",")}]`;
    case "recipe": // the brackets distinguish a recipe from a word
      return value.recipe.arguments.length === 0 ? `${value.recipe.name}()` : printRecipe(value.recipe);
  }
}
