/** How much must change at a boundary of sections. Each level has the boundaries of those before it. */
export const levels = ["coarse", "usual", "fine"] as const;
export type Level = (typeof levels)[number];
