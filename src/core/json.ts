/** A number as it is spelled in JSON: a double does not hold all digits of 9007199254740993, nor 1e400, nor that 1.0 is not 1. */
export class NumberText {
  // Private: what goes through a record must not find a field in a number.
  readonly #text: string;

  constructor(text: string) {
    this.#text = text;
  }

  toString(): string {
    return this.#text;
  }

  toJSON(): string {
    return this.#text;
  }
}

/** JSON of values and objects of them, in which numbers keep the digits that they had. */
export function jsonText(value: unknown): string {
  if (value instanceof NumberText) return String(value);
  if (typeof value !== "object" || value === null || Array.isArray(value)) return JSON.stringify(value);
  const entries = Object.entries(value).map(([key, own]) => `${JSON.stringify(key)}:${jsonText(own)}`);
  return `{${entries.join(",")}}`;
}

/** Why a text is refused, and where. */
export class JsonFault extends Error {
  /** characters before the fault */
  readonly at: number;
  /** whether it is no JSON at all */
  readonly isSyntax: boolean;

  constructor(reason: string, at: number, isSyntax = false) {
    super(isSyntax ? `not JSON: ${reason}` : reason);
    this.at = at;
    this.isSyntax = isSyntax;
  }
}

/** Values within values: what people and this program write has some ten, and recursive functions go through it. */
const fewLevels = 100;

const quote = 0x22;
const comma = 0x2c;
const colon = 0x3a;
const leftBracket = 0x5b;
const backslash = 0x5c;
const rightBracket = 0x5d;
const leftBrace = 0x7b;
const rightBrace = 0x7d;

type Level = unknown[] | Record<string, unknown>;

/**
 * The value of a text of JSON, as `JSON.parse` has it, but a key that an object has twice is a fault, and so are too many values
 * within values.
 *
 * @param ofNumber makes a value of the text of a number
 * @param deepest values within values
 * @throws JsonFault
 * Cost: O(text); 65 to 700 MB/s, as `JSON.parse` reads every string and number. Of the libraries that give the text of
 *   numbers, lossless-json (9 MB/s in a long string), json-bigint and momoa overflow the stack at 10,000 brackets, and
 *   json-custom-numbers, which does not, keeps the last of two equal keys. `JSON.parse` takes 20 s for 100 MB of brackets.
 */
export function parseJson(
  text: string,
  ofNumber: (text: string) => unknown = Number,
  deepest = fewLevels,
): unknown {
  const levels: Level[] = [];
  /** of the innermost objects, and "" of lists */
  const keys: string[] = [];
  let at = afterBlanks(text, 0);
  const expected = (what: string) => new JsonFault(`${what} expected`, at, true);
  const readKey = (level: Level) => {
    if (Array.isArray(level)) return;
    const end = text.charCodeAt(at) === quote ? endOfString(text, at) : 0;
    const key = end > 0 ? scalarOf(text.slice(at, end)) : undefined;
    if (typeof key !== "string")
      throw expected(keys.at(-1) === "" ? "property name or brace" : "property name");
    if (Object.hasOwn(level, key)) throw new JsonFault(`ambiguous: "${shortened(key)}" is here twice`, at);
    keys[keys.length - 1] = key;
    at = afterBlanks(text, end);
    if (text.charCodeAt(at) !== colon) throw expected("colon");
    at = afterBlanks(text, at + 1);
  };
  for (;;) {
    let value: unknown;
    const code = text.charCodeAt(at);
    if (code === leftBracket || code === leftBrace) {
      if (levels.length === deepest) throw new JsonFault("nested too deeply", at);
      const level: Level = code === leftBracket ? [] : {};
      at = afterBlanks(text, at + 1);
      if (text.charCodeAt(at) !== closingOf(level)) {
        levels.push(level);
        keys.push("");
        readKey(level);
        continue;
      }
      value = level;
      at++;
    } else {
      const end = code === quote ? endOfString(text, at) : endOfWord(text, at);
      const own = text.slice(at, end);
      value = scalarOf(own);
      if (value === undefined) throw expected("value");
      if (typeof value === "number") value = ofNumber(own);
      at = end;
    }
    // The value is complete; it may complete others.
    for (;;) {
      at = afterBlanks(text, at);
      const level = levels.at(-1);
      if (level === undefined) {
        if (at < text.length) throw expected("end of file");
        return value;
      }
      if (Array.isArray(level)) level.push(value);
      else put(level, keys.at(-1)!, value);
      const next = text.charCodeAt(at);
      if (next === comma) {
        at = afterBlanks(text, at + 1);
        readKey(level);
        break;
      }
      if (next !== closingOf(level))
        throw expected(Array.isArray(level) ? "comma or bracket" : "comma or brace");
      at++;
      value = levels.pop();
      keys.pop();
    }
  }
}

const closingOf = (level: Level) => (Array.isArray(level) ? rightBracket : rightBrace);

function put(record: Record<string, unknown>, key: string, value: unknown): void {
  if (key === "__proto__")
    Object.defineProperty(record, key, { value, writable: true, enumerable: true, configurable: true });
  else record[key] = value;
}

/** A string, a number, true, false or null; undefined: none of them. */
function scalarOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

const isBlank = (code: number) => code === 0x20 || code === 0x0a || code === 0x0d || code === 0x09;

function afterBlanks(text: string, from: number): number {
  let at = from;
  while (isBlank(text.charCodeAt(at))) at++;
  return at;
}

/** Behind the closing quote of a string, or the end of the text. */
function endOfString(text: string, open: number): number {
  for (let at = text.indexOf('"', open + 1); at >= 0; at = text.indexOf('"', at + 1)) {
    let escapes = 0;
    while (text.charCodeAt(at - 1 - escapes) === backslash) escapes++;
    if (escapes % 2 === 0) return at + 1;
  }
  return text.length;
}

/** Behind a number or name. */
function endOfWord(text: string, from: number): number {
  let at = from;
  for (; at < text.length; at++) {
    const code = text.charCodeAt(at);
    const isEnd = code === comma || code === rightBracket || code === rightBrace || isBlank(code);
    // Nothing else begins within a word: what does belongs to none.
    if (isEnd || code === leftBracket || code === leftBrace || code === quote || code === colon) return at;
  }
  return at;
}

const shortened = (key: string) => (key.length <= 60 ? key : `${key.slice(0, 60)}…`);
