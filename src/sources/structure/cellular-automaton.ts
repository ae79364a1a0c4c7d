import * as z from "zod";
import type { Random } from "../../core/random.ts";
import { defineSource, type Machine, type SymbolStream } from "../../core/source.ts";
import { bounded, boundsOf, closedForm, type GroundTruth, unknown } from "../../core/truth.ts";
import { truthFromBounds } from "../../exact/block-entropies.ts";
import { createMachine, type Edge, singleStateMachine } from "../../exact/machine.ts";
import { machineTruth } from "../../exact/machine-truth.ts";
import { piecewise } from "../sampling/streams.ts";
import { independentTruth } from "../truths/truths.ts";

/** Most steps for which the window of a cell has few enough states for a machine. */
const mostSteps = 4;
const mostRowSteps = 1000;

export const cellularAutomaton = defineSource({
  id: "cellular-automaton",
  group: "structure",
  title: "elementary cellular automaton",
  summary:
    "A row of fair bits under a rule of three neighbours: one later row of an infinite line, or all rows of a ring in sequence and then a new ring.",
  reference: "Wolfram 1984, Commun. Math. Phys. 96; Hedlund 1969, Math. Systems Theory 3",
  params: z
    .strictObject({
      rule: z.int().min(0).max(255).default(30).describe("Wolfram's number of the rule"),
      view: z.enum(["row", "space-time"]).default("row").describe("one row, or all rows of a ring"),
      steps: z
        .int()
        .min(0)
        .max(1_000_000)
        .optional()
        .describe("steps to the row (default 1), or rows of a ring after its first (default 255)"),
      width: z.int().min(1).max(65_536).default(257).describe("cells of the ring; a row is infinite"),
    })
    .superRefine(({ view, steps = 0 }, context) => {
      if (view !== "row" || steps <= mostRowSteps) return;
      const message = `steps must be at most ${mostRowSteps} for a row: every cell is computed through all of them`;
      context.addIssue({ code: "custom", path: ["steps"], message });
    }),
  example: "cellular-automaton(rule=110, view=row, steps=1)",
  bind({ rule, view, width, steps = view === "row" ? 1 : 255 }) {
    const fair = steps === 0 || (view === "row" && isSurjective(rule));
    const machine = (): Machine | undefined => {
      if (fair) return singleStateMachine([0.5, 0.5]);
      return view === "row" && steps <= mostSteps ? windowMachine(rule, steps) : undefined;
    };
    return {
      alphabetSize: 2,
      machine,
      open: (random) =>
        view === "row" ? rowStream(rule, steps, random) : ringStream(rule, steps, width, random),
      truth() {
        if (steps === 0) return independentTruth(1, "fair bits");
        if (fair)
          return independentTruth(1, "the rule is surjective, so fair bits stay fair and independent");
        return view === "row" ? rowTruth(rule, machine()) : ringTruth(steps + 1, width);
      },
    };
  },
});

/** One automaton per step, each with the last two cells of its input. */
function rowStream(rule: number, steps: number, random: Random): SymbolStream {
  const last = new Uint8Array(steps);
  const fill = (target: { length: number; [i: number]: number }): number => {
    for (let i = 0; i < target.length; i++) target[i] = random.uint32() >>> 31;
    for (let step = 0; step < steps; step++) {
      let window = last[step]!;
      for (let i = 0; i < target.length; i++) {
        window = ((window << 1) | target[i]!) & 7;
        target[i] = (rule >>> window) & 1;
      }
      last[step] = window;
    }
    return target.length;
  };
  fill(new Uint8Array(2 * steps)); // until no cell depends on the initial zeros
  return { fill };
}

function ringStream(rule: number, steps: number, width: number, random: Random): SymbolStream {
  let row = new Uint8Array(width);
  let next = new Uint8Array(width);
  let age = steps;
  return piecewise(() => {
    if (age++ === steps) {
      age = 0;
      for (let i = 0; i < width; i++) row[i] = random.uint32() >>> 31;
      return row;
    }
    let window = (row[width - 1]! << 1) | row[0]!;
    for (let i = 0; i < width; i++) {
      window = ((window << 1) | row[i + 1 === width ? 0 : i + 1]!) & 7;
      next[i] = (rule >>> window) & 1;
    }
    [row, next] = [next, row];
    return row;
  });
}

/** The last 2 steps bits are the state; the next bit determines the cell in the middle. */
function windowMachine(rule: number, steps: number): Machine | undefined {
  const states = 2 ** (2 * steps);
  const edges: Edge[] = [];
  for (let from = 0; from < states; from++) {
    for (const bit of [0, 1]) {
      let cells = Array.from({ length: 2 * steps + 1 }, (_, i) => ((2 * from + bit) >>> (2 * steps - i)) & 1);
      while (cells.length > 1) {
        cells = cells.slice(2).map((cell, i) => (rule >>> (4 * cells[i]! + 2 * cells[i + 1]! + cell)) & 1);
      }
      edges.push({ from, symbol: cells[0]!, to: (2 * from + bit) % states, probability: 0.5 });
    }
  }
  return createMachine(2, states, edges, { stationary: new Float64Array(states).fill(1 / states) });
}

function rowTruth(rule: number, machine: Machine | undefined): GroundTruth {
  if (machine !== undefined) return machineTruth(machine);
  const why = unknown(`a cell depends on more than ${2 * mostSteps + 1} bits of the first row`);
  // A row is a local function of the one before it.
  const upper = boundsOf(machineTruth(windowMachine(rule, mostSteps)!).entropyRate!)?.upper ?? 1;
  const route = `at most the rate after ${mostSteps} steps: no step adds entropy`;
  return {
    symbolEntropy: why,
    entropyRate: truthFromBounds({ lower: 0, upper }, route),
    excessEntropy: why,
    statisticalComplexity: why,
  };
}

function ringTruth(rows: number, width: number): GroundTruth {
  const memory = bounded(
    0,
    Math.log2(width * rows) + width,
    "at most log2 of the positions in a ring's rows + the cells of one row",
  );
  return {
    symbolEntropy: unknown("the share of ones in later rows has no closed form"),
    entropyRate: closedForm(1 / rows, "the first row of each ring is random and determines the others"),
    excessEntropy: memory,
    statisticalComplexity: memory,
  };
}

/**
 * Whether an elementary cellular automaton can reach every row of an infinite line: whether the subset construction over the
 * possible pairs of preceding cells never reaches the empty set.
 *
 * @param rule Wolfram's number, 0..255
 * Cost: at most 16 subsets.
 * Source: Hedlund 1969, Math. Systems Theory 3; Wolfram 1984, Commun. Math. Phys. 96.
 */
export function isSurjective(rule: number): boolean {
  const all = 0b1111;
  const reached = new Set([all]);
  for (const subset of reached) {
    for (const below of [0, 1]) {
      let next = 0;
      for (let window = 0; window < 8; window++) {
        // A window abc moves from the pair ab to the pair bc.
        const possible = ((subset >>> (window >>> 1)) & 1) === 1;
        if (possible && ((rule >>> window) & 1) === below) next |= 1 << (window & 3);
      }
      if (next === 0) return false;
      reached.add(next);
    }
  }
  return true;
}
