// Context tree weighting, with one context tree for each binary decision of a symbol.
//
// Decisions bisect the alphabet: the decision between lo..mid-1 and mid..hi-1 has the number mid. A node of a context
// tree holds the counts of both outcomes, and the likelihood ratio of its own estimator to its weighted children.
//
// A node visited once has no children yet: all nodes below it would have been visited once, by the same symbol, so all
// estimates agree and all ratios are 1. It holds the position of that visit instead of a ratio. The second visit creates
// its child from that position. The tree is therefore exact, with about 3 nodes a symbol, while full paths would have as
// many as the depth.
//
// Nodes are in a hash table with linear probing; the decision and its whole context determine the home slot. The key of a
// node is its parent and the symbol that leads to it, so no two contexts share a node. A full table gets no new nodes:
// contexts then end where the tree ends.

/** Maximum number of symbols per call of `code`. */
export const CHUNK: u32 = 4096;
/** Maximum depth. */
export const MAX_DEPTH: u32 = 64;
/** f64[CHUNK]: the probabilities that `code` writes. */
export const PROBABILITIES: usize = 0x1000;
/** f64[CHUNK]: for each symbol, the probability of all symbols below it. */
export const BELOW: usize = 0xa000;

const CONTEXT: usize = 0x9000; // u32[64]: symbols before the current one, nearest first
const HASHES: usize = 0x9200; // u32[65]: hashes of the contexts of length 0, 1, ...
const PATH: usize = 0x9400; // u32[65]: nodes on the path of the current decision, from the root
const WEIGHTED: usize = 0x9600; // f64[65]: weighted P(1) at each node on the path
const BASE: usize = 0x12000; // start of decisions, symbols, reaches and table

// A node: u32 key of its parent, u32 symbol, u32 count of 0, u32 count of 1, f32 ratio or u32 position.
const NODE_BYTES: usize = 20;
const NODE_SYMBOL: usize = 4;
const NODE_ZEROS: usize = 8;
const NODE_ONES: usize = 12;
const NODE_RATIO: usize = 16;
/** Key of the parent of a root. The key of a node is its address. */
const NO_PARENT: u32 = 1;

/** e^80, the largest ratio; its inverse is the smallest. */
const LARGEST_RATIO: f64 = 5.54062238439351e34;

let alphabetSize: u32 = 0;
let depth: u32 = 0;
/** f64[alphabetSize]: P(1) of every decision. */
const decisions: usize = BASE;
/** u16[length]: the symbols. */
let symbols: usize = 0;
/** u8[length]: length of the context of each learned symbol. */
let reaches: usize = 0;
let table: usize = 0;
let mask: u32 = 0;
let used: u32 = 0;
let limit: u32 = 0;

/** Length up to which the current context and its hashes are stored. */
let contextDepth: u32 = 0;
let contextReach: u32 = 0;
let position: u32 = 0;
/** Number of nodes on the path. */
let pathLength: u32 = 0;

/**
 * Lays out the memory, which must be zero, for `length` symbols and 2^`logSlots` slots, of which three quarters are used.
 * Returns its size in bytes; the caller grows the memory to that.
 */
export function configure(length: u32, size: u32, contextLength: u32, logSlots: u32): usize {
  alphabetSize = size;
  depth = contextLength;
  symbols = decisions + ((<usize>size) << 3);
  reaches = symbols + ((<usize>length) << 1);
  table = (reaches + length + 63) & ~63;
  mask = (1 << logSlots) - 1;
  used = 0;
  limit = (mask >> 2) * 3;
  return table + (<usize>mask + 1) * NODE_BYTES;
}

/** Address of the symbols. The caller writes those to code and their context. */
export function symbolsAddress(): usize {
  return symbols;
}

/** Number of nodes in the table. */
export function nodes(): u32 {
  return used;
}

// @ts-ignore: decorator
@inline
function scramble(word: u32): u32 {
  const product = (word ^ (word >> 15)) * 0x2c9277b5;
  return product ^ (product >> 13);
}

