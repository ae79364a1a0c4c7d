import { gzipSync } from "node:zlib";
import { expect, test } from "vitest";
import { extract } from "../../../../src/input/corpora/extract.ts";
import type { ExtractionStep } from "../../../../src/input/corpora/manifest.ts";

const textOf = (bytes: string | Uint8Array, ...steps: ExtractionStep[]) => {
  const extraction = extract([{ id: "file", bytes: Buffer.from(bytes) }], steps);
  return extraction.status === "ok"
    ? extraction.documents.map((document) => Buffer.from(document.bytes).toString()).join("|")
    : extraction.reason;
};

test("every step of a manifest reaches its function", () => {
  expect(textOf(gzipSync("x"), { op: "gunzip" })).toBe("x");
  expect(textOf("<p>x</p>", { op: "html-text" })).toBe("x\n");
  expect(textOf('["a","bcd"]', { op: "json-strings" })).toBe("a\nbcd\n");
  expect(textOf('["a","bcd"]', { op: "json-prose", min: 3 })).toBe("bcd\n");
  expect(textOf('["a","bcd"]', { op: "json-join" })).toBe("abcd");
  expect(textOf("b 2", { op: "regex-all", re: "(b 2)", squash: true })).toBe("b2\n");
  expect(textOf("b 2", { op: "regex-all", re: "(b 2)", squash: false })).toBe("b 2\n");
  expect(textOf("a,b", { op: "split", sep: "," })).toBe("a\nb\n");
  expect(textOf("a\nb\n", { op: "drop-lines", re: "b" })).toBe("a\n");
  expect(textOf("\x1b[0ma", { op: "strip-ansi" })).toBe("a");
  expect(textOf("abc", { op: "between", from: "b", to: "c" })).toBe("b");
  expect(textOf("\u00e4", { op: "take", bytes: 1 })).toBe("\ufffd");
  expect(textOf("a\u00e4", { op: "take-utf8", bytes: 2 })).toBe("a");
});

test("works on each document alone, cuts all together, drops what is empty", () => {
  const raw = ["<p>ab</p>", "<br>", "<p>cd</p>", "<p>ef</p>"].map((html, i) => ({
    id: `${i}.html`,
    bytes: Buffer.from(html),
  }));
  const extraction = extract(raw, [{ op: "html-text" }, { op: "take", bytes: 4 }]);
  expect(extraction).toEqual({
    status: "ok",
    documents: [
      { id: "0.html", bytes: Buffer.from("ab\n") },
      { id: "2.html", bytes: Buffer.from("c") },
    ],
  });
});

test("takes steps in order", () => {
  expect(textOf(gzipSync('["a,b"]'), { op: "gunzip" }, { op: "json-join" }, { op: "split", sep: "," })).toBe(
    "a\nb\n",
  );
});

test("keeps a byte-order mark and every byte of binary data", () => {
  expect(textOf("\ufeffa", { op: "strip-ansi" })).toBe("\ufeffa");
  const bytes = Uint8Array.from([0xff, 0x00, 0x80]);
  expect(extract([{ id: "b", bytes }], [])).toEqual({ status: "ok", documents: [{ id: "b", bytes }] });
});

test("a step that fails names itself and its document", () => {
  expect(textOf("{", { op: "json-strings" })).toMatch(/^json-strings on file: /);
  expect(textOf("x", { op: "between", from: "y", to: "z" })).toBe('between on file: "y" does not occur');
  expect(textOf(Uint8Array.from([0x61, 0xff]), { op: "html-text" })).toMatch(
    /^html-text on file: .*not valid/,
  );
});
