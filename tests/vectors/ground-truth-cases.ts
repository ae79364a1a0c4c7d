import { readFileSync } from "node:fs";

/** One row of the vectors. */
export interface Row {
  readonly source: string;
  readonly params: string;
  readonly alphabet: number | string | null;
  readonly h: number | string | null;
  readonly E: number | string | null;
  readonly Cmu: number | string | null;
  readonly how: string;
  readonly Hk?: readonly number[];
  readonly H_leaves_n1to4?: readonly number[];
  readonly h_gap?: number;
  readonly certified_digits: string;
}

export const rows = JSON.parse(
  readFileSync(new URL("./ground-truth.json", import.meta.url), "utf8"),
) as readonly Row[];
export const nameOf = ({ source, params }: Row): string => `${source} | ${params}`;

const flip = (p: number) => `markov(matrix=[[${1 - p},${p}],[${p},${1 - p}]])`;

/** Row of the vectors -> the recipe that makes it. */
export const recipes: Readonly<Record<string, string>> = {
  "iid-uniform | A=256": "uniform(alphabet=256)",
  "iid-uniform | A=2": "uniform(alphabet=2)",
  "iid-uniform | A=27": "uniform(alphabet=27)",
  "biased-coin | p=0.1": "coin(p=0.1)",
  "biased-coin | p=0.3": "coin(p=0.3)",
  "iid-zipf | V=256, s=1, q=0": "zipf(alphabet=256)",
  "iid-zipf | V=1000, s=1, q=0": "zipf(alphabet=1000)",
  "iid-zipf | V=10000, s=1, q=0": "zipf(alphabet=10000)",
  "iid-zipf | V=10000, s=1.0, q=2.7": "zipf(alphabet=10000, shift=2.7)",
  "iid-zipf | V=50000, s=1.0, q=2.7": "zipf(alphabet=50000, shift=2.7)",
  "iid-geometric | p=0.5 (k>=0)": "geometric(p=0.5)",
  "periodic | p=2, word=01": "periodic(word=01)",
  "periodic | p=5, word=00101": "periodic(word=00101)",
  "periodic | p=8, word=abcabdab": "periodic(word=abcabdab)",
  "periodic | p=16, word=de Bruijn-4": "periodic(word=0000100110101111)",
  "de-bruijn-cycle | n=8, A=2": "de-bruijn(order=8, alphabet=2)",
  "lfsr-m-sequence | degree 16, x^16+x^14+x^13+x^11+1": "lfsr(taps=[16,14,13,11])",
  "golden-mean | p=0.5": "golden-mean(p=0.5)",
  "golden-mean-parry | P(1|A)=1/phi": "golden-mean-parry",
  "even | p=0.5": "even(p=0.5)",
  "noisy-period-2 | second symbol fair": "noisy-period-2(p=0.5)",
  "binary-symmetric-markov | flip=0.1": flip(0.1),
  "binary-symmetric-markov | flip=0.01": flip(0.01),
  "markov-1 | P=[[.7,.1,.1,.1],[.05,.8,.1,.05],[.25,.25,.4,.1],[.1,.2,.3,.4]]":
    "markov(matrix=[[.7,.1,.1,.1],[.05,.8,.1,.05],[.25,.25,.4,.1],[.1,.2,.3,.4]])",
  "markov-2 | P(1|00,01,10,11)=[.9,.2,.6,.3]": "markov(order=2, matrix=[[.1,.9],[.8,.2],[.4,.6],[.7,.3]])",
  "ising-1d | betaJ=0.5, betaB=0": "ising(coupling=0.5)",
  "ising-1d | betaJ=1.0, betaB=0": "ising(coupling=1)",
  "ising-1d | betaJ=1.0, betaB=0.2": "ising(coupling=1, field=0.2)",
  "ising-1d | betaJ=-1.0, betaB=0": "ising(coupling=-1)",
  "rrxor | fair bits": "rrxor(p=0.5)",
  "zero-one-random (Z1R) | ": "zero-one-random",
  "nemo | p=q=0.5": "nemo(p=0.5, q=0.5)",
  "simple-nonunifilar (SNS) | p=q=0.5": "simple-nonunifilar(p=0.5, q=0.5)",
  "mess3 | x=0.15, a=0.6": "mess3(x=0.15, a=0.6)",
  "mess3 | x=0.05, a=0.85": "mess3(x=0.05, a=0.85)",
  "noisy-parity (LPN chain) | k=8, eps=0.05, taps 1 and k": "noisy-parity(k=8, eps=0.05)",
  "noisy-parity (LPN chain) | k=24, eps=0.1, taps 1 and k": "noisy-parity(k=24, eps=0.1)",
  "lag-copy | L=64, eps=0.1, A=4": "lag-copy(lag=64, eps=0.1, alphabet=4)",
  "lag-copy | L=1000, eps=0.05, A=2": "lag-copy(lag=1000, eps=0.05, alphabet=2)",
  "duplicate-blocks | L=16, A=2": "duplicate-blocks(length=16, alphabet=2)",
  "duplicate-blocks | L=256, A=2": "duplicate-blocks(length=256, alphabet=2)",
  "duplicate-blocks | L=1024, A=256": "duplicate-blocks(length=1024, alphabet=256)",
  "renewal-zeta | a=2.5": "renewal-zeta(a=2.5)",
  "renewal-zeta | a=3.5": "renewal-zeta(a=3.5)",
  "renewal-zeta | a=1.8": "renewal-zeta(a=1.8)",
  "bernoulli-mixture (nonergodic) | theta~Beta(1/2,1/2)": "bernoulli-mixture(ones=0.5, zeros=0.5)",
  "gilbert-elliott-noise | G->B .02, B->G .1, P(1|G)=.01, P(1|B)=.3":
    "gilbert-elliott(worsen=0.02, recover=0.1, good=0.01, bad=0.3)",
  "thue-morse | fixed point": "thue-morse",
  "fibonacci | fixed point": "fibonacci",
  "period-doubling | fixed point": "period-doubling",
  "rudin-shapiro | fixed point": "rudin-shapiro",
  "paperfolding | fixed point": "paperfolding",
  "tribonacci | fixed point": "tribonacci",
  "champernowne-binary | digits of 1,2,3,..": "champernowne(base=2)",
  "lcg-low-byte | x<-1664525x+1013904223 mod 2^32, low 8 bits": "lcg(shift=0)",
  "randu | x<-65539x mod 2^31, top byte": "randu",
  "mt19937 | 32-bit outputs": "mt19937",
  "chacha20/aes-ctr | keystream": "chacha20",
  "mix:noisy-periodic | word=01, A=2, eps=0.2 (replace by uniform)": "replace(periodic(word=01), eps=0.2)",
  "mix:noisy-periodic | word=00101, A=2, eps=0.1 (replace by uniform)":
    "replace(periodic(word=00101), eps=0.1)",
  "mix:noisy-periodic | word=01230213, A=4, eps=.1": "replace(periodic(word=01230213), eps=.1)",
  ...Object.fromEntries(
    [0.02, 0.1, 0.3, 0.6].map((eps) => [
      `mix:noisy-golden-mean | eps=${eps} (replace by uniform)`,
      `replace(golden-mean, eps=${eps})`,
    ]),
  ),
  "mix:noisy-even | eps=0.1": "replace(even, eps=0.1)",
  "mix:noisy-binary-markov | flip=0.1, eps=0.05 (BSC 0.025)": `replace(${flip(0.1)}, eps=0.05)`,
  "mix:noisy-binary-markov | flip=0.1, eps=0.2 (BSC 0.1)": `replace(${flip(0.1)}, eps=0.2)`,
  "mix:noisy-binary-markov | flip=0.02, eps=0.05 (BSC 0.025)": `replace(${flip(0.02)}, eps=0.05)`,
  "mix:noisy-binary-markov | flip=0.02, eps=0.2 (BSC 0.1)": `replace(${flip(0.02)}, eps=0.2)`,
  ...Object.fromEntries(
    [0, 0.1, 0.25, 0.5, 0.75, 1].map((lambda) => [
      `mix:markov-interpolation | A=4, P=(1-l)cyclic shift + l U, lambda=${lambda}`,
      `interpolate(alphabet=4, lambda=${lambda})`,
    ]),
  ),
  "mix:block-switch | B=8 symbols of 0101.. then B fair bits, alternating":
    "blocks(periodic(word=01, phase=0), coin(p=0.5), length=8)",
  "mix:markov-switch | period-2 <-> fair coin, switch prob 0.01":
    "switch(periodic(word=01, phase=0), coin(p=0.5), stay=0.99, entry=restart)",
  "mix:markov-switch | period-2 <-> fair coin, switch prob 0.1":
    "switch(periodic(word=01, phase=0), coin(p=0.5), stay=0.9, entry=restart)",
  "mix:nonergodic | w.p. 1/2 whole sequence = golden mean, else fair coin":
    "choose(golden-mean, coin(p=0.5), weights=[0.5,0.5])",
  "mix:erased-binary-markov | flip=0.1, erasure=0.2": `erase(${flip(0.1)}, eps=0.2)`,
  ...Object.fromEntries(
    [1, 2, 4, 8, 16].map((width) => [
      `mix:window-shuffled-binary-markov | flip=0.1, window=${width}`,
      `window-shuffle(${flip(0.1)}, width=${width})`,
    ]),
  ),
  "mix:full-shuffle | permute all symbols of a text of length n": "shuffle(file(a), by=symbol)",
  "dyck | k=1 bracket types, P(open|depth>0)=0.4": "dyck(types=1, p=0.4)",
  "dyck | k=2 bracket types, P(open|depth>0)=0.4": "dyck(types=2, p=0.4)",
  "dyck | k=8 bracket types, P(open|depth>0)=0.45": "dyck(types=8, p=0.45)",
  "pcfg-lisp | S->(SS) [0.3] | a [0.28] | b [0.42], sentences concatenated": "lisp(p=0.3, letters=[0.4,0.6])",
  "pcfg-lisp | S->(SS) [0.45] | a [0.22] | b [0.33], sentences concatenated": "lisp(p=0.45, letters=[0.4,0.6])",
  "simon-yule | alpha=0.1": "simon(alpha=0.1)",
  "random-hierarchy-model | v=8, m=4, s=2, L=3, root uniform": "random-hierarchy(v=8, m=4, s=2, levels=3)",
  "random-hierarchy-model | v=16, m=8, s=2, L=6, root uniform": "random-hierarchy(v=16, m=8, s=2, levels=6)",
  "random-hierarchy-model | v=32, m=8, s=2, L=4, root uniform": "random-hierarchy(v=32, m=8, s=2, levels=4)",
  "tent-map | slope 2, partition 1/2": "tent-map(slope=2)",
  "tent-map | slope sqrt2, partition 1/2 (band merging)": `tent-map(slope=${Math.SQRT2})`,
  "tent-map | slope phi (golden)": `tent-map(slope=${(Math.sqrt(5) + 1) / 2})`,
  "logistic-map | r=4, partition x>1/2": "logistic-map(r=4)",
  "logistic-map | r=3.5699456718709449 (Feigenbaum)": "logistic-map(r=3.5699456718709449)",
  ...Object.fromEntries(
    [30, 90, 54, 110, 18, 22, 184].flatMap((rule) =>
      (rule === 30 || rule === 90 ? [1] : [1, 2, 3]).map((steps) => [
        `eca-spatial | rule=${rule}, t=${steps} steps from fair iid row`,
        `cellular-automaton(rule=${rule}, steps=${steps})`,
      ]),
    ),
  ),
  "eca-spacetime | rule any, W=257, R=256 rows, iid fair first row":
    "cellular-automaton(view=space-time, width=257, steps=255)",
};
