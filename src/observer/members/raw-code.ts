import type { Member, MemberDefinition } from "../member.ts";

/** The code that expects nothing: log2 A bits a symbol. It is the ceiling of every mixture it belongs to. */
export const rawCode: MemberDefinition = {
  id: "raw-code",
  title: "raw code",
  open(symbols, alphabetSize): Member {
    const loss = Math.log2(alphabetSize);
    return {
      id: "raw-code",
      code(start, end, _segmentStart, _learn, losses, below) {
        losses?.fill(loss, 0, end - start);
        if (below) for (let at = start; at < end; at++) below[at - start] = symbols[at]! / alphabetSize;
      },
      distribution: () => new Float64Array(alphabetSize).fill(1 / alphabetSize),
    };
  },
};
