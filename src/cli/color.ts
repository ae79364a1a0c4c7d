import type { Io } from "./io.ts";

/**
 * Whether to colour standard output: `--no-color`, NO_COLOR, FORCE_COLOR, TERM=dumb and a pipe are heard in this order.
 */
export function wantsColor(io: Io, option: boolean | undefined): boolean {
  if (option === false) return false;
  const noColor = io.env["NO_COLOR"];
  if (noColor !== undefined && noColor !== "") return false;
  const forced = io.env["FORCE_COLOR"];
  if (forced !== undefined && forced !== "") return forced !== "0" && forced !== "false";
  return io.stdout.isTTY === true && io.env["TERM"] !== "dumb";
}

/** Whether the terminal names a kind that has 16 colours, and nothing says that it has more. */
export function hasBasicColors({ env }: Io): boolean {
  const terminal = env["TERM"] ?? "";
  return /^(linux|ansi|vt\d+|xterm|screen|cygwin|rxvt)$/.test(terminal) && (env["COLORTERM"] ?? "") === "";
}

/** Whether the terminal can show more than ASCII: a dumb one or a locale without UTF-8 cannot. */
export function wantsAscii(io: Io, option: boolean | undefined): boolean {
  if (option !== undefined) return option;
  if (io.env["TERM"] === "dumb") return true;
  const locale = io.env["LC_ALL"] || io.env["LC_CTYPE"] || io.env["LANG"];
  return locale !== undefined && locale !== "" && !/utf-?8/i.test(locale);
}
