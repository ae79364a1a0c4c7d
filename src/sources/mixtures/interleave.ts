import * as z from "zod";
import { UsageError } from "../../core/errors.ts";
import { defineSource } from "../../core/source.ts";
import { mostParts } from "./mixed-label.ts";
import { scheduledSource } from "./scheduled-source.ts";

export const interleave = defineSource({
  id: "interleave",
  group: "mixtures",
  title: "interleaved sources",
  summary: "One symbol of each source in turn; endless ones are joined at a random moment.",
  reference: "Gray 2011, Entropy and Information Theory, ch. 1 (cyclostationary sources)",
  params: z.strictObject({}),
  inputs: [2, mostParts],
  example: "interleave(golden-mean, coin(p=0.1))",
  bind(_, inputs) {
    const source = scheduledSource(inputs, 1);
    if (source.length === 0) throw new UsageError("a text is empty");
    return source;
  },
});
