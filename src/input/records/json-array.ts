import { InputError } from "../../core/errors.ts";
import { Allowance } from "../allowance.ts";
import { fieldOf } from "./field-of.ts";
import { largestRecord } from "./largest-record.ts";
import { collectRecords, type RecordSet } from "./record-set.ts";

/**
 * The elements of a JSON array, or one record: the text of a field of each. One element after the other is parsed, so that
 * the array need not fit in memory twice.
 *
 * @throws InputError when the whole is not JSON, RangeError when the documents are more than fit in memory
 */
export function readJsonArray(
  bytes: Uint8Array,
  field: string,
  allowance: Allowance = new Allowance(bytes.length),
): RecordSet {
  const records = collectRecords(allowance, bytes.length);
  const most = largestRecord(allowance);
  const decoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });
  const scanner = new Scanner(bytes);
  const take = () => {
    const { start, end, line } = scanner.value();
    if (end - start > most) return records.spoil(`longer than ${most} bytes`, start, line);
    const found = fieldOf(parsed(bytes.subarray(start, end), decoder), field);
    if ("text" in found) records.keep(Buffer.from(found.text));
    else records.spoil(found.reason, start, line);
  };
  scanner.skipMark();
  if (!scanner.takes(openBracket)) take();
  else if (!scanner.takes(closeBracket)) {
    do take();
    while (scanner.takes(comma));
    if (!scanner.takes(closeBracket)) throw notJson();
  }
  if (!scanner.atEnd()) throw notJson();
  return records.finish();
}

const notJson = () => new InputError("is not JSON");

function parsed(bytes: Uint8Array, decoder: InstanceType<typeof TextDecoder>): unknown {
  let text: string;
  try {
    text = decoder.decode(bytes);
  } catch {
    throw new InputError("is not UTF-8, as JSON must be");
  }
  try {
    return JSON.parse(text);
  } catch {
    throw notJson();
  }
}

const quote = 34;
const comma = 44;
const openBracket = 91;
const backslash = 92;
const closeBracket = 93;
const openBrace = 123;
const closeBrace = 125;

const isBlank = (code: number | undefined) => code === 32 || code === 10 || code === 13 || code === 9;

/** Goes through JSON from value to value of its outermost list. What is in a value is for the parser to judge. */
class Scanner {
  readonly #bytes: Uint8Array;
  #at = 0;
  #line = 1;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
  }

  skipMark(): void {
    const [a, b, c] = this.#bytes;
    if (a === 0xef && b === 0xbb && c === 0xbf) this.#at = 3;
  }

  atEnd(): boolean {
    this.#skipBlanks();
    return this.#at === this.#bytes.length;
  }

  takes(code: number): boolean {
    this.#skipBlanks();
    if (this.#bytes[this.#at] !== code) return false;
    this.#at++;
    return true;
  }

  /** The bytes up to the comma or bracket behind a value, and the line on which it starts. */
  value(): { start: number; end: number; line: number } {
    this.#skipBlanks();
    const [start, line] = [this.#at, this.#line];
    const bytes = this.#bytes;
    let depth = 0;
    for (; this.#at < bytes.length; this.#at++) {
      const code = bytes[this.#at];
      if (code === quote) this.#skipString();
      else if (code === 10) this.#line++;
      else if (code === openBracket || code === openBrace) depth++;
      else if (depth === 0 && (code === comma || code === closeBracket)) break;
      else if (code === closeBracket || code === closeBrace) depth--;
    }
    return { start, end: this.#at, line };
  }

  #skipBlanks(): void {
    for (; isBlank(this.#bytes[this.#at]); this.#at++) if (this.#bytes[this.#at] === 10) this.#line++;
  }

  /** To the quote that closes a string. */
  #skipString(): void {
    for (this.#at++; this.#at < this.#bytes.length; this.#at++) {
      if (this.#bytes[this.#at] === backslash) this.#at++;
      else if (this.#bytes[this.#at] === quote) return;
    }
  }
}
