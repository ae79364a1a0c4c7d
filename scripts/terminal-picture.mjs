// A picture of what a terminal shows after a command.

/** Size of a character and the space around the text, px. */
const [wide, high, around] = [8, 19, 18];
/** The colours that `Layout` uses, and the sixteen of a terminal that it may. */
const colours = { 75: "#5fafff", 113: "#87d75f", 180: "#d7af87", 182: "#d7afd7", 214: "#ffaf00" };
const basic = { 33: "#e5c07b", 31: "#e06c75", 36: "#56b6c2" };
const [ground, plain, faint] = ["#16181d", "#d8dbe2", "#8b91a0"];

const escaped = (text) => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;");

/** Runs of one colour in a line with escape sequences: [column, text, colour, weight]. */
function runsOf(line) {
  const runs = [];
  let [column, colour, dim, bold] = [0, plain, false, false];
  for (const [, codes, text] of `\x1b[m${line}`.matchAll(/\x1b\[([\d;]*)m([^\x1b]*)/g)) {
    const palette = /^38;5;(\d+)$/.exec(codes)?.[1];
    if (palette !== undefined) colour = colours[palette] ?? plain;
    else if (basic[codes] !== undefined) colour = basic[codes];
    else if (codes === "39" || codes === "0") colour = plain;
    if (codes === "2") dim = true;
    if (codes === "1") bold = true;
    if (codes === "22" || codes === "0") [dim, bold] = [false, false];
    const shown = dim && colour === plain ? faint : colour;
    const last = runs.at(-1);
    if (last !== undefined && last[2] === shown && last[3] === bold) last[1] += text;
    else if (text !== "") runs.push([column, text, shown, bold]);
    column += [...text].length;
  }
  return runs.filter(([, text]) => text.trim() !== "");
}

/**
 * @param {string} command the line that was typed
 * @param {string} output with escape sequences of colours
 * @returns {string} SVG
 */
export function terminalPicture(command, output) {
  const lines = [`\x1b[2m$\x1b[22m \x1b[1m${command}\x1b[22m`, ...output.trimEnd().split("\n")];
  const columns = Math.max(
    80,
    ...lines.map((line) => runsOf(line).reduce((most, [at, text]) => Math.max(most, at + text.length), 0)),
  );
  const [width, height] = [columns * wide + 2 * around, lines.length * high + 2 * around];
  const texts = lines.flatMap((line, row) =>
    runsOf(line).flatMap(([column, text, colour, bold]) =>
      // Viewers collapse spaces.
      [...text.matchAll(/\S+(?: \S+)*/g)].map(({ 0: shown, index }) => {
        const place = `x="${around + (column + index) * wide}" y="${around + row * high + 14}"`;
        const weight = bold ? ' font-weight="bold"' : "";
        return `<text ${place} textLength="${shown.length * wide}" fill="${colour}"${weight}>${escaped(shown)}</text>`;
      }),
    ),
  );
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" aria-label="${escaped(command).replaceAll('"', "&quot;")}" font-family="ui-monospace, Menlo, Consolas, 'DejaVu Sans Mono', monospace" font-size="13.3">`,
    `<rect width="${width}" height="${height}" rx="8" fill="${ground}"/>`,
    ...texts,
    "</svg>",
    "",
  ].join("\n");
}
