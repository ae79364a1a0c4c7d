import type { Sample, Spectrum } from "../results/report.ts";
import { compressedFormatOf, verdictSentence } from "./verdict-sentence.ts";

/** How the reason begins where no reference fits. */
export const noneOf = "none of";

/**
 * The verdict in a sentence, and what the sample is like in another.
 *
 * @returns such as "Structure with ... Like Moby-Dick (English novel)."; noise and order are like no text, which is not said
 */
export function sentencesOf(
  sample: Parameters<typeof verdictSentence>[0] & Pick<Sample, "like">,
  spectrum: Spectrum,
): string {
  const sentence = verdictSentence(sample, spectrum);
  const { like } = sample;
  if (like?.status === "ok") return `${sentence} Like ${like.title}.`;
  const { regime } = spectrum.verdict;
  const isSaid =
    like !== undefined &&
    like !== null &&
    regime !== "noise" &&
    regime !== "order" &&
    compressedFormatOf(sample, spectrum) === undefined &&
    like.reason.startsWith(noneOf);
  return isSaid ? `${sentence} Like ${like.reason}.` : sentence;
}
