import { expect } from "vitest";

declare global {
  var typedArraysAreCompared: true | undefined;
}

/**
 * Typed arrays of the same kind with the same bytes are equal, which vitest finds out element by element, at some 5 us each:
 * for many tests that was most of their time. Whatever differs in a byte is left to vitest, which knows 0 from -0, and
 * says where.
 */
function sameBytes(a: unknown, b: unknown): true | undefined {
  if (!ArrayBuffer.isView(a) || !ArrayBuffer.isView(b) || a.constructor !== b.constructor) return undefined;
  const bytes = ({ buffer, byteOffset, byteLength }: ArrayBufferView) =>
    Buffer.from(buffer as ArrayBuffer, byteOffset, byteLength);
  return bytes(a).equals(bytes(b)) || undefined;
}

// Files of one process share the testers, and each runs this.
if (globalThis.typedArraysAreCompared === undefined) {
  globalThis.typedArraysAreCompared = true;
  expect.addEqualityTesters([sameBytes]);
}
