import { expect, test } from "vitest";
import { type Frame, withItemTrunks } from "../../../src/wasm/trunks.ts";
import { randomBytes } from "./random-bytes.ts";

const longestHead = 16;
const codes = Uint32Array.from(randomBytes(900, 7, 40));

/** Where the item ends that may begin at a place; 0: there can be none. */
function endOf({ before, width, littleEndian, more }: Frame, at: number, longest: number): number {
  const number = Array.from(codes.subarray(at + before, at + before + width));
  if (number.length < width) return 0;
  const length = (littleEndian ? number.reverse() : number).reduce((sum, code) => 256 * sum + code, 0) + more;
  return length >= 0 && length <= longest ? at + before + width + length : 0;
}

/** Follows every place to where it ends, and takes the way to the end that most come to. */
function trunkBy(endAt: (at: number) => number, start: number, end: number): number[] {
  const leading = new Map<number, number>();
  let [last, most] = [end, 0];
  for (let at = start; at <= end; at++) {
    const all = (leading.get(at) ?? 0) + 1;
    leading.set(at, all);
    const to = at < end ? endAt(at) : 0;
    if (to > 0 && to <= end) leading.set(to, (leading.get(to) ?? 0) + all);
    else if ((to > 0 || at + longestHead > end) && all > most) [last, most] = [at, all];
  }
  const trunk = [last];
  for (;;) {
    const [next] = trunk;
    const rivals = Array.from({ length: next! - start }, (_, i) => start + i).filter(
      (at) => endAt(at) === next,
    );
    if (rivals.length === 0) break;
    const most = Math.max(...rivals.map((at) => leading.get(at)!));
    trunk.unshift(rivals.find((at) => leading.get(at) === most)!);
  }
  return trunk;
}

test.each([
  { before: 0, width: 1, littleEndian: false, more: 0 },
  { before: 3, width: 1, littleEndian: false, more: -2 },
  { before: 0, width: 2, littleEndian: false, more: 0 },
  { before: 1, width: 2, littleEndian: true, more: 4 },
  { before: 0, width: 4, littleEndian: true, more: 0 },
])("ends and trunk of frames, by the definition: $before $width $littleEndian $more", (frame) => {
  const items = withItemTrunks(codes, (all) => all);
  for (const [start, end] of [
    [0, 900],
    [0, 400],
    [350, 800],
  ] as const) {
    for (const longest of [30, 100_000]) {
      items.frame(frame, start, end, longest);
      for (let at = start; at < end; at++) expect(items.ends[at - start]).toBe(endOf(frame, at, longest));
      const trunk = items.trunk(start, end, longestHead);
      expect([...trunk]).toEqual(trunkBy((at) => endOf(frame, at, longest), start, end));
    }
  }
});
