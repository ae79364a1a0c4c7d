/** On a page a cost is a whole number of these parts of a bit, at most 254 of them. */
export const stepsOfBit = 12;
/** Stands for a cost of which nothing is known. */
export const unknownCost = 255;
