import type { Family } from "../results/report.ts";

/** A generated sequence of known truth. Every map shows them, so that readers find both ends and the range between. */
interface ReferenceRecipe {
  /** short, for the map */
  readonly name: string;
  /** canonical recipe, by which it is identified */
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

/** Generated sequences that a map shows among the samples. */
export interface ReferenceFamily extends Omit<Family, "position" | "value"> {
  /** from text or pattern to noise: short name, value of the parameter, canonical recipe */
  readonly members: readonly (readonly [name: string, value: number | null, recipe: string])[];
}

const letters = "uniform(alphabet=27)";

/** Sequences of exactly known entropy rate, from the corner of order to that of noise. */
const landmarks: ReferenceFamily = {
  id: "landmarks",
  title: "generators of known truth",
  kind: "landmarks",
  parameter: null,
  corpus: null,
  members: [
    ["uniform-27", null, letters],
    ["zipf-256", null, "zipf(alphabet=256, exponent=1, shift=0)"],
    ["coin .11", null, "coin(p=0.11)"],
    ["period-27", null, word27],
    ["thue-morse", null, "thue-morse(offset=0)"],
    ["golden mean", null, "golden-mean(p=0.5)"],
    ["even process", null, "even(p=0.5)"],
    ["rrxor", null, "rrxor(p=0.5)"],
    ["dyck-2", null, "dyck(types=2, p=0.4)"],
    ["hierarchy", null, "random-hierarchy(v=8, m=4, s=2, levels=3, instance=1)"],
    ["sums", null, "arithmetic(digits=2)"],
    ["templates", null, "nested-templates(depth=3, letters=26)"],
  ],
};

/** Three families between a pattern and noise. */
const mixtures: readonly ReferenceFamily[] = [
  {
    id: "replacement",
    title: "a period of 27 under replacement noise",
    kind: "road",
    parameter: "eps",
    corpus: null,
    members: [
      ["period-27 +2%", 0.02, `replace(${word27}, eps=0.02)`],
      ["period-27 +10%", 0.1, `replace(${word27}, eps=0.1)`],
      ["period-27 +30%", 0.3, `replace(${word27}, eps=0.3)`],
      ["period-27 +60%", 0.6, `replace(${word27}, eps=0.6)`],
    ],
  },
  {
    id: "switching",
    title: "switching between a period of 27 and noise",
    kind: "road",
    parameter: "stay",
    corpus: null,
    members: [
      ["switch 1000", 0.999, `switch(${word27}, ${letters}, stay=0.999, entry=resume)`],
      ["switch 100", 0.99, `switch(${word27}, ${letters}, stay=0.99, entry=resume)`],
      ["switch 10", 0.9, `switch(${word27}, ${letters}, stay=0.9, entry=resume)`],
    ],
  },
  {
    id: "interpolation",
    title: "Markov interpolation from counting to noise",
    kind: "road",
    parameter: "lambda",
    corpus: null,
    members: [
      ["markov .1", 0.1, "interpolate(alphabet=27, lambda=0.1)"],
      ["markov .3", 0.3, "interpolate(alphabet=27, lambda=0.3)"],
      ["markov .6", 0.6, "interpolate(alphabet=27, lambda=0.6)"],
    ],
  },
];

/** The texts at which families start: prose, source code and Chinese. */
const [prose, code, chinese] = ["moby-dick", "code-js", "tsmsg-zh-cn"];

/** Shannon's approximations: chains with the (order + 1)-gram shares of a text. */
function ladder(corpus: string, title: string): ReferenceFamily {
  return {
    id: `ladder:${corpus}`,
    title: `Shannon's ladder of ${title}`,
    kind: "road",
    parameter: "order",
    corpus,
    members: [5, 4, 3, 2, 1, 0].map((order) => [
      `${corpus} o${order}`,
      order,
      `surrogate(corpus(${corpus}), order=${order})`,
    ]),
  };
}

/** Moby-Dick with more and more of its structure destroyed. */
const decays: readonly ReferenceFamily[] = [
  {
    id: `pieces:${prose}`,
    title: "lines, then words of Moby-Dick in random order",
    kind: "road",
    parameter: "by",
    corpus: prose!,
    members: [
      ["lines shuffled", null, `shuffle(corpus(${prose}), by=line)`],
      ["words shuffled", null, `shuffle(corpus(${prose}), by=word)`],
    ],
  },
  {
    id: `windows:${prose}`,
    title: "Moby-Dick shuffled in windows",
    kind: "road",
    parameter: "width",
    corpus: prose!,
    members: [
      ["windows of 2", 2, `window-shuffle(corpus(${prose}), width=2)`],
      ["windows of 4", 4, `window-shuffle(corpus(${prose}), width=4)`],
      ["windows of 16", 16, `window-shuffle(corpus(${prose}), width=16)`],
    ],
  },
  {
    id: `noise:${prose}`,
    title: "Moby-Dick under replacement noise",
    kind: "road",
    parameter: "eps",
    corpus: prose!,
    members: [
      ["text +5%", 0.05, `replace(corpus(${prose}), eps=0.05)`],
      ["text +10%", 0.1, `replace(corpus(${prose}), eps=0.1)`],
      ["text +20%", 0.2, `replace(corpus(${prose}), eps=0.2)`],
      ["text +50%", 0.5, `replace(corpus(${prose}), eps=0.5)`],
      ["text +80%", 0.8, `replace(corpus(${prose}), eps=0.8)`],
    ],
  },
];

/** All references that `mesoscope map` draws among the samples, with recipes by the names of `mesoscope sources`. */
export const referenceFamilies: readonly ReferenceFamily[] = [
  landmarks,
  ...mixtures,
  ladder(prose!, "Moby-Dick"),
  ladder(code!, "jQuery"),
  ladder(chinese!, "Chinese messages"),
  ...decays,
];
