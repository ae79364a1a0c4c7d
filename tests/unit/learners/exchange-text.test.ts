import { describe, expect, test } from "vitest";
import { InputError, UsageError } from "../../../src/core/errors.ts";
import { exchangeBytes, readAnswer } from "../../../src/learners/exchange-text.ts";
import { splitCommand } from "../../../src/learners/split-command.ts";

const exchange = {
  alphabetSize: 4,
  learn: [Uint8Array.of(0, 1, 2)],
  ask: [Uint8Array.of(3, 3), Uint8Array.of(1)],
  seed: 7,
};

test("a question is a line of JSON and the symbols of all blocks", () => {
  const bytes = exchangeBytes(exchange);
  const end = bytes.indexOf(10);
  expect(JSON.parse(bytes.subarray(0, end).toString())).toEqual({
    ...{ protocol: 1, seed: 7, alphabetSize: 4, blocks: [3, 2, 1], learn: [0], ask: [1, 2], losses: true },
  });
  expect([...bytes.subarray(end + 1)]).toEqual([0, 1, 2, 3, 3, 1]);
});

test("symbols of large alphabets take two bytes, the lower one first", () => {
  const bytes = exchangeBytes({ ...exchange, alphabetSize: 300, learn: [], ask: [Uint16Array.of(299, 1)] });
  expect([...bytes.subarray(bytes.indexOf(10) + 1)]).toEqual([43, 1, 1, 0]);
});

test("256 symbols still take one byte each, 257 two", () => {
  const size = (alphabetSize: number) => {
    const bytes = exchangeBytes({ ...exchange, alphabetSize, learn: [], ask: [Uint16Array.of(255, 1)] });
    return bytes.length - bytes.indexOf(10) - 1;
  };
  expect([size(256), size(257)]).toEqual([2, 4]);
});

test("answers come in any order, with losses or a mean, among lines that say how it went", () => {
  const text = '{"steps":3}\n\n{"block":2,"bits":1.5}\n{"block":1,"losses":[0.5,2]}\n{"learns":false}';
  expect(readAnswer(text, exchange)).toEqual({
    blocks: [
      { bits: 2.5, losses: Float64Array.of(0.5, 2) },
      { bits: 1.5, losses: null },
    ],
    learns: false,
  });
});

const other = '\n{"block":2,"bits":1}';
describe("errors are reported in one line", () => {
  test.each([
    ["", "it gives no answer"],
    ["null", "line 1 of its answer is not a JSON object"],
    ["[1]", "line 1 of its answer is not a JSON object"],
    ["hello\u001b[2J", "line 1 of its answer is not JSON: hello·[2J"],
    ['{"block":1,"bits":1,"bits":2}', 'line 1 of its answer is ambiguous: "bits" occurs twice'],
    ['{"block":1,"block":2,"bits":1}', 'line 1 of its answer is ambiguous: "block" occurs twice'],
    ['{"block":1,"bits":NaN}', "line 1 of its answer holds NaN or Infinity"],
    ['{"block":1,"losses":[1,-Infinity]}', "line 1 of its answer holds NaN or Infinity"],
    ['{"block":1,"bits":1e999}', "has bits above 1100 bit/symbol: Infinity"],
    ['{"block":1,"bits":-1}', "line 1 of its answer has bits below zero: -1"],
    ['{"block":1,"bits":"2"}', 'has bits that is not a number: "2"'],
    ['{"block":1}', "has neither bits nor losses"],
    ['{"block":1,"losses":{"0":1}}', "has losses that are not a list of numbers"],
    ['{"block":1,"losses":[1]}', "has 1 losses for a block of 2 symbols"],
    ['{"block":1,"losses":[1,null]}', "has a loss that is not a number: null"],
    ['{"block":1,"losses":[1,2],"bits":1}', "has 1 bit/symbol, but the mean of its losses is 1.5000"],
    ['{"block":0,"bits":1}', "has block 0, which was not asked for"],
    ['{"block":9,"bits":1}', "has block 9, which was not asked for"],
    ['{"block":1.5,"bits":1}', "has block 1.5, which was not asked for"],
    ['{"block":{"toString":1},"bits":1}', "which was not asked for"],
    [`{"block":${"[".repeat(60_000)}${"]".repeat(60_000)}}`, "line 1 of its answer is nested too deeply"],
    [`{"block":1,"bits":${"[".repeat(60_000)}${"]".repeat(60_000)}}`, "is nested too deeply"],
    ['{"block":2,"bits":1}', "which was answered before"],
    ['{"error":"no\\ncuda"}', "it says: no cuda"],
    ["{}", "1 of 2 blocks have no answer, the first of them block 1"],
  ])("%s", (line, message) => {
    const read = () => readAnswer(line === "" ? "" : line + other, exchange);
    expect(read).toThrow(InputError);
    expect(read).toThrow(message);
  });

  test("a probability of one may be rounded", () => {
    const { blocks } = readAnswer('{"block":1,"losses":[-0.00001,1]}\n{"block":2,"bits":-0.00001}', exchange);
    expect(blocks.map(({ bits }) => bits)).toEqual([1, 0]);
  });
});

describe("a command is split into words, without a shell", () => {
  test.each([
    ["a b  c", ["a", "b", "c"]],
    [`a 'b c' "d 'e'" ''`, ["a", "b c", "d 'e'", ""]],
    ['a\\ b \\"', ["a b", '"']],
    ["a $HOME `b` $(c) *;d|e>f", ["a", "$HOME", "`b`", "$(c)", "*;d|e>f"]],
    [`x"y"'z'`, ["xyz"]],
    ['a "b\\"c"', ["a", 'b"c']],
    ["a 'b\\'", ["a", "b\\"]],
  ])("%s", (text, words) => {
    expect(splitCommand(text)).toEqual(words);
  });
  test.each(["", "  ", "'", 'a "b', "''", "a\0b"])("%j is no command", (text) => {
    expect(() => splitCommand(text)).toThrow(UsageError);
  });
});
