import type { Sample, Spectrum } from "../results/report.ts";
import { compressedFormatOf, verdictSentence } from "./verdict-sentence.ts";

/** How the reason begins where no reference fits. */
export const noneOf = "none of";

/**
 * What the sample is like in a sentence, and the verdict in another.
 *
 * @returns such as "Like Moby-Dick (English novel). Structure with ..."; noise and order are like no text, which is not said
 */
export function sentencesOf(
  sample: Parameters<typeof verdictSentence>[0] & Pick<Sample, "like">,
  spectrum: Spectrum,
): string {
  const sentence = verdictSentence(sample, spectrum);
  const { like } = sample;
  if (like?.status === "ok") return `Like ${like.title}. ${sentence}`;
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
