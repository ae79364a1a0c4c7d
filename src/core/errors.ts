import { replaceUnseen } from "./unseen.ts";

/** Wrong usage or configuration: exit status 2. */
export class UsageError extends Error {
  override readonly name = "UsageError";
}

/** An input that is missing or damaged: the others go on, exit status 3. */
export class InputError extends Error {
  override readonly name = "InputError";
}

/** None of the records of an input has the field that was asked for, or it has no records. */
export class NoField extends InputError {}

/** An input takes more memory than it may. */
export class NoMemory extends InputError {}

/** An error of an input with its name in front, of the same kind; any other error as it is. */
export function namedError(name: string, error: unknown): unknown {
  if (!(error instanceof InputError)) return error;
  const Kind = error instanceof NoField ? NoField : InputError;
  return new Kind(`${name}: ${error.message}`);
}

/** A recipe that cannot be understood; knows the character that is wrong. */
export class RecipeError extends UsageError {
  readonly recipe: string;
  readonly position: number;
  /** what is wrong, without the picture */
  readonly detail: string;

  constructor(detail: string, recipe: string, position: number) {
    super(`${detail}\n${picture(recipe, position)}`);
    this.recipe = recipe;
    this.position = position;
    this.detail = detail;
  }
}

/** A recipe with a caret below the wrong character; long recipes are cut around it, what is not to be seen shown as dots. */
function picture(recipe: string, position: number): string {
  const width = 76;
  const start = recipe.length <= width ? 0 : Math.max(0, position - width / 2);
  const excerpt = replaceUnseen(recipe.slice(start, start + width), (character) =>
    "·".repeat(character.length),
  );
  return `  ${excerpt}\n  ${" ".repeat(position - start)}^`;
}

/** The message of anything thrown. */
export function messageOf(error: unknown): string {
  try {
    const said: unknown = Object(error).message ?? error;
    if (said === null || (typeof said !== "object" && typeof said !== "function")) return String(said);
  } catch {
    // What was thrown may throw when it is looked at.
  }
  return "what was thrown is no error";
}
