/** Bytes of several segments in one array, and the ends of the segments. */
interface JoinedSegments {
  readonly bytes: Uint8Array;
  /** ends of the segments that are not empty, ascending */
  readonly segmentEnds: readonly number[];
}

/**
 * Segments as one array. Neighbours in one buffer, as a sampler arranges them, are joined without a copy.
 *
 * @throws RangeError when a copy is needed that the platform cannot allocate
 * Cost: O(segments), or one copy of the bytes when they are not neighbours.
 */
export function joinSegments(segments: readonly Uint8Array[]): JoinedSegments {
  const filled = segments.filter((segment) => segment.length > 0);
  const segmentEnds: number[] = [];
  let length = 0;
  for (const segment of filled) {
    length += segment.length;
    segmentEnds.push(length);
  }
  const [first] = filled;
  if (first === undefined) return { bytes: new Uint8Array(0), segmentEnds };
  if (areNeighbours(filled)) {
    return { bytes: new Uint8Array(first.buffer, first.byteOffset, length), segmentEnds };
  }
  const bytes = new Uint8Array(length);
  let at = 0;
  for (const segment of filled) {
    bytes.set(segment, at);
    at += segment.length;
  }
  return { bytes, segmentEnds };
}

function areNeighbours(segments: readonly Uint8Array[]): boolean {
  let previous: Uint8Array | undefined;
  for (const segment of segments) {
    if (previous !== undefined) {
      if (segment.buffer !== previous.buffer) return false;
      if (segment.byteOffset !== previous.byteOffset + previous.length) return false;
    }
    previous = segment;
  }
  return true;
}
