import type { Member, MemberDefinition } from "../member.ts";

/** The code that expects nothing: log2 A bits a symbol. It is the ceiling of every mixture it belongs to. */
export const rawCode: MemberDefinition = {
  id: "raw-code",
  title: "raw code",
  open(_, alphabetSize): Member {
    const loss = Math.log2(alphabetSize);
    return {
      id: "raw-code",
      code(start, end, _segmentStart, _learn, losses) {
        losses?.fill(loss, 0, end - start);
      },
      distribution: () => new Float64Array(alphabetSize).fill(1 / alphabetSize),
    };
  },
};
