// What is known of each sample of the bank, and what networks that learned it paid: lab/data/network-law.json.
import { readFileSync } from "node:fs";

/** @returns {any} */
export const networkLaw = () =>
  JSON.parse(readFileSync(new URL("../data/network-law.json", import.meta.url), "utf8"));
