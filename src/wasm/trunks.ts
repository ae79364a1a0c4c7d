import { type KernelConstant, type KernelExports, reserve, withKernel } from "./load.ts";
import { wasm as compiled } from "./trunks.wasm.ts";

/** What kernels/trunks.ts exports. */
interface TrunksExports extends KernelExports {
  readonly CODES: KernelConstant;
  configure(n: number): number;
  endsAddress(): number;
  wayAddress(): number;
  frame(
    start: number,
    end: number,
    before: number,
    width: number,
    littleEndian: boolean,
    more: number,
    longest: number,
  ): void;
  follow(start: number, end: number, longestHead: number): number;
}

/** A length field of fixed width after `before` bytes. The frame is longer or shorter than the field says by a constant. */
export interface Frame {
  readonly before: number;
  readonly width: number;
  readonly littleEndian: boolean;
  readonly more: number;
}

/** Where items begin, one after the other; the last one is where they end. */
export type Trunk = Int32Array;

/** Items in some bytes. */
export interface ItemTrunks {
  /** shape (n + 1,): where the item ends that may begin at each place, from the start of a segment on; 0 where there can be none */
  readonly ends: Int32Array;
  /** Finds the ends in a segment of items with a frame, and with bodies that are not longer than the longest. */
  frame(frame: Frame, start: number, end: number, longest: number): void;
  /** The items of a segment that most places lead to by the ends; where a head may be cut off, it ends sooner. */
  trunk(start: number, end: number, longestHead: number): Trunk;
}

/**
 * @param codes shape (n,)
 * @param use is given the items, which are gone when it returns
 * @throws RangeError when the memory cannot be had
 * Cost: 16 bytes a code.
 */
export function withItemTrunks<Result>(codes: Uint32Array, use: (items: ItemTrunks) => Result): Result {
  return withKernel(compiled, (run: TrunksExports) => use(itemTrunks(run, codes)));
}

function itemTrunks(run: TrunksExports, codes: Uint32Array): ItemTrunks {
  const n = codes.length;
  reserve(run.memory, run.configure(n));
  const { buffer } = run.memory;
  new Uint32Array(buffer, run.CODES.value, n).set(codes);
  return {
    ends: new Int32Array(buffer, run.endsAddress(), n + 1),
    frame({ before, width, littleEndian, more }, start, end, longest) {
      run.frame(start, end, before, width, littleEndian, more, longest);
    },
    trunk(start, end, longestHead) {
      const places = run.follow(start, end, longestHead);
      return new Int32Array(buffer, run.wayAddress(), places).slice().reverse();
    },
  };
}