/** The symbol `distance` + 1 places before `at`; 0 from distance `reach` on, before the segment. */
// @ts-ignore: decorator
@inline
function symbolBefore(at: u32, distance: u32, reach: u32): u32 {
  return distance < reach ? load<u16>(symbols + ((<usize>(at - 1 - distance)) << 1)) : 0;
}

function beginContext(at: u32, start: u32): void {
  position = at;
  contextReach = min(at - start, depth);
  contextDepth = 0;
  store<u32>(HASHES, 0x9e3779b9);
}

/** Extends the stored context and its hashes to `length` symbols. */
// @ts-ignore: decorator
@inline
function extendContext(length: u32): void {
  while (contextDepth < length) {
    const symbol = symbolBefore(position, contextDepth, contextReach);
    const shift = (<usize>contextDepth) << 2;
    store<u32>(CONTEXT + shift, symbol);
    store<u32>(HASHES + shift, scramble(load<u32>(HASHES + shift) + symbol * 0x85ebca6b + 1), 4);
    contextDepth++;
  }
}

/** Address of the node with this parent and symbol, or of the empty slot where it belongs. */
// @ts-ignore: decorator
@inline
function seek(hash: u32, decision: u32, parent: u32, symbol: u32): usize {
  let slot = scramble(hash ^ (decision * 0x9e3779b1)) & mask;
  while (true) {
    const node = table + (<usize>slot) * NODE_BYTES;
    const key = load<u32>(node);
    if (key === 0 || (key === parent && load<u32>(node, NODE_SYMBOL) === symbol)) return node;
    slot = (slot + 1) & mask;
  }
}

// @ts-ignore: decorator
@inline
function create(node: usize, parent: u32, symbol: u32, zeros: u32, ones: u32, at: u32): void {
  store<u32>(node, parent);
  store<u32>(node, symbol, NODE_SYMBOL);
  store<u32>(node, zeros, NODE_ZEROS);
  store<u32>(node, ones, NODE_ONES);
  store<u32>(node, at, NODE_RATIO);
  used++;
}

/** P(1) by the Krichevsky-Trofimov estimator. */
// @ts-ignore: decorator
@inline
function estimate(node: usize): f64 {
  const zeros = load<u32>(node, NODE_ZEROS);
  const ones = load<u32>(node, NODE_ONES);
  return (<f64>ones + 0.5) / (<f64>(zeros + ones) + 1.0);
}

/** Weighted P(1) at a node visited once, at position `first`, as if it had all its children. */
function weighOnce(node: usize, first: u32, level: u32): f64 {
  const own = estimate(node);
  const reach = <u32>load<u8>(reaches + first);
  let end = level;
  while (end < depth && symbolBefore(first, end, reach) === symbolBefore(position, end, contextReach)) end++;
  if (end === depth) return own;
  let weighted = 0.5;
  for (let i = level; i <= end; i++) weighted = (own + weighted) / 2.0;
  return weighted;
}

