/**
 * Sources that estimators are graded on unless others are named: from noise to order, memoryless to infinite memory, two
 * to 256 symbols, each with exact entropy rate and excess entropy.
 */
export const calibrationSet: readonly string[] = [
  "uniform(alphabet=2)",
  "coin(p=0.11)",
  "uniform(alphabet=27)",
  "zipf(alphabet=256)",
  "periodic(word=00101)",
  "golden-mean(p=0.5)",
  "even(p=0.5)",
  "replace(golden-mean(p=0.5), eps=0.1)",
  "markov(order=1, matrix=[[0.7,0.1,0.1,0.1],[0.05,0.8,0.1,0.05],[0.25,0.25,0.4,0.1],[0.1,0.2,0.3,0.4]])",
  "switch(periodic(word=01), uniform(alphabet=2), stay=0.9, entry=restart)",
];
