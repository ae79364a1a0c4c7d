import * as z from "zod";

/** Longest n-grams counted. */
export const longestNgram = 64;

/** The parameter k of estimators that look at n-grams of one length. */
export const ngramOrder = () => z.int().min(1).max(longestNgram).default(1).describe("symbols in an n-gram");

/** Why a sequence has no n-grams of a length. */
export function noNgrams(k: number): string {
  return `no block is as long as ${k} symbols`;
}
