import { allExperts, type MixerAlphabet, type MixerSettings } from "../../src/wasm/mixer-settings.ts";

const roll = 0x2c92_77b5;
const replay = 256;
const lagHolds = 12;

/** What one pointer expert predicts at this symbol. */
export interface Expert {
  symbol: number;
  path: number;
  depth: number;
  state: number;
}

/** State that moves with the position; copied when coding leaves a position and returns to it. */
export interface Moving {
  position: number;
  segment: number;
  word: number;
  wordBefore: number;
  wordBeforeThat: number;
  wordLength: number;
  line: number;
  lineBefore: number;
  shape: number;
  initial: number;
  marks: number;
  indent: number;
  open: number;
  field: number;
  firstWord: number;
  rolling: number;
  replayed: number;
  matchPointer: number;
  matchLength: number;
  copyPointer: number;
  copyRun: number;
  copyHits: number;
  lagHits: number;
}

const ones = (x: number): number => {
  let count = 0;
  for (let bits = x & 0xffff; bits !== 0; bits &= bits - 1) count++;
  return count;
};

const noText = { word: 0, wordBefore: 0, wordBeforeThat: 0, wordLength: 0, shape: 0 };
const noLine = { initial: 0, marks: 0, indent: 0, open: 0, field: 0, firstWord: 0 };
const noMatch = { rolling: 0, replayed: 0, matchPointer: 0, matchLength: 0 };
const noCopy = { copyPointer: 0, copyRun: 0, copyHits: 0, lagHits: 0 };

function beginning(position: number, segment: number): Moving {
  return {
    ...noText,
    ...noLine,
    ...noMatch,
    ...noCopy,
    position,
    segment,
    line: position,
    lineBefore: position,
  };
}

export const lengthGrade = (length: number): number =>
  length < 16 ? length : length < 32 ? 16 + ((length - 16) >> 2) : Math.min(31, 20 + ((length - 32) >> 4));

/** Reference implementation of the moving state of kernels/mixer.ts: words, lines and the pointer experts. */
export class ReferencePointers {
  readonly symbols: ArrayLike<number>;
  readonly learned: Uint8Array;
  moving: Moving = beginning(-1, 0);
  learning = false;
  readonly experts: readonly [Expert, Expert, Expert];
  readonly #alphabet: MixerAlphabet;
  readonly #shortest: number;
  readonly #enabled: number;
  readonly #matches: Uint32Array;
  readonly #shift: number;
  readonly #positionMask: number;
  #power = roll;
  #tail: Moving | undefined;
  #lag = 0;
  #candidate = 0;
  #votes = 0;

  constructor(symbols: ArrayLike<number>, alphabet: MixerAlphabet, settings: MixerSettings) {
    const { matchLength: shortest, logMatches } = settings;
    this.symbols = symbols;
    this.learned = new Uint8Array(symbols.length + 1);
    this.#alphabet = alphabet;
    this.#shortest = shortest;
    this.#enabled = settings.experts ?? allExperts;
    this.#matches = new Uint32Array(1 << logMatches);
    this.#shift = 32 - logMatches;
    let above = 1;
    while (above <= symbols.length) above *= 2;
    this.#positionMask = above - 1;
    for (let i = 0; i < shortest; i++) this.#power = Math.imul(this.#power, roll);
    const silent = (): Expert => ({ symbol: -1, path: 0, depth: 0, state: 0 });
    this.experts = [silent(), silent(), silent()];
  }

