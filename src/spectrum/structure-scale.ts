import { structureUnit } from "../core/constants.ts";

/**
 * Structure beyond the shuffle as a coordinate: y = log2(1 + max(0, dS) / 64), in doublings.
 *
 * @param bits dS
 * @throws never
 */
export function structureCoordinate(bits: number): number {
  return Math.log2(1 + Math.max(0, bits) / structureUnit);
}
