import type * as z from "zod";
import type { depthSchema, explanationSchema, rungSchema } from "./explanation-schema.ts";

/** One sample in depth. Equal inputs and options give equal explanations, `environment` apart. */
export type Explanation = z.infer<typeof explanationSchema>;
/** What was found where there was enough to find anything. */
export type Depth = Extract<z.infer<typeof depthSchema>, { status: "ok" }>;
/** A surrogate beside the sample. */
export type Rung = z.infer<typeof rungSchema>;
/** A number with its unit, and an interval wherever one is known to hold. */
export type Figure = Depth["observer"]["codeLength"];
/** Where a stretch of a sample stands by itself. */
export type Stretch = Depth["profile"]["stretches"][number];
