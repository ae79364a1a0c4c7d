import { goneReason } from "../../../command/gone.ts";
import { RecipeError } from "../../../core/errors.ts";

/** The value of a column; null: unknown. */
export type FilterValue = number | string | null;
/** Whether a document passes. */
export type Filter = (of: (column: string) => FilterValue) => boolean;

/** The value of an expression; only comparisons give `true`, `false` and unknown, null. */
type Expression = (of: (column: string) => FilterValue) => FilterValue | boolean;

interface Token {
  readonly kind: "number" | "text" | "name" | "sign" | "end";
  readonly text: string;
  readonly at: number;
}

const mostCharacters = 10_000;
const deepest = 100;
const pattern =
  /\s*(?:(\d+\.?\d*(?:[eE][-+]?\d+)?|\.\d+(?:[eE][-+]?\d+)?)|"([^"]*)"|'([^']*)'|([A-Za-z_][\w.]*)|(&&|\|\||==|!=|<=|>=|[-+*/()<>!]))/y;

/**
 * Parses a condition on columns: `against < 2.4 && (repeated < .3 || bytes > 1e5)`, with numbers, quoted texts, + - * /,
 * comparisons, && || ! and parentheses. A comparison with an unknown value is unknown, and so is its negation: no document passes
 * by it.
 *
 * @param columns the known ones
 * @param see gets each column that is used
 * @throws RecipeError that points at the faulty character
 */
export function parseFilter(
  source: string,
  columns: readonly string[],
  see: (column: string) => void = () => {},
): Filter {
  if (source.length > mostCharacters) throw new RecipeError("the filter is too long", source, mostCharacters);
  const tokens = tokensOf(source);
  let next = 0;
  let depth = 0;
  const fail = (detail: string, { at }: Token): never => {
    throw new RecipeError(detail, source, at);
  };
  const peek = () => tokens[next]!;
  const take = (...signs: string[]): Token | null =>
    peek().kind === "sign" && signs.includes(peek().text) ? tokens[next++]! : null;
  const boolean = (of: Expression & { isCondition?: boolean }, token: Token): Expression => {
    if (of.isCondition !== true) fail("expected a comparison, e.g. repeated < .3", token);
    return of;
  };
  const number = (of: Expression & { isCondition?: boolean }, token: Token): Expression => {
    if (of.isCondition === true) fail("expected a number, not a comparison", token);
    return of;
  };
  const condition = (of: Expression): Expression => Object.assign(of, { isCondition: true });

  const joined = (sign: "||" | "&&", inner: () => Expression) => (): Expression => {
    const start = peek();
    let left = inner();
    for (let found = take(sign); found !== null; found = take(sign)) {
      const [a, at] = [boolean(left, start), peek()];
      const b = boolean(inner(), at);
      // One value decides, whatever the other is; else an unknown one does.
      const decisive = sign === "||";
      left = condition((of) => {
        const values = [a(of), b(of)];
        return values.includes(decisive) ? decisive : values.includes(null) ? null : !decisive;
      });
    }
    return left;
  };
  const binary = (signs: readonly string[], inner: () => Expression) => (): Expression => {
    const start = peek();
    let left = inner();
    for (let found = take(...signs); found !== null; found = take(...signs)) {
      const { text } = found;
      const [a, at] = [number(left, start), peek()];
      const b = number(inner(), at);
      left = (of) => calculated(text, a(of), b(of));
    }
    return left;
  };
  const primary = (): Expression => {
    const token = tokens[next++]!;
    if (token.kind === "number") {
      const value = Number(token.text);
      return () => value;
    }
    if (token.kind === "text") return () => token.text;
    if (token.kind === "name") {
      if (!columns.includes(token.text))
        fail(
          goneReason("score", "--columns", token.text) ??
            `no column "${token.text}": there are ${columns.join(", ")}`,
          token,
        );
      see(token.text);
      return (of) => of(token.text);
    }
    if (token.text === "(") {
      if (++depth > deepest) fail("too many parentheses", token);
      const inside = either();
      if (take(")") === null) fail('expected ")"', peek());
      depth--;
      return inside;
    }
    if (token.text === "-") {
      if (++depth > deepest) fail("too many signs", token);
      const at = peek();
      const inside = number(primary(), at);
      depth--;
      return (of) => calculated("-", 0, inside(of));
    }
    if (token.text === "!") {
      if (++depth > deepest) fail("too many signs", token);
      const at = peek();
      const inside = boolean(primary(), at);
      depth--;
      return condition((of) => {
        const value = inside(of);
        return value === null ? null : !value;
      });
    }
    return fail(token.kind === "end" ? "the filter ends too early" : "expected a column or a number", token);
  };
  const product = binary(["*", "/"], primary);
  const sum = binary(["+", "-"], product);
  const comparison = (): Expression => {
    const start = peek();
    const left = sum();
    const sign = take("<", ">", "<=", ">=", "==", "!=");
    if (sign === null) return left;
    const [a, at] = [number(left, start), peek()];
    const b = number(sum(), at);
    return condition((of) => compared(sign.text, a(of) as FilterValue, b(of) as FilterValue));
  };
  const both = joined("&&", comparison);
  const either: () => Expression = joined("||", both);
  const start = peek();
  const whole = boolean(either(), start);
  if (peek().kind !== "end") fail("unexpected here", peek());
  return (of) => whole(of) === true;
}

function tokensOf(source: string): Token[] {
  const tokens: Token[] = [];
  pattern.lastIndex = 0;
  for (;;) {
    const from = pattern.lastIndex;
    const rest = source.slice(from);
    if (rest.trim() === "") {
      tokens.push({ kind: "end", text: "", at: source.trimEnd().length });
      return tokens;
    }
    const match = pattern.exec(source);
    if (match === null) throw new RecipeError("syntax error", source, from + rest.search(/\S/));
    const [all, number, double, single, name, sign] = match;
    const at = from + all.search(/\S/);
    if (number !== undefined) tokens.push({ kind: "number", text: number, at });
    else if (name !== undefined) tokens.push({ kind: "name", text: name, at });
    else if (sign !== undefined) tokens.push({ kind: "sign", text: sign, at });
    else tokens.push({ kind: "text", text: double ?? single ?? "", at });
  }
}

function calculated(sign: string, a: FilterValue | boolean, b: FilterValue | boolean): FilterValue {
  if (typeof a !== "number" || typeof b !== "number") return null;
  if (sign === "+") return a + b;
  if (sign === "-") return a - b;
  return sign === "*" ? a * b : a / b;
}

function compared(sign: string, a: FilterValue, b: FilterValue): boolean | null {
  // "no" == 3 is false and "no" != 3 true.
  if (a === null || b === null) return null;
  if (sign === "==") return a === b;
  if (sign === "!=") return a !== b;
  if (typeof a !== typeof b) return false;
  if (sign === "<") return a < b;
  if (sign === ">") return a > b;
  return sign === "<=" ? a <= b : a >= b;
}
