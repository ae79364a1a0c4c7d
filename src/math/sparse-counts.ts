/**
 * Counts as bytes: of each that is not 0 the zeros before it and itself, seven bits a byte, the lowest first.
 *
 * @param counts whole numbers from 0 to 2^53 - 1
 * Cost: two bytes for each small count.
 */
export function packCounts(counts: ArrayLike<number>): Uint8Array {
  const bytes: number[] = [];
  const push = (value: number) => {
    let rest = value;
    for (; rest >= 128; rest = Math.floor(rest / 128)) bytes.push((rest % 128) | 128);
    bytes.push(rest);
  };
  let zeros = 0;
  for (let i = 0; i < counts.length; i++) {
    if (counts[i] === 0) zeros++;
    else {
      push(zeros);
      push(counts[i]!);
      zeros = 0;
    }
  }
  return Uint8Array.from(bytes);
}

/**
 * Adds what `packCounts` packed.
 *
 * @param onto is called with a place and its count
 * @throws RangeError when the bytes end within a number
 */
export function unpackCounts(bytes: Uint8Array, onto: (place: number, count: number) => void): void {
  let at = 0;
  const pull = (): number => {
    let value = 0;
    for (let scale = 1; ; scale *= 128) {
      if (at >= bytes.length) throw new RangeError("packed counts end within a number");
      const byte = bytes[at++]!;
      value += (byte & 127) * scale;
      if (byte < 128) return value;
    }
  };
  for (let place = 0; at < bytes.length; place++) {
    place += pull();
    onto(place, pull());
  }
}
