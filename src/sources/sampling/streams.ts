import { UsageError } from "../../core/errors.ts";
import type { Random } from "../../core/random.ts";
import { allocateSymbols, type Symbols } from "../../core/sequence.ts";
import type { Machine, SourceDraft, SymbolStream } from "../../core/source.ts";
import { closedForm, type GroundTruth, type Truth } from "../../core/truth.ts";
import { createMachine } from "../../exact/machine.ts";
import { machineTruth } from "../../exact/machine-truth.ts";
import { type AliasTable, createAliasTable, drawFromLaw } from "./draws.ts";

/** A stream without end, from what writes its next symbols over all of a target. */
export function endless(write: (target: Symbols) => void): SymbolStream {
  return {
    fill(target) {
      write(target);
      return target.length;
    },
  };
}

/**
 * Pieces of any length, concatenated.
 *
 * @param next gives the next piece, called when the last one is used up; an empty one ends the stream
 * @param first what comes before these
 */
export function piecewise(next: () => Symbols, first: Symbols = new Uint8Array(0)): SymbolStream {
  let piece = first;
  let at = 0;
  return {
    fill(target) {
      for (let filled = 0; ; ) {
        const take = Math.min(piece.length - at, target.length - filled);
        if (take >= longToCopy) target.set(piece.subarray(at, at + take), filled);
        else for (let i = 0; i < take; i++) target[filled + i] = piece[at + i]!;
        at += take;
        filled += take;
        if (filled === target.length) return filled;
        piece = next();
        at = 0;
        if (piece.length === 0) return filled;
      }
    },
  };
}

/** Fewer symbols are copied faster one by one. */
const longToCopy = 64;

/** The order of several streams: who starts, how long each turn lasts and who is next. */
export interface Turns {
  readonly first: number;
  /** symbols until the next change of side; negative when the same side continues after that */
  next(): number;
  /** the successor of a side */
  follow(side: number): number;
}

/**
 * Several streams in turns.
 *
 * @param open called at the start of each turn; returns the stream of that turn
 * @param length symbols after which it ends
 */
export function alternatingStream(
  open: (side: number) => SymbolStream,
  turns: Turns,
  length: number,
): SymbolStream {
  let side = turns.first;
  let stream = open(side);
  let left = length;
  let turn = turns.next();
  return {
    fill(target) {
      const wanted = Math.min(target.length, left);
      let filled = 0;
      while (filled < wanted) {
        const take = Math.min(Math.abs(turn), wanted - filled);
        const given = stream.fill(target.subarray(filled, filled + take));
        filled += given;
        if (given < take) break;
        const endsTurn = turn > 0;
        turn -= endsTurn ? take : -take;
        if (turn !== 0) continue;
        turn = turns.next();
        if (!endsTurn) continue;
        side = turns.follow(side);
        stream = open(side);
      }
      left -= filled;
      return filled;
    },
  };
}

export function skipSymbols(stream: SymbolStream, count: number, alphabetSize: number): void {
  const scratch = allocateSymbols(Math.min(count, 4096), alphabetSize);
  for (let left = count; left > 0; ) {
    const given = stream.fill(scratch.subarray(0, Math.min(left, scratch.length)));
    if (given === 0) return;
    left -= given;
  }
}

/**
 * A chain whose contexts are the blocks of its last symbols in lexicographic order: after context c and symbol x
 * comes context (c A + x) mod C.
 *
 * @param rows one law over A symbols a context
 * @param stationary law of the first context, shape (C,)
 */
export function markovStream(
  rows: AliasTable,
  alphabetSize: number,
  stationary: Float64Array,
  random: Random,
): SymbolStream {
  const { columnBits, threshold, alias } = rows;
  const contexts = stationary.length;
  const shift = 32 - columnBits;
  const base = Uint32Array.from(stationary, (_, context) => (context * alphabetSize) % contexts);
  const wraps = contexts < alphabetSize; // order 0: one context, whatever the symbol
  let context = drawFromLaw(createAliasTable([stationary], contexts), 0, random);
  return endless((target) => {
    let current = context;
    for (let i = 0; i < target.length; i++) {
      const draw = random.uint32();
      const column = draw >>> shift;
      const place = (current << columnBits) + column;
      const symbol = random.uint32() < threshold[place]! ? column : alias[place]!;
      target[i] = symbol;
      current = wraps ? 0 : base[current]! + symbol;
    }
    context = current;
  });
}

/**
 * Concatenated records of one size, from a random position in the first: a stationary text.
 *
 * @param size symbols of a record
 * @param write fills a new record
 * @param random draws the position; a stream of its own
 */
export function recordStream(
  size: number,
  alphabetSize: number,
  random: Random,
  write: (record: Symbols) => void,
): SymbolStream {
  const record = allocateSymbols(size, alphabetSize);
  let at = random.below(size);
  write(record);
  return endless((target) => {
    for (let filled = 0; filled < target.length; ) {
      if (at === size) {
        write(record);
        at = 0;
      }
      const take = Math.min(size - at, target.length - filled);
      for (let i = 0; i < take; i++) target[filled + i] = record[at + i]!;
      at += take;
      filled += take;
    }
  });
}

/** Symbols interleaved at a time. */
const longestPiece = 65_536;

/**
 * Streams in turns of a fixed length, from a position in the cycle of turns.
 *
 * @param turn symbols a turn
 * @param place start position in the cycle, 0 .. streams * turn - 1
 * @param length symbols after which it ends; no stream may end earlier
 */
