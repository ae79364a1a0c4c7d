import * as z from "zod";
import { defineSource } from "../../core/source.ts";
import { type Move, machineOf, machineSource } from "../sampling/machine-source.ts";

export const mess3 = defineSource({
  id: "mess3",
  group: "middle",
  title: "mess3",
  summary:
    "Three hidden states, each with a favourite symbol: an observer's beliefs about the state fill a fractal.",
  reference: "Marzen & Crutchfield 2017, Phys. Rev. E 95",
  params: z.strictObject({
    x: z.number().gt(0).max(0.5).default(0.15).describe("probability of a move to either other state"),
    a: z.number().min(0).max(1).default(0.6).describe("probability of the new state's own symbol"),
  }),
  example: "mess3(x=0.15, a=0.6)",
  bind({ x, a }) {
    const states = [0, 1, 2];
    const moves = states.flatMap((from) =>
      states.flatMap((to) =>
        states.map((symbol): Move => {
          const move = from === to ? 1 - 2 * x : x;
          return [from, symbol, to, move * (to === symbol ? a : (1 - a) / 2)];
        }),
      ),
    );
    return machineSource(machineOf(3, 3, moves));
  },
});
