import * as z from "zod";
import { defineSource } from "../../core/source.ts";
import { textSource } from "./text-source.ts";

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