export function wovenStream(
  streams: readonly SymbolStream[],
  turn: number,
  place: number,
  length: number,
  alphabetSize: number,
): SymbolStream {
  const cycle = streams.length * turn;
  const scratch = streams.map(() => allocateSymbols(0, alphabetSize));
  let at = place;
  let left = length;
  return {
    fill(target) {
      const wanted = Math.min(target.length, left);
      for (let done = 0; done < wanted; ) {
        const piece = target.subarray(done, Math.min(wanted, done + longestPiece));
        weave(piece);
        at = (at + piece.length) % cycle;
        done += piece.length;
      }
      left -= wanted;
      return wanted;
    },
  };

  /** Draws the share of each stream in a piece, and interleaves them. */
  function weave(piece: Symbols): void {
    const next = new Uint32Array(streams.length);
    for (const [side, stream] of streams.entries()) {
      const share = countOf(side, at + piece.length) - countOf(side, at);
      if (scratch[side]!.length < share) scratch[side] = allocateSymbols(share, alphabetSize);
      stream.fill(scratch[side]!.subarray(0, share));
    }
    let side = Math.floor(at / turn);
    let rest = turn - (at % turn);
    for (let i = 0; i < piece.length; ) {
      const drawn = scratch[side]!;
      const end = Math.min(piece.length, i + rest);
      let from = next[side]!;
      while (i < end) piece[i++] = drawn[from++]!;
      next[side] = from;
      side = side + 1 === streams.length ? 0 : side + 1;
      rest = turn;
    }
  }

  /** Number of symbols of a side among the first ones of a cycle. */
  function countOf(side: number, symbols: number): number {
    const cycles = Math.floor(symbols / cycle);
    const rest = symbols - cycles * cycle - side * turn;
    return cycles * turn + Math.max(0, Math.min(turn, rest));
  }
}

/** The last symbols of a stream that looks back a fixed distance, kept between chunks. */
export class History {
  /** oldest first; shape (lag,) */
  readonly last: Symbols;

  constructor(lag: number, alphabetSize: number) {
    this.last = allocateSymbols(lag, alphabetSize);
  }

  /** Fills in symbols from before the start of the stream, oldest first. */
  fill(next: () => number): void {
    for (let i = 0; i < this.last.length; i++) this.last[i] = next();
  }

  append(chunk: Symbols): void {
    const { last } = this;
    const kept = Math.max(0, last.length - chunk.length);
    last.copyWithin(0, last.length - kept);
    last.set(chunk.subarray(Math.max(0, chunk.length - last.length)), kept);
  }
}

/** A short form of an edge: P(`symbol`, next state `to` | state `from`). */
export type Move = readonly [from: number, symbol: number, to: number, probability: number];

/**
 * A machine from short edges.
 *
 * @throws UsageError when the states form several closed classes
 */
export function machineOf(alphabetSize: number, states: number, moves: readonly Move[]): Machine {
  const edges = moves.map(([from, symbol, to, probability]) => ({ from, symbol, to, probability }));
  const machine = createMachine(alphabetSize, states, edges);
  if (machine !== undefined) return machine;
  throw new UsageError(
    "the states form several closed classes, so this is more than one process: join machines by choose(...)",
  );
}

/** T of a machine. */
export const edgesOf = ({ from }: Machine): Truth =>
  closedForm(from.length, "the edges of its machine: the next state after each state and symbol");

/**
 * The source that runs a machine.
 *
 * @param truth its truths, where closed forms are better than `machineTruth`
 */
export function machineSource(
  machine: Machine,
  truth: () => GroundTruth = () => machineTruth(machine),
): SourceDraft {
  return {
    alphabetSize: machine.alphabetSize,
    machine: () => machine,
    open: (random) => machineStream(machine, random),
    truth,
    unknowns: () => edgesOf(machine),
  };
}

/**
 * Symbols of a finite machine from its start law on: one alias table a state, over the edges that leave it.
 *
 * @param random a stream of its own
 * Cost: O(edges) at first, then two draws a symbol.
 */
function machineStream(machine: Machine, random: Random): SymbolStream {
  const { shift, offset, threshold, alias, symbols, next } = edgeTable(machine);
  let current = drawFromLaw(createAliasTable([machine.start], machine.states), 0, random);
  return endless((target) => {
    let state = current;
    for (let i = 0; i < target.length; i++) {
      const column = offset[state]! + (random.uint32() >>> shift[state]!);
      const edge = random.uint32() < threshold[column]! ? column : alias[column]!;
      target[i] = symbols[edge]!;
      state = next[edge]!;
    }
    current = state;
  });
}

/** Columns of all states, concatenated; a column represents an edge. */
function edgeTable({ states, from, to, symbol, probability }: Machine) {
  const leaving = Array.from({ length: states }, (): number[] => []);
  for (let e = 0; e < from.length; e++) leaving[from[e]!]!.push(e);
  const tables = leaving.map((edges) =>
    createAliasTable([edges.map((edge) => probability[edge]!)], edges.length),
  );
  const offset = new Uint32Array(states);
  for (let s = 1; s < states; s++) offset[s] = offset[s - 1]! + tables[s - 1]!.threshold.length;
  const columns = offset[states - 1]! + tables[states - 1]!.threshold.length;
  const threshold = new Uint32Array(columns);
  const alias = new Uint32Array(columns);
  const symbols = new Uint32Array(columns);
  const next = new Uint32Array(columns);
  tables.forEach((table, state) => {
    const first = offset[state]!;
    threshold.set(table.threshold, first);
    table.alias.forEach((column, place) => {
      alias[first + place] = first + column;
    });
    leaving[state]!.forEach((edge, place) => {
      symbols[first + place] = symbol[edge]!;
      next[first + place] = to[edge]!;
    });
  });
  const shift = Uint8Array.from(tables, (table) => 32 - table.columnBits);
  return { shift, offset, threshold, alias, symbols, next };
}
