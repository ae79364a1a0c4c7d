// Context mixing over any alphabet. A symbol is a path of binary decisions in a tree. Hashed contexts and pointers to
// earlier text predict each decision, and a gated network of logistic mixers combines their predictions.
//
// Source: Mahoney 2005, Florida Tech. CS-2005-16 (logistic mixing of bit predictions); Mattern 2012, DCC (mixing as
// online gradient descent); Willems, Shtarkov & Tjalkens 1995 (decomposition of symbols).
//
// The whole sequence is in memory; `code` codes any stretch of it. Learned state (slots, calibration, weights, maps, match
// table) changes only while learning. Moving state (word and line, pointers) is a function of the symbols before the
// position and of the learned state; it is one region, which can be saved and restored. The network computes with 32-bit
// floats and integers in a fixed order, so that results are identical on all platforms.
//
// A slot holds the prediction of one decision in one context: probability of a 1 (20 bits), count (8 bits), last four
// outcomes (4 bits). A bucket has 32 bytes: a check word and the 7 slots of three levels of the tree.

import {
  BELOW, DECISION_BYTES, DECISIONS, FRAME_BYTES, FRAMES, HASH, MATCH_LENGTH, MOVING, MOVING_BYTES, PROBABILITIES, ROW_BYTES, ROWS,
  SAVED, VIEW_BYTES, VIEW_NUMBER, VIEWS,
} from "./mixer/addresses";
import { claimChunk, enterChunk, locateChunk } from "./mixer/buckets";
import { predict, predictFrozen, update } from "./mixer/decision";
import { aimPointers, beginExperts } from "./mixer/experts";
import { hashContexts, observe } from "./mixer/features";
import { beginInputs, gatherInputs } from "./mixer/inputs";
import { beginMaps, locateRows } from "./mixer/maps";
import { beginMatches } from "./mixer/matches";
import { advance, beginMotion, enter, pass, saveTail } from "./mixer/motion";
import { beginNetwork, evaluateSets, selectSets } from "./mixer/network";
import { beginRecords, countLearned, untilRevision } from "./mixer/records";
import { symbolAt } from "./mixer/sequence";
import { ALPHABET, LAW, learned, nodeNumber, TREE } from "./mixer/shape";
import { lookAhead } from "./mixer/views";

export { BELOW, BINS, CALIBRATION, CONTEXTS, GRADES, MULTIPLIERS, PROBABILITIES, SQUASH, STRETCH } from "./mixer/addresses";
export { ALPHABET, clear, LAW, layout, SEQUENCE, TREE } from "./mixer/shape";

/** Resets to the untrained state. Call `clear` and write the constant tables first. */
export function begin(): void {
  beginMotion();
  beginMatches();
  beginRecords();
  beginExperts();
  beginInputs();
  beginNetwork();
  beginMaps();
}

/** Writes the probability of the symbol with a path, and that of all symbols below it. `learn` keeps what an update needs. */
// @ts-ignore: decorator
@inline
function predictPath(view: usize, path: u32, end: i32, learn: bool, out: usize): void {
  let probability: f64 = 1;
  let below: f64 = 0;
  let frame = view + FRAMES - FRAME_BYTES;
  let decision = DECISIONS;
  let chunk = -1;
  let node = 0;
  for (let depth = 0; depth < end; depth++) {
    const record = TREE + (<usize>node << 4);
    if (load<i32>(record, 8) != chunk) {
      chunk = load<i32>(record, 8);
      frame += FRAME_BYTES;
      enterChunk(frame);
    }
    gatherInputs(decision, frame, node, depth, path, <usize>load<u32>(record, 12), learn);
    decision += DECISION_BYTES;
    node = load<i32>(record + (<usize>((path >> depth) & 1) << 2));
  }
  node = 0;
  decision = DECISIONS;
  for (let depth = 0; depth < end; depth++) {
    evaluateSets(view, decision, node);
    decision += DECISION_BYTES;
    node = load<i32>(TREE + (<usize>node << 4) + (<usize>((path >> depth) & 1) << 2));
  }
  node = 0;
  decision = DECISIONS;
  let rows = view + ROWS;
  for (let depth = 0; depth < end; depth++) {
    const p = learn ? predict(view, rows, decision, node) : predictFrozen(view, rows, decision, node);
    const bit = (path >> depth) & 1;
    below += probability * (<f64>bit * (<f64>1 - <f64>p));
    probability *= abs<f64>(<f64>(1 - bit) - <f64>p); // p or 1 - p, without a branch
    decision += DECISION_BYTES;
    rows += ROW_BYTES;
    node = load<i32>(TREE + (<usize>node << 4) + (<usize>bit << 2));
  }
  store<f64>(out, probability);
  store<f64>(out, below, BELOW - PROBABILITIES);
}

