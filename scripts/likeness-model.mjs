// Frozen models of texts, small enough that a package has more than a hundred of them.

/** Bytes of the longest string. */
const longest = 6;
/** Subtracted from counts: what is seen once is seldom seen in another text. */
const discount = 0.8;
/** Share of what no context says: another text is never quite like this one. */
const novel = 0.02;
const bytes = Array.from({ length: 256 }, (_, c) => String.fromCharCode(c));
/** Probability of a byte that has a value of its own. */
const leastByte = 1 / 3000;
/** What a string must save, bits a byte of the text. */
const leastGain = 0.0001;
/** Values in a bit. */
export const steps = 2;

/**
 * Values of strings: the cost of a text is the sum of the values of all strings in it, each as often as it occurs there.
 *
 * A string has the cost of its last byte after the others, less what shorter strings in it say, plus what a byte costs more that was
 * never seen after it.
 *
 * @param {Buffer[]} pieces
 * @param {number} most strings
 * @param {Float64Array} base shares of bytes in any text, shape (256,)
 * @param {number} foreign share of bytes that are as in any text
 * @returns {{ values: Map<string, number>, rest: [number, number], sums: { most: number, mean: number } }} of strings in Latin-1; of bytes that have none, ASCII text and others
 */
export function modelOf(pieces, most, base, foreign) {
  const counts = new Map();
  const places = new Map();
  pieces.forEach((bytes, p) => {
    const text = bytes.toString("latin1");
    for (let i = 0; i < text.length; i++)
      for (let length = 1; length <= longest && i + length <= text.length; length++) {
        const string = text.slice(i, i + length);
        counts.set(string, (counts.get(string) ?? 0) + 1);
        const before = places.get(string);
        if (before === undefined) places.set(string, [p, 1]);
        else if (before[0] !== p) {
          before[0] = p;
          before[1]++;
        }
      }
  });
  const total = pieces.reduce((sum, { length }) => sum + length, 0);
  // By context: what follows, and how often.
  const after = new Map();
  for (const [string, count] of counts) {
    const context = string.slice(0, -1);
    const one = after.get(context) ?? { total: 0, kinds: 0 };
    one.total += count;
    one.kinds++;
    after.set(context, one);
  }
  const smooth = new Map();
  const probability = (string) => {
    const known = smooth.get(string);
    if (known !== undefined) return known;
    let p;
    if (string.length === 1)
      p = (1 - foreign) * ((counts.get(string) ?? 0) / total) + foreign * base[string.charCodeAt(0)];
    else {
      const lower = probability(string.slice(1));
      const context = after.get(string.slice(0, -1));
      const own =
        context === undefined
          ? lower
          : (Math.max(0, (counts.get(string) ?? 0) - discount) + discount * context.kinds * lower) /
            context.total;
      p = (1 - novel) * own + novel * lower;
    }
    smooth.set(string, p);
    return p;
  };
  // What a string saves: its share of the divergence of what follows from what the shorter context says.
  const gains = [];
  for (const [string, count] of counts) {
    if (string.length === 1 || count < 3 || places.get(string)[1] < 2) continue;
    const p = probability(string);
    const q = probability(string.slice(1));
    const gain = after.get(string.slice(0, -1)).total * (p * Math.log2(p / q) + (q - p) / Math.LN2);
    if (gain > 0) gains.push([gain, string]);
  }
  gains.sort((a, b) => b[0] - a[0] || (a[1] < b[1] ? -1 : 1));
  const chosen = new Set(bytes.filter((byte) => probability(byte) > leastByte));
  for (const [gain, string] of gains) {
    if (chosen.size >= most || gain < leastGain * total) break;
    // With a string all that it begins with.
    for (let length = 1; length <= string.length; length++) chosen.add(string.slice(0, length));
  }
  return valuesOf(chosen, probability);
}

const isPlain = (c) => c === 9 || c === 10 || (c >= 32 && c < 127);

