/** How much must change at a boundary of sections. Each level has the boundaries of those before it. */
export const levels = ["coarse", "usual", "fine"] as const;
/** A level of boundaries. */
export type Level = (typeof levels)[number];
