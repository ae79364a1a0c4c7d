import * as z from "zod";
import { defineSource } from "../../core/source.ts";
import { textSource } from "./text-source.ts";

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
