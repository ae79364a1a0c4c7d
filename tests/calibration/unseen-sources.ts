/**
 * Thirty sources that no list of the documents names, chosen before anything was measured on them. Each has an exact H(1). They are
 * not used to choose a rule or a constant.
 */
export const unseenSources: readonly string[] = [
  // independent, with even and uneven laws
  "uniform(alphabet=5)",
  "iid(probabilities=[0.36,0.33,0.31])",
  "iid(probabilities=[0.6,0.2,0.1,0.06,0.04])",
  "zipf(alphabet=40, exponent=1.3)",
  // chains, of which the first three and `interpolate` have an even law
  "markov(matrix=[[0.15,0.85],[0.85,0.15]])",
  "markov(matrix=[[0.88,0.12],[0.12,0.88]])",
  "markov(matrix=[[0.7,0.2,0.1],[0.1,0.7,0.2],[0.2,0.1,0.7]])",
  "markov(matrix=[[0.6,0.3,0.05,0.05],[0.1,0.5,0.2,0.2],[0.25,0.25,0.4,0.1],[0.3,0.1,0.1,0.5]])",
  "random-markov(order=2, alphabet=2, seed=11)",
  "random-markov(order=1, alphabet=8, seed=5)",
  "interpolate(lambda=0.4)",
  // unifilar machines
  "golden-mean(p=0.7)",
  "even(p=0.65)",
  "rrxor(p=0.4)",
  "nemo(p=0.35, q=0.6)",
  // hidden Markov and nonunifilar sources
  "hidden-markov(transition=[[0.9,0.1],[0.2,0.8]], emission=[[0.8,0.2],[0.25,0.75]])",
  "mess3(x=0.12, a=0.7)",
  "gilbert-elliott(worsen=0.04, recover=0.12, good=0.05, bad=0.4)",
  "simple-nonunifilar(p=0.35, q=0.5)",
  "renewal-zeta(a=4)",
  // interleavings and mixtures
  "interleave(even(p=0.4), coin(p=0.2))",
  "interleave(markov(matrix=[[0.9,0.1],[0.4,0.6]]), uniform(alphabet=3))",
  "switch(coin(p=0.1), coin(p=0.6), stay=0.96)",
  "blocks(coin(p=0.25), uniform(alphabet=2), length=8)",
  // channels
  "replace(even(p=0.5), eps=0.06)",
  "erase(golden-mean(p=0.4), eps=0.1)",
  // copies at a distance, parity, brackets
  "lag-copy(lag=5, eps=0.3, alphabet=2)",
  "noisy-parity(k=3, eps=0.12)",
  "lisp(p=0.35, letters=[0.2,0.3,0.5])",
  "dyck(types=2, p=0.3)",
];
