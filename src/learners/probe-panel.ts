/** A structure that a learner finds or not, as a source whose optimum is exactly known. */
export interface PanelEntry {
  readonly id: string;
  /** what has to be found */
  readonly needs: string;
  readonly recipe: string;
  /** of a task: the part of its record that the structure decides; absent: all symbols */
  readonly part?: string;
  /** what symbols cost who finds nothing: by their frequencies, or evenly over the alphabet */
  readonly nothing: "frequencies" | "alphabet";
}

const entry = (
  id: string,
  needs: string,
  recipe: string,
  part?: string,
  nothing: PanelEntry["nothing"] = "frequencies",
): PanelEntry => ({ id, needs, recipe, nothing, ...(part === undefined ? {} : { part }) });

/**
 * The fixed panel of `mesoscope probe`, from what every learner finds to what few do. Each draw is new with another seed: there is no
 * test set to be known by heart.
 */
export const probePanel: readonly PanelEntry[] = [
  entry("frequencies", "frequencies of 64 symbols", "zipf(alphabet=64, exponent=1)", undefined, "alphabet"),
  entry("order-1", "16 laws of one symbol", "random-markov(order=1, alphabet=16, concentration=0.3, seed=1)"),
  entry("order-2", "64 laws of two symbols", "random-markov(order=2, alphabet=8, concentration=0.5, seed=1)"),
  entry("period", "a word of ten bits in noise", "replace(periodic(word=0010111011), eps=0.1)"),
  entry("runs", "whether a run is even: no number of last symbols tells", "even(p=0.5)"),
  entry("parity-2", "exclusive or, and which bits belong together", "rrxor(p=0.5)"),
  entry("parity-4", "exclusive or of the last bit and the 4th last", "noisy-parity(k=4, eps=0.05)"),
  entry("parity-12", "exclusive or of the last bit and the 12th last", "noisy-parity(k=12, eps=0.05)"),
  entry("lag-16", "a copy from 16 symbols back", "lag-copy(lag=16, eps=0.1, alphabet=16)"),
  entry("lag-256", "a copy from 256 symbols back", "lag-copy(lag=256, eps=0.1, alphabet=16)"),
  entry("copy", "a word of 8 once more", "copy(alphabet=10, length=8)", "answer"),
  entry("reverse", "a word of 8 from its end", "reverse(alphabet=10, length=8)", "answer"),
  entry("sort", "a word of 8 in order", "sort(alphabet=10, length=8)", "answer"),
  entry("recall", "which value stood by a key", "recall(pairs=4, keys=26, values=10)", "answer"),
  entry("stack", "which bracket was opened last", "dyck(types=2, p=0.4)"),
  entry("sum-31", "a table of 961 sums modulo 31", "modular-addition(modulus=31)", "sum"),
  entry("sum", "columns and what is carried", "arithmetic(digits=2)"),
  entry("templates", "what a bracket opened by three letters ends with", "nested-templates(depth=3)"),
  entry("hierarchy", "rules of rules of rules", "random-hierarchy(v=8, m=4, s=2, levels=3)"),
];
