import type { Member, MemberDefinition } from "../member.ts";

/** The uniform code: log2 A bits a symbol. It bounds the cost of every mixture that contains it. */
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
