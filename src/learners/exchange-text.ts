import { InputError } from "../core/errors.ts";
import { JsonFault, parseJson } from "../core/json.ts";
import { replaceUnseen } from "../core/unseen.ts";
import type { Answer, BlockAnswer, Exchange } from "./exchange.ts";
import { protocolVersion } from "./exchange.ts";

/** Rounding error allowed for a probability of one, bits. */
const belowZero = -1e-4;
/** Two sums of one block may differ by this share, and by as many bits a symbol: programs round to three digits. */
const disagreement = 2e-3;
/** A larger cost is less likely than the smallest double, and so a mistake. */
const mostBits = 1100;

/** The request to a learner: a line of JSON, then the symbols of all blocks, one byte each, or two in little-endian order. */
export function exchangeBytes({ alphabetSize, learn, ask, seed }: Exchange): Buffer {
  const blocks = [...learn, ...ask];
  const header = {
    protocol: protocolVersion,
    seed,
    alphabetSize,
    blocks: blocks.map(({ length }) => length),
    learn: learn.map((_, i) => i),
    ask: ask.map((_, i) => learn.length + i),
    losses: true,
  };
  const wide = alphabetSize > 256;
  const total = blocks.reduce((sum, { length }) => sum + length, 0);
  const symbols = wide ? new Uint16Array(total) : new Uint8Array(total);
  let at = 0;
  for (const block of blocks) {
    symbols.set(block, at);
    at += block.length;
  }
  return Buffer.concat([
    Buffer.from(`${JSON.stringify(header)}\n`),
    Buffer.from(symbols.buffer, symbols.byteOffset, symbols.byteLength),
  ]);
}

/** Largest size of an answer: 40 bytes per symbol, plus room for lines about blocks and training. */
export function mostAnswerBytes({ ask }: Exchange): number {
  return ask.reduce((sum, { length }) => sum + 40 * length + 1000, 1 << 20);
}

/**
 * Reads the answer of a learner.
 *
 * @param text lines of JSON: one for each priced block, in any order, and others about progress
 * @throws InputError that says which line is wrong and how
 * Cost: O(text).
 */
export function readAnswer(text: string, { learn, ask }: Exchange): Answer {
  const found = new Map<number, BlockAnswer>();
  let learns = true;
  for (const [i, line] of text.split("\n").entries()) {
    if (line.trim() === "") continue;
    const wrong = (what: string) => new InputError(`line ${i + 1} of its answer ${what}`);
    const said = objectOf(line, wrong);
    if (typeof said["error"] === "string") throw new InputError(`it says: ${shown(said["error"])}`);
    if (said["learns"] === false) learns = false;
    if (!("block" in said)) continue;
    const { block } = said;
    const asked = typeof block === "number" ? ask[block - learn.length] : undefined;
    if (asked === undefined)
      throw wrong(`has block ${shown(JSON.stringify(block))}, which was not asked for`);
    const index = (block as number) - learn.length;
    if (found.has(index)) throw wrong(`has block ${block}, which was answered before`);
    found.set(index, blockAnswer(said, asked.length, wrong));
  }
  const blocks = ask.map((_, index) => {
    const answer = found.get(index);
    if (answer !== undefined) return answer;
    const missing = ask.length - found.size;
    throw new InputError(
      found.size === 0
        ? "it gives no answer"
        : `${missing} of ${ask.length} blocks have no answer, the first of them block ${learn.length + index}`,
    );
  });
  return { blocks, learns };
}

/** Parses a line of JSON. @throws `wrong` with the reason for invalid JSON, a duplicate key, or deep nesting */
export function parseLine(line: string, wrong: (what: string) => InputError): unknown {
  try {
    return parseJson(line);
  } catch (error) {
    if (!(error instanceof JsonFault)) throw error;
    if (!error.isSyntax) throw wrong(`is ${shown(error.message)}`);
    throw wrong(
      /\b(NaN|Infinity)\b/.test(line) ? "holds NaN or Infinity" : `is not JSON: ${shown(line.slice(0, 40))}`,
    );
  }
}

function objectOf(line: string, wrong: (what: string) => InputError): Record<string, unknown> {
  const said = parseLine(line, wrong);
  if (typeof said !== "object" || said === null || Array.isArray(said)) throw wrong("is not a JSON object");
  return said as Record<string, unknown>;
}

function blockAnswer(
  { bits, losses }: Record<string, unknown>,
  length: number,
  wrong: (what: string) => InputError,
): BlockAnswer {
  if (bits !== undefined) requireBits(bits, "bits", wrong);
  if (losses === undefined || losses === null) {
    if (bits === undefined || bits === null) throw wrong("has neither bits nor losses");
    return { bits: Math.max(0, bits as number) * length, losses: null };
  }
  if (!Array.isArray(losses)) throw wrong("has losses that are not a list of numbers");
  if (losses.length !== length) throw wrong(`has ${losses.length} losses for a block of ${length} symbols`);
  let sum = 0;
  const read = Float64Array.from(losses, (one: unknown) => {
    requireBits(one, "a loss", wrong);
    const loss = Math.max(0, one as number);
    sum += loss;
    return loss;
  });
  const mean = sum / length;
  if (bits !== undefined && Math.abs((bits as number) - mean) > disagreement * (1 + mean))
    throw wrong(`has ${bits} bit/symbol, but the mean of its losses is ${mean.toFixed(4)}`);
  return { bits: sum, losses: read };
}

function requireBits(value: unknown, what: string, wrong: (what: string) => InputError): void {
  if (typeof value !== "number")
    throw wrong(`has ${what} that is not a number: ${shown(JSON.stringify(value))}`);
  if (value < belowZero) throw wrong(`has ${what} below zero: ${value}`);
  // 1e999 is parsed as Infinity.
  if (!(value <= mostBits)) throw wrong(`has ${what} above ${mostBits} bit/symbol: ${value}`);
}

/** Output of a program, on one line and short enough for a message. */
export function shown(text: string): string {
  const line = replaceUnseen(text.replaceAll(/\s+/g, " ").trim(), () => "·");
  return line.length > 120 ? `${line.slice(0, 120)}...` : line;
}
