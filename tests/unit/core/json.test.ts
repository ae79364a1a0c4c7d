import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { JsonFault, jsonText, NumberText, parseJson } from "../../../src/core/json.ts";

/** What a reader says of a text: its value, or that it is none. */
const outcomeOf = (read: (text: string) => unknown, text: string) => {
  try {
    return { value: read(text) };
  } catch (error) {
    if (error instanceof JsonFault && !error.isSyntax) return { value: error.message };
    return "not JSON";
  }
};

const spelled = (text: string) => parseJson(text, (number) => new NumberText(number));

describe("parseJson", () => {
  test("reads what JSON.parse reads, and nothing else", () => {
    fc.assert(
      fc.property(fc.json({ maxDepth: 6 }), (text) => {
        expect(parseJson(text)).toEqual(JSON.parse(text));
      }),
      { numRuns: 500 },
    );
    const pieces = fc.constantFrom(
      ...['"', "\\", "{", "}", "[", "]", ",", ":", "1", "-", "0", ".5", "e", "+", "true", "nul", "null"],
      ...[
        '"a"',
        '"b":',
        " ",
        "\n",
        "\t",
        "\u00a0",
        "\ufeff",
        "\u2028",
        "\0",
        '"\\u00e9"',
        '"\ud800"',
        "1,",
        "[]",
      ],
      ...['"\\u12"', "NaN", "//", "'", '"\n"', '"\\x"', "01", "1.", "-1e400"],
    );
    fc.assert(
      fc.property(fc.array(pieces, { maxLength: 8 }), (parts) => {
        const text = parts.join("");
        const own = outcomeOf(parseJson, text);
        const isDuplicate = own !== "not JSON" && /is here twice/.test(String(own.value));
        if (!isDuplicate) expect([text, own]).toEqual([text, outcomeOf(JSON.parse, text)]);
      }),
      { numRuns: 5000 },
    );
  });

  test.each([
    ...["9007199254740993", "-9007199254740993", "1e400", "-1E-400", "1.0", "-0", "0.1e-5", "1e+5", "0.10"],
    "1".repeat(5000),
  ])("keeps the spelling of %s", (number) => {
    expect(jsonText({ a: spelled(number), b: { c: (spelled(`[ ${number} ]`) as unknown[])[0] } })).toBe(
      `{"a":${number},"b":{"c":${number}}}`,
    );
    expect(parseJson(number)).toBe(JSON.parse(number));
  });

  test.each([
    ['{"a":1,"a":1}', 'ambiguous: "a" occurs twice', 7],
    ['{"a":1,"\\u0061":1}', 'ambiguous: "a" occurs twice', 7],
    ['[1,{"x":{"":1,"":2}}]', 'ambiguous: "" occurs twice', 14],
    ['{"__proto__":1,"__proto__":2}', 'ambiguous: "__proto__" occurs twice', 15],
    [`{"${"k".repeat(99)}":1,"${"k".repeat(99)}":1}`, /^ambiguous: "k{60}…" occurs twice$/, 105],
    [`${"[".repeat(101)}`, "nested too deeply", 100],
    [`${'{"a":'.repeat(101)}`, "nested too deeply", 500],
    ['{"a":1,}', "not JSON: property name expected", 7],
    ["[1,]", "not JSON: value expected", 3],
    ["[1 2]", "not JSON: comma or bracket expected", 3],
    ['{"a":1]', "not JSON: comma or brace expected", 6],
    ['{"a" 1}', "not JSON: colon expected", 5],
    ["1 1", "not JSON: end of file expected", 2],
    ["", "not JSON: value expected", 0],
  ])("refuses %s", (text, message, at) => {
    expect(() => parseJson(text)).toThrow(message);
    try {
      parseJson(text);
    } catch (error) {
      expect(error).toMatchObject({ at });
    }
  });

  test("a number has no fields of its own", () => {
    expect(Object.keys(spelled("1.50") as object)).toEqual([]);
    expect([String(spelled("1.50")), JSON.stringify(spelled("1.50"))]).toEqual(["1.50", '"1.50"']);
  });

  test("an object may have keys of others, and names of what all objects have", () => {
    const text =
      '{"a":{"a":1},"b":{"a":2},"constructor":3,"toString":4,"hasOwnProperty":5,"__proto__":{"x":6}}';
    expect(JSON.stringify(parseJson(text))).toBe(text);
    expect(Object.hasOwn({}, "x")).toBe(false);
  });
});
