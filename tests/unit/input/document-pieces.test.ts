import fc from "fast-check";
import { expect, test } from "vitest";
import { documentOf, documentPieces } from "../../../src/input/document-pieces.ts";

test("pieces are the bytes of the blocks, each of one document, behind as many lines as there are", () => {
  const document = fc.record({ text: fc.stringMatching(/^[a\n]{0,12}$/), whole: fc.boolean() });
  const gaps = fc.array(fc.tuple(fc.nat(5), fc.integer({ min: 1, max: 9 })), { maxLength: 8 });
  fc.assert(
    fc.property(fc.array(document, { maxLength: 6 }), gaps, (all, wanted) => {
      const documents = all.map(({ text, whole }, i) => ({ name: `${i}`, bytes: Buffer.from(text), whole }));
      const size = documents.reduce((sum, { bytes }) => sum + bytes.length, 0);
      let at = 0;
      const blocks = wanted.flatMap(([gap, length]) => {
        const offset = at + gap;
        at = offset + length;
        return at <= size ? [{ offset, length }] : [];
      });
      // Place by place, as slowly as can be.
      const expected = blocks.flatMap(({ offset, length }) =>
        Array.from({ length }, (_, i) => {
          let [of, start] = [0, 0];
          while (start + documents[of]!.bytes.length <= offset + i) start += documents[of++]!.bytes.length;
          const { name, bytes, whole } = documents[of]!;
          const before = bytes.subarray(0, offset + i - start).filter((byte) => byte === 10).length;
          return [offset + i, documents.length > 1 ? name : null, whole ? before : null];
        }),
      );
      const pieces = documentPieces(
        documents.map(({ name, bytes, whole }) => documentOf(name, bytes, whole)),
        blocks,
      );
      // A block is one piece in each document that it has bytes of: none is empty, and none is cut for nothing.
      const shared = blocks.flatMap(({ offset, length }) => [
        ...new Set(
          expected.flatMap(([at, name]) =>
            Number(at) >= offset && Number(at) < offset + length ? [name] : [],
          ),
        ),
      ]);
      expect(pieces.map(({ document }) => document)).toEqual(shared);
      expect(pieces.filter(({ length }) => length <= 0)).toEqual([]);
      const found = pieces.flatMap(({ offset, length, document, linesBefore }) =>
        Array.from({ length }, (_, i) => {
          const start = documents
            .slice(0, Number(document ?? 0))
            .reduce((sum, { bytes }) => sum + bytes.length, 0);
          const { bytes } = documents[Number(document ?? 0)]!;
          const more = bytes
            .subarray(offset - start, offset + i - start)
            .filter((byte) => byte === 10).length;
          return [offset + i, document, linesBefore === null ? null : linesBefore + more];
        }),
      );
      expect(found).toEqual(expected);
    }),
  );
});
