import { gzipSync } from "fflate";
import * as z from "zod";
import { UsageError } from "../../core/errors.ts";
import { allocateSymbols } from "../../core/sequence.ts";
import { type BoundSource, defineSource } from "../../core/source.ts";
import { closedForm, type GroundTruth, type Truth, unknown } from "../../core/truth.ts";
import { textSource } from "../real/text-source.ts";
import { bytesOfSymbols, symbolBytes } from "./symbol-bytes.ts";

/** Bytes of an endless source that go into one member. */
const memberBytes = 1 << 20;
/** A member without compression is at most this much longer: header, trailer and 5 bytes for each 65535. */
const overhead = 18 + 5 * Math.ceil(memberBytes / 65_535);
/** A match of 258 bytes takes at least two bits. */
const mostExpansion = 1032;

export const gzip = defineSource({
  id: "gzip",
  group: "deceptive",
  title: "gzip",
  summary:
    "A source compressed: a text as one member, an endless source as one for each 1 MiB. The compressor is part " +
    "of mesoscope, so its bytes are the same on every machine; the gzip of a system writes others.",
  reference: "RFC 1951; RFC 1952",
  params: z.strictObject({
    level: z.int().min(1).max(9).default(6).describe("effort of the compressor"),
  }),
  inputs: 1,
  example: "gzip(uniform(alphabet=4))",
  bind({ level }, inputs) {
    const child = inputs[0]!;
    if (child.text !== undefined) return textSource(compress(child.text, level));
    if (Number.isFinite(child.length)) {
      throw new UsageError("gzip wants an endless source or a text: how long others get depends on the seed");
    }
    return {
      alphabetSize: 256,
      length: Number.POSITIVE_INFINITY,
      open(random) {
        const stream = child.open(random);
        const symbols = allocateSymbols(memberBytes / symbolBytes(child.alphabetSize), child.alphabetSize);
        let member: Uint8Array = new Uint8Array(0);
        let at = 0;
        return {
          fill(target) {
            for (let filled = 0; filled < target.length; ) {
              if (at === member.length) {
                stream.fill(symbols);
                member = compress(bytesOfSymbols(symbols), level);
                at = 0;
              }
              const piece = member.subarray(at, at + target.length - filled);
              target.set(piece, filled);
              filled += piece.length;
              at += piece.length;
            }
            return target.length;
          },
        };
      },
      truth: () => gzippedTruth(child),
    };
  },
});

/** One member, without compression where that is shorter. */
function compress(bytes: Uint8Array, level: number): Uint8Array {
  const packed = gzipSync(bytes, { level: level as 6, mtime: 0 });
  if (packed.length <= bytes.length) return packed;
  const stored = gzipSync(bytes, { level: 0, mtime: 0 });
  return stored.length < packed.length ? stored : packed;
}

/** What goes in can be read from what comes out, and a byte of it stands for at most 1032. */
function gzippedTruth(child: BoundSource): GroundTruth {
  const why = unknown("the law of compressed bytes has no closed form");
  const stated = (entropyRate: Truth): GroundTruth => ({
    symbolEntropy: why,
    entropyRate,
    excessEntropy: why,
    statisticalComplexity: why,
  });
  const { entropyRate } = child.truth();
  if (entropyRate?.status !== "exact" && entropyRate?.status !== "bounds") return stated(why);
  const width = symbolBytes(child.alphabetSize);
  const lower = (entropyRate.status === "exact" ? entropyRate.value : entropyRate.lower) / width;
  const upper = (entropyRate.status === "exact" ? entropyRate.value : entropyRate.upper) / width;
  if (upper === 0) {
    return stated(closedForm(0, "the source adds nothing in the long run, and its gzip no more"));
  }
  return stated({
    status: "bounds",
    lower: lower * (memberBytes / (memberBytes + overhead)),
    upper: Math.min(8, mostExpansion * upper),
    route: "a byte holds what at most 1032 and at least 0.9999 bytes of the source hold",
  });
}
