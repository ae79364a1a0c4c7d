import * as z from "zod";
import { defineSource } from "../../core/source.ts";
import { regroupedSource } from "./regrouped-source.ts";

export const base64 = defineSource({
  id: "base64",
  group: "deceptive",
  title: "base64",
  summary:
    "A source written in base64, four letters for three bytes, on one line: the same bits, more letters.",
  reference: "RFC 4648, section 4",
  params: z.strictObject({}),
  inputs: 1,
  example: "base64(uniform(alphabet=256))",
  bind: (_, [child]) =>
    regroupedSource(child!, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"),
});
