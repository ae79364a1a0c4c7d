import * as z from "zod";
import { defineSource, type SourceDraft } from "../core/source.ts";
import { unknown } from "../core/truth.ts";
import { piecewise } from "./sampling/streams.ts";

/** A source that gives the bytes of a text, once. */
export function textSource(text: Uint8Array): SourceDraft {
  const why = unknown("a text is one sequence; the law behind it is not known");
  return {
    alphabetSize: 256,
    length: text.length,
    text,
    open: () => piecewise(() => new Uint8Array(0), text),
    truth: () => ({ symbolEntropy: why, entropyRate: why, excessEntropy: why, statisticalComplexity: why }),
  };
}

export const corpus = defineSource({
  id: "corpus",
  group: "real",
  title: "bundled corpus",
  summary: "The bytes of a bundled corpus, its documents one after the other.",
  reference: "the corpus's manifest",
  params: z.strictObject({
    id: z.string().min(1).describe("id of the corpus"),
  }),
  positional: "id",
  example: "corpus(moby-dick)",
  bind: async ({ id }, _inputs, world) => textSource(await world.corpus(id)),
});

export const file = defineSource({
  id: "file",
  group: "real",
  title: "file",
  summary: "The bytes of a file, from its start to its end.",
  reference: "the file itself",
  params: z.strictObject({
    path: z.string().min(1).describe("path of the file"),
  }),
  positional: "path",
  example: "file(a.txt)",
  bind: async ({ path }, _inputs, world) => textSource(await world.file(path)),
});