function valuesOf(chosen, probability) {
  const levels = Array.from({ length: longest + 1 }, () => []);
  const children = new Map();
  for (const string of chosen) {
    levels[string.length].push(string);
    const context = string.slice(0, -1);
    if (!children.has(context)) children.set(context, []);
    children.get(context).push(string);
  }
  /** Cost of the last byte of a string, and what is added where a string is a context, both in bits. */
  const deltas = new Map();
  const added = new Map();
  const [left, missing] = [
    [0, 0],
    [0, 0],
  ];
  for (const byte of bytes.filter((one) => !chosen.has(one))) {
    const group = isPlain(byte.charCodeAt(0)) ? 0 : 1;
    left[group] += probability(byte);
    missing[group]++;
  }
  const rest = missing.map((n, group) =>
    n === 0 ? 0 : Math.ceil(-Math.log2(left[group] / n) * steps) / steps,
  );
  const costOf = (string) => {
    let cost = string.length === 1 ? 0 : costOf(string.slice(1));
    if (string.length === 1 && !chosen.has(string)) return rest[isPlain(string.charCodeAt(0)) ? 0 : 1];
    cost += deltas.get(string) ?? 0;
    if (string.length > 1) cost += added.get(string.slice(0, -1)) ?? 0;
    return cost;
  };
  const values = new Map();
  for (let length = 1; length <= longest; length++) {
    for (const string of levels[length]) deltas.set(string, 0);
    for (const string of levels[length]) {
      const target = -Math.log2(probability(string));
      deltas.set(string, target - costOf(string));
    }
    // What was added for a context holds for bytes that were not stored.
    for (const string of levels[length]) {
      const own = children.get(string);
      if (own === undefined) {
        const value = quantized(deltas.get(string));
        values.set(string, value);
        deltas.set(string, value);
        continue;
      }
      let [p, q] = [0, 0];
      for (const child of own) {
        p += probability(child);
        q += 2 ** -costOf(child.slice(1));
      }
      const more = -Math.log2(Math.max(1 / 4096, 1 - p) / Math.max(1 / 4096, 1 - q));
      const value = quantized(deltas.get(string) + more);
      values.set(string, value);
      added.set(string, value - deltas.get(string));
    }
  }
  // What rounding leaves of a code: the probabilities after each context.
  const sums = [bytes.reduce((sum, byte) => sum + 2 ** -costOf(byte), 0)];
  for (const [context, more] of added) {
    const own = children.get(context);
    const lower = own.reduce((sum, child) => sum + 2 ** -costOf(child.slice(1)), 0);
    sums.push(own.reduce((sum, child) => sum + 2 ** -costOf(child), 2 ** -more * Math.max(0, 1 - lower)));
  }
  const mean = sums.reduce((sum, one) => sum + Math.log2(one), 0) / sums.length;
  return { values, rest: /** @type {[number, number]} */ (rest), sums: { most: Math.max(...sums), mean } };
}

/** To the nearest value that is stored. */
function quantized(value) {
  return Math.max(-127, Math.min(127, Math.round(value * steps))) / steps;
}

export function packed(models) {
  const all = new Map();
  models.forEach(({ values }, m) => {
    for (const [string, value] of values) {
      if (!all.has(string)) all.set(string, []);
      all.get(string).push([m, value]);
    }
  });
  const strings = [...all.keys()].sort((a, b) => (a < b ? -1 : 1));
  const streams = { depths: [], bytes: [], sizes: [], models: [], values: [] };
  for (const string of strings) {
    streams.depths.push(string.length);
    streams.bytes.push(string.charCodeAt(string.length - 1));
    const entries = all.get(string);
    streams.sizes.push(entries.length);
    let before = -1;
    for (const [m, value] of entries) {
      streams.models.push(m - before - 1);
      streams.values.push((value * steps) & 255);
      before = m;
    }
  }
  const bytes = Buffer.concat(Object.values(streams).map((one) => Buffer.from(one)));
  return { strings: strings.length, entries: streams.values.length, bytes };
}
