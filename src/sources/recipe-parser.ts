import { RecipeError } from "../core/errors.ts";

/** A recipe as written: a name and its arguments, each with its position in the text. */
export interface RecipeNode {
  readonly name: string;
  readonly position: number;
  readonly arguments: readonly RecipeArgument[];
}

export interface RecipeArgument {
  /** null for a positional argument */
  readonly key: string | null;
  readonly position: number;
  readonly value: RecipeValue;
}

/** A bare word stays a word until the binder knows whether it is a number, a text or a source. */
export type RecipeValue =
  | { readonly kind: "word"; readonly text: string; readonly position: number }
  | { readonly kind: "quoted"; readonly text: string; readonly position: number }
  | { readonly kind: "list"; readonly items: readonly RecipeValue[]; readonly position: number }
  | { readonly kind: "recipe"; readonly recipe: RecipeNode; readonly position: number };

/** Longest recipe, in UTF-16 units, and deepest nesting of recipes and lists. */
export const recipeLimits = { length: 10_000, depth: 32 } as const;

const wordUnit = /[\p{L}\p{M}\p{N}_./:~+-]/u;
const space = /[ \t\r\n]/;

/** Whether a text needs no quotes in a recipe. */
export function isBareWord(text: string): boolean {
  return text !== "" && [...text].every((unit) => wordUnit.test(unit));
}

/**
 * Parses `recipe := name [ "(" argument {"," argument} ")" ]`, `argument := [key "="] value`, `value := word | "quoted"
 * | "[" value {"," value} "]" | recipe`. Spaces may separate tokens; in quotes a backslash escapes the next character.
 *
 * @param named what comes first, for messages
 * @throws RecipeError at the first character that does not fit
 * Cost: O(n).
 */
export function parseRecipe(text: string, named = "the name of a source"): RecipeNode {
  if (text.length > recipeLimits.length) {
    throw new RecipeError(
      `a recipe has at most ${recipeLimits.length} characters`,
      text,
      recipeLimits.length,
    );
  }
  const parser = new Parser(text);
  const node = parser.recipe(0, named);
  parser.expectEnd();
  return node;
}

class Parser {
  readonly #text: string;
  #at = 0;

  constructor(text: string) {
    this.#text = text;
  }

  recipe(depth: number, named: string): RecipeNode {
    this.#skipSpace();
    const position = this.#at;
    const name = this.#word(named);
    return { name, position, arguments: this.#peek() === "(" ? this.#arguments(depth + 1) : [] };
  }

  expectEnd(): void {
    if (this.#peek() !== "") this.#fail(`expected the end of the recipe, found ${this.#found()}`);
  }

  #arguments(depth: number): RecipeArgument[] {
    const open = this.#open(depth);
    const list: RecipeArgument[] = [];
    if (this.#peek() !== ")") {
      do list.push(this.#argument(depth));
      while (this.#accept(","));
    }
    this.#close(")", open);
    return list;
  }

  #argument(depth: number): RecipeArgument {
    this.#skipSpace();
    const position = this.#at;
    const value = this.#value(depth);
    if (value.kind !== "word" || this.#peek() !== "=") return { key: null, position, value };
    this.#at++;
    return { key: value.text, position, value: this.#value(depth) };
  }

  #value(depth: number): RecipeValue {
    const unit = this.#peek();
    const position = this.#at;
    if (unit === '"') return { kind: "quoted", text: this.#quoted(), position };
    if (unit === "[") return { kind: "list", items: this.#list(depth + 1), position };
    const name = this.#word("a value");
    if (this.#peek() !== "(") return { kind: "word", text: name, position };
    return { kind: "recipe", recipe: { name, position, arguments: this.#arguments(depth + 1) }, position };
  }

  #list(depth: number): RecipeValue[] {
    const open = this.#open(depth);
    const items: RecipeValue[] = [];
    if (this.#peek() !== "]") {
      do items.push(this.#value(depth));
      while (this.#accept(","));
    }
    this.#close("]", open);
    return items;
  }

  #quoted(): string {
    const open = this.#at++;
    let text = "";
    for (;;) {
      const unit = this.#text[this.#at];
      if (unit === undefined) this.#fail('this quotation mark is never closed with "', open);
      this.#at++;
      if (unit === '"') return text;
      if (unit !== "\\") {
        text += unit;
        continue;
      }
      const escaped = this.#text[this.#at++];
      if (escaped === undefined) this.#fail('this quotation mark is never closed with "', open);
      text += escaped;
    }
  }

  #word(expected: string): string {
    this.#skipSpace();
    const start = this.#at;
    for (;;) {
      const unit = String.fromCodePoint(this.#text.codePointAt(this.#at) ?? 0x20);
      if (!wordUnit.test(unit)) break;
      this.#at += unit.length;
    }
    if (this.#at === start) this.#fail(`expected ${expected}, found ${this.#found()}`);
    return this.#text.slice(start, this.#at);
  }

  #open(depth: number): number {
    if (depth > recipeLimits.depth) this.#fail(`recipes nest at most ${recipeLimits.depth} deep`);
    return this.#at++;
  }

  #close(bracket: string, open: number): void {
    if (this.#accept(bracket)) return;
    if (this.#peek() === "") this.#fail(`this bracket is never closed with ${bracket}`, open);
    this.#fail(`expected , or ${bracket}, found ${this.#found()}`);
  }

  #accept(unit: string): boolean {
    if (this.#peek() !== unit) return false;
    this.#at++;
    return true;
  }

  /** the next character that is not space, or "" at the end */
  #peek(): string {
    this.#skipSpace();
    return this.#text[this.#at] ?? "";
  }

  #skipSpace(): void {
    while (space.test(this.#text[this.#at] ?? "")) this.#at++;
  }

  #found(): string {
    const code = this.#text.codePointAt(this.#at);
    return code === undefined ? "the end" : `"${String.fromCodePoint(code)}"`;
  }

  #fail(detail: string, position = this.#at): never {
    throw new RecipeError(detail, this.#text, position);
  }
}