/** Weighted P(1) of a decision in the current context. With `learn`, creates the nodes that its path needs, if there is room. */
function weigh(decision: u32, learn: bool): f64 {
  const room = used + 2 * (depth + 1) <= limit;
  let parent = NO_PARENT;
  let symbol = decision;
  let level: u32 = 0;
  let weighted = 0.5;
  let above: u32 = 0; // number of nodes on the path above the one whose P(1) is `weighted`
  while (true) {
    extendContext(level);
    const node = seek(load<u32>(HASHES + ((<usize>level) << 2)), decision, parent, symbol);
    above = level;
    if (load<u32>(node) === 0) {
      if (room) {
        if (learn) {
          create(node, parent, symbol, 0, 0, position);
          store<u32>(PATH + ((<usize>level) << 2), <u32>node);
          store<f64>(WEIGHTED + ((<usize>level) << 3), 0.5);
          level++;
        }
      } else if (level > 0) {
        above = level - 1;
        weighted = estimate(parent);
        store<f64>(WEIGHTED + ((<usize>above) << 3), weighted);
      }
      break;
    }
    store<u32>(PATH + ((<usize>level) << 2), <u32>node);
    level++;
    const once = load<u32>(node, NODE_ZEROS) + load<u32>(node, NODE_ONES) === 1;
    if (above === depth || (once && !room)) {
      weighted = estimate(node);
      if (once && learn) store<f32>(node, 1, NODE_RATIO);
      store<f64>(WEIGHTED + ((<usize>above) << 3), weighted);
      break;
    }
    extendContext(level);
    if (once) {
      const first = load<u32>(node, NODE_RATIO);
      if (!learn) {
        weighted = weighOnce(node, first, above);
        break;
      }
      const old = symbolBefore(first, above, load<u8>(reaches + first));
      const hash = scramble(load<u32>(HASHES + ((<usize>above) << 2)) + old * 0x85ebca6b + 1);
      const child = seek(hash, decision, <u32>node, old);
      create(child, <u32>node, old, load<u32>(node, NODE_ZEROS), load<u32>(node, NODE_ONES), first);
      store<f32>(node, 1, NODE_RATIO);
    }
    parent = <u32>node;
    symbol = load<u32>(CONTEXT + ((<usize>above) << 2));
  }
  pathLength = level;
  while (above > 0) {
    above--;
    const node = <usize>load<u32>(PATH + ((<usize>above) << 2));
    const ratio = <f64>load<f32>(node, NODE_RATIO);
    weighted = (ratio * estimate(node) + weighted) / (ratio + 1.0);
    store<f64>(WEIGHTED + ((<usize>above) << 3), weighted);
  }
  return weighted;
}

/** Updates the nodes on the path of the decision weighed last with its outcome. */
function learnOutcome(one: bool): void {
  for (let i: u32 = 0; i < pathLength; i++) {
    const node = <usize>load<u32>(PATH + ((<usize>i) << 2));
    if (i + 1 < pathLength) {
      const own = estimate(node);
      const below = load<f64>(WEIGHTED + ((<usize>i) << 3), 8);
      const ratio = <f64>load<f32>(node, NODE_RATIO) * (one ? own / below : (1.0 - own) / (1.0 - below));
      store<f32>(node, <f32>max(1.0 / LARGEST_RATIO, min(LARGEST_RATIO, ratio)), NODE_RATIO);
    }
    const count = one ? NODE_ONES : NODE_ZEROS;
    store<u32>(node + count, load<u32>(node + count) + 1);
  }
}

/**
 * Writes the probabilities of symbols from..to-1, at most CHUNK, to PROBABILITIES, and those of all symbols below each to BELOW.
 * `start` is the position of the first symbol that may be context.
 */
export function code(from: u32, to: u32, start: u32, learn: bool): void {
  for (let at = from; at < to; at++) {
    beginContext(at, start);
    if (learn) store<u8>(reaches + at, <u8>contextReach);
    const symbol = <u32>load<u16>(symbols + ((<usize>at) << 1));
    let low: u32 = 0;
    let high = alphabetSize;
    let probability = 1.0;
    let below = 0.0;
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      const one = symbol >= middle;
      const weighted = weigh(middle, learn);
      if (one) below += probability * (1.0 - weighted);
      probability *= one ? weighted : 1.0 - weighted;
      if (learn) learnOutcome(one);
      if (one) low = middle;
      else high = middle;
    }
    store<f64>(PROBABILITIES + ((<usize>(at - from)) << 3), probability);
    store<f64>(BELOW + ((<usize>(at - from)) << 3), below);
  }
}

/**
 * Computes P(1) of all decisions at position `at`. Learns nothing.
 * Returns the address of f64[alphabetSize], indexed by the number of the decision.
 */
export function decide(at: u32, start: u32): usize {
  beginContext(at, start);
  for (let decision: u32 = 1; decision < alphabetSize; decision++) {
    store<f64>(decisions + ((<usize>decision) << 3), weigh(decision, false));
  }
  return decisions;
}
