/** Generated sequences of known truth that every map shows, so that a reader can find both ends and what lies between. */
interface ReferenceRecipe {
  /** short, for the map */
  readonly name: string;
  /** in canonical form, by which it is known */
  readonly recipe: string;
}

/** A word of 27 different letters: one period of pure order. */
export const word27 = "periodic(word=qwertyuiopasdfghjklzxcvbnm_)";

export const referenceRecipes: readonly ReferenceRecipe[] = [
  { name: "uniform-27", recipe: "uniform(alphabet=27)" },
  { name: "period-27", recipe: word27 },
  { name: "period-27 +30%", recipe: `replace(${word27}, eps=0.3)` },
  { name: "switching", recipe: `switch(${word27}, uniform(alphabet=27), stay=0.99, entry=resume)` },
  { name: "thue-morse", recipe: "thue-morse(offset=0)" },
  { name: "golden mean", recipe: "golden-mean(p=0.5)" },
];
