import type { Random } from "../../core/random.ts";
import type { Symbols } from "../../core/sequence.ts";
import type { RecordPart, SourceBody } from "../../core/source.ts";
import { closedForm } from "../../core/truth.ts";
import { meanOf } from "../../math/sums.ts";
import { recordStream } from "../sampling/record-stream.ts";

/** A task: records of one size, each with one line end as its last symbol, independent of each other. */
interface Task {
  readonly alphabetSize: number;
  readonly parts: readonly RecordPart[];
  /** share of the symbols that belong to a kind, and how many equally likely ones the kind has */
  readonly kinds: readonly (readonly [share: number, symbols: number])[];
  /** shape (size,): bits that the record before each place shares with the rest of it */
  readonly shared: () => ArrayLike<number>;
  /** shape (size,): entropy of what has to be remembered before each place; absent when it equals `shared` */
  readonly remembered?: () => ArrayLike<number>;
  /** gives what fills records, for one stream */
  readonly writer: () => (record: Symbols, random: Random) => void;
  readonly label: (symbol: number) => string;
}

/**
 * A source from a task, with exact truths: the line end tells where records begin, and records are independent.
 */
export function taskSource(task: Task): SourceBody {
  const { alphabetSize, parts, kinds } = task;
  const size = parts.reduce((sum, { bits }) => sum + bits.length, 0);
  const bits = parts.reduce((total, part) => total + part.bits.reduce((sum, bit) => sum + bit, 0), 0);
  return {
    alphabetSize,
    length: Number.POSITIVE_INFINITY,
    parts,
    open(random) {
      const draws = random.fork("records");
      const write = task.writer();
      return recordStream(size, alphabetSize, random.fork("place"), (record) => write(record, draws));
    },
    truth() {
      const shared = task.shared();
      const remembered = task.remembered?.() ?? shared;
      return {
        symbolEntropy: closedForm(
          kinds.reduce(
            (sum, [share, symbols]) => (share > 0 ? sum + share * Math.log2(symbols / share) : sum),
            0,
          ),
          "shares of the symbols in a record",
        ),
        entropyRate: closedForm(
          bits / size,
          `${Number(bits.toPrecision(8))} bits in a record of ${size} symbols`,
        ),
        excessEntropy: closedForm(
          Math.log2(size) + meanOf(shared),
          "log2 of the record's size + mean over its places of I(before; after)",
        ),
        statisticalComplexity: closedForm(
          Math.log2(size) + meanOf(remembered),
          "log2 of the record's size + mean entropy of what must be remembered at each place",
        ),
      };
    },
    label: task.label,
  };
}

/** Symbols that cost the same, one after the other. */
export function constantPart(name: string, length: number, bits: number): RecordPart {
  return { name, bits: new Array<number>(length).fill(bits) };
}
