import { escapeForTerminal, escapeXml } from "../kit/format.ts";
import type { Rows } from "../kit/rows.ts";
import { cellText, withoutEmptyColumns } from "./from-rows.ts";

const style = `body{font:15px/1.5 system-ui,sans-serif;margin:2rem auto;max-width:72rem;padding:0 1rem;color:#1b1b1b;background:#fff}
h1{font-size:1.3rem}pre{font:13px/1.4 ui-monospace,monospace;overflow-x:auto}
table{border-collapse:collapse;font-variant-numeric:tabular-nums}th,td{padding:.2rem .6rem;border-bottom:1px solid #ddd;text-align:left}
td.number{text-align:right}div{overflow-x:auto}
@media(prefers-color-scheme:dark){body{color:#e8e8e8;background:#181818}th,td{border-color:#444}}`;

/**
 * A self-contained page without scripts: the terminal's text, and the numbers as a table below.
 *
 * @param text the terminal's text
 * @param picture SVG between the two; by default none
 */
export function pageOfRows(all: Rows, text: string, picture = ""): string {
  const { columns, rows } = withoutEmptyColumns(all);
  const shown = (value: string) => escapeXml(escapeForTerminal(value));
  const body = rows.map(
    (row) =>
      `<tr>${row.map((cell) => `<td${typeof cell === "number" ? ' class="number"' : ""}>${shown(cellText(cell))}</td>`).join("")}</tr>`,
  );
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>mesoscope</title>
<style>${style}</style>
</head>
<body>
<main>
<h1>mesoscope</h1>
<pre tabindex="0">${escapeXml(text)}</pre>
${picture}<div tabindex="0"><table>
<thead><tr>${columns.map((column) => `<th scope="col">${shown(column)}</th>`).join("")}</tr></thead>
<tbody>
${body.join("\n")}
</tbody>
</table></div>
</main>
</body>
</html>
`;
}
