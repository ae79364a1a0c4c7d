import * as z from "zod";
import { UsageError } from "../../core/errors.ts";
import { defineSource } from "../../core/source.ts";
import { mostParts } from "./mixed-label.ts";
import { scheduledSource } from "./scheduled-source.ts";

export const blocks = defineSource({
  id: "blocks",
  group: "mixtures",
  title: "alternating blocks",
  summary: "Sources by turns of a fixed length; endless ones are joined at a random moment.",
  reference: "Gray 2011, Entropy and Information Theory, ch. 1 (cyclostationary sources)",
  params: z.strictObject({
    length: z.int().min(1).max(1_000_000).default(8).describe("symbols a turn"),
  }),
  inputs: [2, mostParts],
  example: "blocks(periodic(word=01, phase=0), coin(p=0.5), length=8)",
  bind({ length }, inputs) {
    const source = scheduledSource(inputs, length);
    if (source.length === 0) throw new UsageError(`a text is shorter than one turn of ${length} symbols`);
    return source;
  },
});
