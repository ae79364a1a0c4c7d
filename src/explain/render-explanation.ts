import { curveSections } from "../learners/render-curve.ts";
import { printed } from "../report/kit/figures.ts";
import { paletteFor } from "../report/kit/palette.ts";
import type { View } from "../report/kit/renderer.ts";
import { ladderSection } from "./explanation-ladder.ts";
import { contextSection, learningSection } from "./explanation-learning.ts";
import { compressorSection, expertSection, memberSection } from "./explanation-observer.ts";
import { certificateSection, placeSection } from "./explanation-place.ts";
import { profileSection } from "./explanation-profile.ts";
import { quoteSection } from "./explanation-quotes.ts";
import type { Explanation } from "./schema.ts";

/**
 * One sample in depth, for a person: what it is, what is certain, and what lies behind its place.
 *
 * @returns text that ends in a line feed; equal explanations and views give equal text
 */
export function renderExplanation(explanation: Explanation, view: View): string {
  const palette = paletteFor(view.color);
  const { sample, depth } = explanation;
  const sections = [
    placeSection(explanation, view, palette),
    certificateSection(sample.spectrum?.certificates ?? [], view, palette),
  ];
  if (depth.status === "ok") {
    sections.push(
      learningSection(explanation, view, palette),
      contextSection(explanation, view, palette),
      compressorSection(depth, palette),
      memberSection(depth, view, palette),
      expertSection(depth, view, palette),
      ladderSection(depth, view, palette),
      profileSection(explanation, depth, view, palette),
      quoteSection(depth, view, palette),
    );
  }
  if (explanation.learner !== null)
    sections.push(palette.bold("A learner"), ...curveSections(explanation.learner, view));
  return `${printed(sections.filter((section) => section !== undefined).join("\n\n"))}\n`;
}