/** Predicts a symbol that will be learned. */
function predictToLearn(view: usize, path: u32, end: i32, out: usize): void {
  predictPath(view, path, end, true, out);
}

/** Predicts a symbol that will not be learned. */
function predictOnly(view: usize, path: u32, end: i32, out: usize): void {
  predictPath(view, path, end, false, out);
}

/** Learns the symbol predicted last. */
function learnPath(view: usize, path: u32, end: i32): void {
  let frame = view + FRAMES - FRAME_BYTES;
  let decision = DECISIONS;
  let chunk = -1;
  let node = 0;
  for (let depth = 0; depth < end; depth++) {
    const record = TREE + (<usize>node << 4);
    if (load<i32>(record, 8) != chunk) {
      chunk = load<i32>(record, 8);
      frame += FRAME_BYTES;
      claimChunk(frame);
    }
    update(decision, frame, node, depth, path, <usize>load<u32>(record, 12));
    decision += DECISION_BYTES;
    node = load<i32>(record + (<usize>((path >> depth) & 1) << 2));
  }
}

/** Predicts the decisions at a node and at all nodes below it. */
function explore(from: i32, depthFrom: i32, prefixFrom: u32, frameFrom: usize, chunkFrom: i32): void {
  let node = from, depth = depthFrom, prefix = prefixFrom, frame = frameFrom, chunk = chunkFrom;
  while (node >= 0) {
    const record = TREE + (<usize>node << 4);
    if (load<i32>(record, 8) != chunk) {
      chunk = load<i32>(record, 8);
      frame += FRAME_BYTES;
      locateChunk(frame, chunk);
      enterChunk(frame);
    }
    const decision = DECISIONS + <usize>depth * DECISION_BYTES;
    gatherInputs(decision, frame, node, depth, prefix, <usize>load<u32>(record, 12), false);
    evaluateSets(VIEWS, decision, node);
    locateRows(VIEWS, VIEWS + ROWS, node);
    store<f32>(LAW + (<usize>node << 2), predictFrozen(VIEWS, VIEWS + ROWS, decision, node));
    explore(load<i32>(record), depth + 1, prefix, frame, chunk);
    node = load<i32>(record, 4);
    prefix |= 1 << depth;
    depth++;
  }
}

/** Writes the probability of a 1 at every node of the tree, at a position, to LAW. Changes no state. */
export function decide(position: i32, segment: i32): void {
  memory.copy(SAVED, MOVING, MOVING_BYTES);
  enter(position, segment);
  observe(VIEWS, position);
  selectSets(VIEWS);
  hashContexts();
  aimPointers(position);
  explore(nodeNumber > 0 ? 0 : -1, 0, 0, VIEWS + FRAMES - FRAME_BYTES, -1);
  memory.copy(MOVING, SAVED, MOVING_BYTES);
}

/** Codes symbols start..end-1, at most 4 096: writes their probabilities, and those of all symbols below each. */
export function code(start: i32, end: i32, segment: i32, learn: bool): void {
  enter(start, segment);
  let out = PROBABILITIES;
  let viewed = start;
  let view = VIEWS;
  for (let position = start; position < end; position++) {
    if (position == viewed) {
      viewed = min(position + min(VIEW_NUMBER, untilRevision()), end);
      lookAhead(position, viewed, learn);
      view = VIEWS;
    } else view += VIEW_BYTES;
    aimPointers(position);
    const entry = ALPHABET + (<usize>symbolAt(position) << 4);
    const path = load<u32>(entry);
    const depth = load<i32>(entry, 4);
    if (learn) predictToLearn(view, path, depth, out);
    else predictOnly(view, path, depth, out);
    out += 8;
    if (learn) {
      learnPath(view, path, depth);
      store<u8>(learned + <usize>position, 1);
      countLearned(position + 1);
    }
    advance(position, load<u32>(view, HASH), learn);
  }
  if (learn) saveTail(end);
}

/** Reads symbols start..end-1 without predicting them. The moving state is then as after coding them without learning. */
export function skip(start: i32, end: i32, segment: i32): void {
  enter(start, segment);
  pass(start, end, false);
}

/**
 * Reads symbols start..end-1 and learns only their positions, so that later copies of them are found.
 *
 * @returns length of the match at their end, in symbols
 */
export function indexOnly(start: i32, end: i32, segment: i32): i32 {
  enter(start, segment);
  pass(start, end, true);
  saveTail(end);
  return load<i32>(MATCH_LENGTH);
}
