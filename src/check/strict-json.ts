import { type ParseError, printParseErrorCode, visit } from "jsonc-parser";
import { isShallow } from "../input/open-regular.ts";

/** The first fault of a text: after it, the parser would look through the rest for each one. */
class FirstFault extends Error {
  readonly offset: number;

  constructor(offset: number, reason: string) {
    super(reason);
    this.offset = offset;
  }
}

export const strictJson = { disallowComments: true, allowTrailingComma: false };

/**
 * Refuses text that is no JSON, is nested too deeply, or has a key twice, of which a parser would keep the last.
 *
 * @param errorAt makes the error of an offset
 * @throws what `errorAt` makes
 * Cost: one pass
 */
export function requireStrictJson(text: string, errorAt: (offset: number, reason: string) => Error): void {
  if (!isShallow(text)) throw errorAt(0, "nested too deeply");
  const keys: Set<string>[] = [];
  try {
    visit(
      text,
      {
        onError: (error, offset) => {
          throw new FirstFault(offset, `not JSON: ${inWords(error)}`);
        },
        onObjectBegin: () => void keys.push(new Set()),
        onObjectEnd: () => void keys.pop(),
        onObjectProperty: (key, offset) => {
          if (keys.at(-1)!.has(key)) throw new FirstFault(offset, `"${key}" is here twice`);
          keys.at(-1)!.add(key);
        },
      },
      strictJson,
    );
  } catch (error) {
    if (!(error instanceof FirstFault)) throw error;
    throw errorAt(error.offset, error.message);
  }
  if (text.trim() === "") throw errorAt(0, "not JSON: empty");
}

/** `CommaExpected` is `comma expected`. */
function inWords(error: ParseError["error"]): string {
  return printParseErrorCode(error)
    .replaceAll(/(?<=[a-z])(?=[A-Z])/g, " ")
    .toLowerCase();
}
