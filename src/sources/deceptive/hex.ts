import * as z from "zod";
import { defineSource } from "../../core/source.ts";
import { regroupedSource } from "./regrouped-source.ts";

export const hex = defineSource({
  id: "hex",
  group: "deceptive",
  title: "hexadecimal digits",
  summary: "A source written as hexadecimal digits, two a byte: the same bits over twice as many letters.",
  reference: "RFC 4648, section 8",
  params: z.strictObject({}),
  inputs: 1,
  example: "hex(uniform(alphabet=256))",
  bind: (_, [child]) => regroupedSource(child!, "0123456789abcdef"),
});
