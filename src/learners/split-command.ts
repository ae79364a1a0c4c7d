import { UsageError } from "../core/errors.ts";

/**
 * Splits a command into words as a shell does, with quotes and backslashes only: no variable, glob, pipe or second command.
 *
 * @param option that has the command, for messages
 * @throws UsageError for a quote that is not closed, and for an empty command
 */
export function splitCommand(text: string, option = "--learner"): [program: string, ...words: string[]] {
  const words: string[] = [];
  let word: string | undefined;
  let quote: string | undefined;
  for (let i = 0; i < text.length; i++) {
    const character = text[i]!;
    if (character === "\0") throw new UsageError(`${option}: a command must not contain NUL`);
    if (quote !== undefined && character === quote) quote = undefined;
    else if (quote === undefined && (character === "'" || character === '"')) {
      quote = character;
      word ??= "";
    } else if (character === "\\" && quote !== "'" && i + 1 < text.length) word = (word ?? "") + text[++i];
    else if (quote === undefined && /\s/.test(character)) {
      if (word !== undefined) words.push(word);
      word = undefined;
    } else word = (word ?? "") + character;
  }
  if (quote !== undefined) throw new UsageError(`${option}: a ${quote} is not closed`);
  if (word !== undefined) words.push(word);
  const [program, ...others] = words;
  if (program === undefined || program === "") throw new UsageError(`${option}: no program is named`);
  return [program, ...others];
}
