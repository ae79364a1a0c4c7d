import type { Theme } from "./theme.ts";

type Rgb = readonly [number, number, number];

function rgbOf(color: string): Rgb {
  return [1, 3, 5].map((at) => Number.parseInt(color.slice(at, at + 2), 16)) as unknown as Rgb;
}

/**
 * A colour between equidistant stops.
 *
 * @param share from 0, the first stop, to 1, the last
 * @returns as `#rrggbb`
 */
export function rampColor(share: number, stops: readonly string[]): string {
  const place = Math.min(1, Math.max(0, share)) * (stops.length - 1);
  const i = Math.min(stops.length - 2, Math.floor(place));
  const [from, to] = [rgbOf(stops[i]!), rgbOf(stops[i + 1]!)];
  const mixed = from.map((part, k) => Math.round(part + (place - i) * (to[k]! - part)));
  return `#${mixed.map((part) => part.toString(16).padStart(2, "0")).join("")}`;
}

/** Whether dark text is more readable on a colour than light text (WCAG relative luminance). */
export function wantsDarkType(color: string): boolean {
  const [r, g, b] = rgbOf(color).map((part) => {
    const share = part / 255;
    return share <= 0.03928 ? share / 12.92 : Math.exp(2.4 * Math.log((share + 0.055) / 1.055));
  }) as unknown as Rgb;
  // At this luminance the contrasts with black and white are equal.
  return 0.2126 * r + 0.7152 * g + 0.0722 * b > 0.179;
}

/** Near to far in one hue that fades into the background, and works in grey too. */
export function distanceStops({ isDark }: Theme): readonly string[] {
  return isDark
    ? ["#d6ecff", "#9fd0ff", "#5fa8e8", "#3a78ba", "#285384", "#1f3650", "#1b2531"]
    : ["#08306b", "#0b5198", "#2a7ab9", "#5ba3cf", "#97c6df", "#c9ddf0", "#eef5fc"];
}
