import type { ChartOption } from "./kit.ts";
import { svgOf } from "./svg.ts";
import { lightTheme } from "./theme.ts";

/** Pixels above a picture that its title takes. */
export const titleRoom = 84;

/** What stands above a picture, and what it shows in words. */
export interface PictureWords {
  readonly title: string;
  readonly subtitle: string;
  /** for those who do not see it */
  readonly description: string;
}

/**
 * A chart as an SVG document under its title. The picture has to leave `titleRoom` at its top.
 *
 * @param left where the title begins, pixels
 */
export function titledSvg(
  option: ChartOption,
  size: { readonly width: number; readonly height: number },
  { title, subtitle, description }: PictureWords,
  left = 20,
): string {
  const own = {
    text: title,
    subtext: subtitle,
    left,
    top: 14,
    textStyle: { fontSize: 20, fontWeight: 600, color: lightTheme.ink },
    subtextStyle: { fontSize: 13, color: lightTheme.muted },
  };
  // Parts of a picture may have titles of their own.
  const parts = (option["title"] ?? []) as readonly object[];
  return svgOf({ ...option, title: [own, ...parts] }, size, { title, text: description });
}
