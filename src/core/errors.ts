import { replaceUnseen } from "./unseen.ts";

/** Wrong usage or configuration: exit status 2. */
export class UsageError extends Error {
  override readonly name = "UsageError";
}

/** An input that is missing or damaged: the run continues with the others and exits with status 3. */
export class InputError extends Error {
  override readonly name = "InputError";
}

/** No record of an input has the requested field, or there are no records. */
export class NoField extends InputError {}

/** An input needs more memory than it may use. */
export class NoMemory extends InputError {}

/** An input error of the same class with the name first; any other error unchanged. */
export function namedError(name: string, error: unknown): unknown {
  if (!(error instanceof InputError)) return error;
  const Kind = error instanceof NoField ? NoField : InputError;
  return new Kind(`${name}: ${error.message}`);
}

/** Adds a name to the input errors of an action. */
export function underName<Value>(name: string, act: () => Value): Value {
  try {
    return act();
  } catch (error) {
    throw namedError(name, error);
  }
}

/** A recipe that cannot be parsed, with the position of the error. */
export class RecipeError extends UsageError {
  readonly recipe: string;
  readonly position: number;
  /** the error without the picture */
  readonly detail: string;

  constructor(detail: string, recipe: string, position: number) {
    super(`${detail}\n${picture(recipe, position)}`);
    this.recipe = recipe;
    this.position = position;
    this.detail = detail;
  }
}

/** A recipe with a caret below the wrong character; a long recipe is cut around it, with dots for the rest. */
function picture(recipe: string, position: number): string {
  const width = 76;
  const start = recipe.length <= width ? 0 : Math.max(0, position - width / 2);
  const excerpt = replaceUnseen(recipe.slice(start, start + width), (character) =>
    "·".repeat(character.length),
  );
  return `  ${excerpt}\n  ${" ".repeat(position - start)}^`;
}

/** The code of a fault of the system or of Node, such as `ENOENT`; undefined for any other thrown value. */
export function codeOf(error: unknown): string | undefined {
  return error instanceof Error && "code" in error && typeof error.code === "string" ? error.code : undefined;
}

/** The message of any thrown value. */
export function messageOf(error: unknown): string {
  try {
    const message: unknown = Object(error).message ?? error;
    if (message === null || (typeof message !== "object" && typeof message !== "function"))
      return String(message);
  } catch {
    // Reading a thrown value may throw.
  }
  return "the thrown value is not an error";
}