  enter(start: number, segment: number): void {
    if (this.moving.position === start && this.moving.segment === segment) return;
    if (this.#tail?.position === start && this.#tail.segment === segment) {
      this.moving = { ...this.#tail };
      return;
    }
    const from = Math.max(segment, start - replay);
    this.moving = beginning(from, segment);
    for (let position = from; position < start; position++) {
      this.aim(position);
      this.advance(position);
    }
  }

  keepTail(): void {
    this.#tail = { ...this.moving };
  }

  predicts(index: number, depth: number, prefix: number): boolean {
    const expert = this.experts[index]!;
    return expert.depth > depth && ((expert.path ^ prefix) & ((1 << depth) - 1)) === 0;
  }

  aim(position: number): void {
    const m = this.moving;
    const [match, copy, lag] = this.experts;
    const copyHits = ones(m.copyHits);
    const run = m.copyRun;
    const lagHits = ones(m.lagHits);
    this.#point(0, m.matchLength > 0 ? m.matchPointer : -1, position, lengthGrade(m.matchLength));
    const copyState = ((copyHits - 8) >> 1) * 10 + (run < 8 ? run : Math.min(9, 6 + (run >> 3)));
    this.#point(1, m.copyHits !== 0 ? m.copyPointer : -1, position, copyState);
    this.#point(2, this.#lag > 0 ? position - this.#lag : -1, position, lagHits);
    const off = { match: !(this.#enabled & 1), copy: !(this.#enabled & 2), lag: !(this.#enabled & 4) };
    const held = !off.lag && lagHits >= lagHolds;
    if (off.match || held) match.depth = 0;
    if (off.copy || held || (!off.match && m.copyPointer === m.matchPointer)) copy.depth = 0;
    if (off.lag) lag.depth = 0;
  }

  #point(index: number, at: number, position: number, state: number): void {
    const expert = this.experts[index]!;
    expert.symbol = at < 0 || !this.#known(at, position) ? -1 : this.symbols[at]!;
    expert.depth = expert.symbol < 0 ? 0 : this.#alphabet.tree.depth[expert.symbol]!;
    if (expert.symbol < 0) return;
    expert.path = this.#alphabet.tree.path[expert.symbol]!;
    expert.state = state;
  }

  #known(at: number, position: number): boolean {
    return (at >= this.moving.segment && at < position) || this.learned[at] !== 0;
  }

  advance(position: number): void {
    const symbol = this.symbols[position]!;
    const m = this.moving;
    let hash = Math.imul(m.rolling + symbol + 1, roll);
    if (m.replayed >= this.#shortest)
      hash -= Math.imul(this.symbols[position - this.#shortest]! + 1, this.#power);
    m.rolling = hash >>> 0;
    m.replayed++;
    this.#read(position, symbol);
    this.#advanceMatch(position, symbol, m.rolling);
    this.#advanceCopy(symbol);
    m.lagHits = (m.lagHits << 1) | (this.experts[2].symbol === symbol ? 1 : 0);
    m.position = position + 1;
  }

  #read(position: number, symbol: number): void {
    const m = this.moving;
    const kind = this.#alphabet.classes[symbol]!;
    m.shape = ((m.shape << 2) | kind) >>> 0;
    const code = this.#alphabet.folded[symbol]!;
    if (kind === 1) {
      const word = Math.imul(m.word + code + 1, roll);
      m.word = (word ^ (word >>> 11)) >>> 0;
      if (m.wordLength === 0) m.initial = code + 1;
      m.wordLength++;
      if (m.indent < 256) m.indent |= (code + 1) << 8;
      return;
    }
    this.#readMark(code, kind);
    if (m.word !== 0) {
      if (m.firstWord === 0) m.firstWord = m.word;
      m.wordBeforeThat = m.wordBefore;
      m.wordBefore = m.word;
      m.word = 0;
    }
    m.wordLength = 0;
    if (kind !== 2) return;
    m.lineBefore = m.line;
    m.line = position + 1;
    m.indent = 0;
    m.field = 0;
    m.firstWord = 0;
  }

  #readMark(code: number, kind: number): void {
    const m = this.moving;
    if (code === 32 || code === 9) {
      if (m.indent < 255) m.indent++;
    } else {
      m.marks = ((m.marks << 8) | code) >>> 0;
      if (m.indent < 256) m.indent = (m.indent | ((code + 1) << 8)) >>> 0;
    }
    if (kind === 2) return;
    const pushed = ((m.open << 8) | code) >>> 0;
    const top = m.open & 255;
    const closes = new Map([
      [41, 40],
      [93, 91],
      [125, 123],
      [62, 60],
    ]);
    if ([44, 59, 9, 124].includes(code)) m.field++;
    if ([40, 91, 123, 60].includes(code)) m.open = pushed;
    else if (code === 34 || code === 96) m.open = top === code ? m.open >>> 8 : pushed;
    else if (closes.get(code) === top) m.open >>>= 8;
  }

  #agreement(candidate: number, position: number): number {
    let length = 0;
    while (
      length < 400 &&
      candidate - length > 0 &&
      position - length > this.moving.segment &&
      this.#known(candidate - 1 - length, position) &&
      this.symbols[candidate - 1 - length] === this.symbols[position - 1 - length]
    )
      length++;
    return length;
  }

  #advanceMatch(position: number, symbol: number, hash: number): void {
    const m = this.moving;
    const hit = m.matchLength > 0 && this.experts[0].symbol === symbol;
    m.matchLength = hit ? m.matchLength + 1 : 0;
    if (hit) m.matchPointer++;
    if (m.replayed < this.#shortest) return;
    const next = position + 1;
    const slot = Math.imul(hash, 0x9e37_79b1) >>> this.#shift;
    const check = (Math.imul(hash, 0x85eb_ca6b) & ~this.#positionMask) >>> 0;
    if (m.matchLength === 0) {
      const entry = this.#matches[slot]!;
      const candidate = (entry & ~this.#positionMask) >>> 0 === check ? entry & this.#positionMask : 0;
      const agreed = candidate > 0 ? this.#agreement(candidate, next) : 0;
      if (agreed >= this.#shortest) {
        m.matchLength = agreed;
        m.matchPointer = candidate;
        if (this.learning) this.#vote(next - candidate);
      }
    }
    if (this.learning) this.#matches[slot] = check | next;
  }

  #vote(distance: number): void {
    if (distance === this.#lag || distance <= 0 || ones(this.moving.lagHits) >= lagHolds) return;
    if (distance === this.#candidate) this.#votes++;
    else if (this.#votes > 0) this.#votes--;
    else {
      this.#candidate = distance;
      this.#votes = 1;
    }
    if (this.#votes < 4) return;
    this.#lag = this.#candidate;
    this.#votes = 0;
    this.moving.lagHits = 0;
  }

  #advanceCopy(symbol: number): void {
    const m = this.moving;
    let run = 0;
    if (m.copyHits !== 0) {
      const hit = this.experts[1].symbol === symbol;
      m.copyHits = (m.copyHits << 1) | (hit ? 1 : 0);
      if (hit) run = m.copyRun + 1;
      m.copyPointer++;
      if (ones(m.copyHits) < 8) m.copyHits = 0;
    }
    if (m.matchLength >= Math.min(2 * this.#shortest, 32) && run < m.matchLength) {
      if (m.copyHits === 0 || m.copyPointer !== m.matchPointer) m.copyHits = 0xffff;
      run = m.matchLength;
      m.copyPointer = m.matchPointer;
    }
    m.copyRun = run;
  }
}
