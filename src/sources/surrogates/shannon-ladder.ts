/** One step from noise to a text. */
export interface LadderRung {
  readonly recipe: string;
  /** what of the text is kept */
  readonly keeps: string;
}

/** Orders of the chains on the ladder. */
const orders = [0, 1, 2, 3, 4, 5, 6, 7, 8] as const;

/**
 * Shannon's approximations to a text and what lies beyond them, from noise to the text: a recipe for each rung.
 *
 * @param text recipe of a text, file(...) or corpus(...)
 * Source: Shannon 1948, Bell Syst. Tech. J. 27, section 3.
 */
export function shannonLadder(text: string): LadderRung[] {
  return [
    { recipe: "uniform(alphabet=256)", keeps: "nothing" },
    ...orders.map((order) => ({
      recipe: `surrogate(${text}, order=${order})`,
      keeps: order === 0 ? "shares of the bytes" : `shares of ${order + 1} bytes in a row`,
    })),
    { recipe: `word-surrogate(${text}, order=0)`, keeps: "shares of the words" },
    { recipe: `word-surrogate(${text}, order=1)`, keeps: "shares of 2 words in a row" },
    { recipe: `shuffle(${text}, by=sentence)`, keeps: "sentences" },
    { recipe: text, keeps: "everything" },
  ];
}
