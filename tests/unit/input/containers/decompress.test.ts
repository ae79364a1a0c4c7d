import { brotliCompressSync, deflateRawSync, gzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { Random } from "../../../../src/core/random.ts";
import { Allowance } from "../../../../src/input/allowance.ts";
import { memorySource } from "../../../../src/input/byte-source.ts";
import { decompress } from "../../../../src/input/containers/decompress.ts";
import type { CompressedFormat } from "../../../../src/input/containers/formats.ts";
import { openInput } from "../../../../src/input/open-input.ts";
import { usualReading } from "../../../../src/input/reading.ts";
import { sniffContainer } from "../../../../src/input/sniff-container.ts";
import { packed, text, unusual } from "./packed.ts";

const usual = new Allowance(1_000_000);

const formats = Object.keys(packed) as CompressedFormat[];
const bytesOf = (format: CompressedFormat) => Buffer.from(packed[format], "base64");
const messageFor = (format: CompressedFormat, bytes: Uint8Array) =>
  decompress(format, bytes, usual).then(
    (unpacked) => `fine: ${unpacked.length}`,
    (error: Error) => error.message,
  );

describe.each(formats)("%s", (format) => {
  const bytes = bytesOf(format);

  it("is recognised and unpacked, one after the other where there are several", async () => {
    expect(sniffContainer(bytes)).toBe(format);
    expect(text.equals(await decompress(format, bytes, usual))).toBe(true);
    expect(await decompress(format, Buffer.concat([bytes, bytes]), usual)).toHaveLength(2 * text.length);
  });

  it("is all or nothing: no flipped bit passes", async () => {
    const random = Random.fromSeed(1);
    for (let run = 0; run < 60; run++) {
      const damaged = Buffer.from(bytes);
      const at = random.below(damaged.length);
      damaged[at]! ^= 1 << random.below(8);
      const outcome = await decompress(format, damaged, usual).catch((error: Error) => error.message);
      // Bits of a header that nothing depends on may change: name and time in gzip, for instance.
      if (typeof outcome !== "string") expect([at, text.equals(outcome)]).toEqual([at, true]);
      else expect(outcome).toMatch(/^(damaged|\d+ bytes of) |^\w+ with [^\n]+ is not supported$/);
    }
  });

  it("reports where it ends too early or continues with something else", async () => {
    const half = bytes.subarray(0, bytes.length >> 1);
    expect(await messageFor(format, half)).toMatch(
      new RegExp(`^damaged ${format} at byte ${half.length} of ${half.length}: `),
    );
    const behind = await messageFor(format, Buffer.concat([bytes, Buffer.from("garbage")]));
    expect(behind).toMatch(new RegExp(`^damaged ${format} at byte \\d+ of ${bytes.length + 7}: `));
    const at = Number(/at byte (\d+)/.exec(behind)![1]);
    expect(at).toBeGreaterThanOrEqual(bytes.length);
  });

  it("that is too much is refused, again and again, and keeps nothing else from being unpacked", async () => {
    const little = { memory: 10, ratio: 100, free: 10 };
    for (let run = 0; run < 3; run++) {
      await expect(decompress(format, bytes, little)).rejects.toThrow(/^unpacks to more than 10 bytes; /);
      expect(await decompress(format, bytes, usual)).toHaveLength(text.length);
    }
  });
});

describe("limits", () => {
  it("stop a bomb before it is unpacked", async () => {
    const limits = { memory: 1_000_000, ratio: 100, free: 50_000 };
    const zeros = (bytes: number) => gzipSync(Buffer.alloc(bytes));
    expect(await decompress("gzip", zeros(40_000), limits)).toHaveLength(40_000);
    await expect(decompress("gzip", zeros(60_000), limits)).rejects.toThrow(
      /^\d+ bytes of gzip unpack to more than 100 times their size; --max-memory allows more$/,
    );
    const dull = { ...limits, ratio: 1e9 };
    await expect(decompress("gzip", zeros(1_000_001), dull)).rejects.toThrow(
      /^unpacks to more than 1000000 bytes; /,
    );
  });

  it("hold for what a Zstandard frame merely claims", async () => {
    // A frame of one RLE block of 16 bytes that claims 2^40 bytes.
    const frame = Buffer.from("28b52ffde0000000000001000083000061", "hex");
    expect(await messageFor("Zstandard", frame)).toBe(
      "damaged Zstandard at byte 17 of 17: claims to be larger than its blocks",
    );
    // 4 bytes for each 128 KiB of the same letter.
    const block = Buffer.from("02001061", "hex");
    const bomb = Buffer.concat([
      Buffer.from("28b52ffd0060", "hex"),
      ...Array.from({ length: 1100 }, () => block),
    ]);
    bomb[bomb.length - 4]! |= 1;
    expect(await messageFor("Zstandard", bomb)).toBe(
      "unpacks to more than 268435456 bytes; --max-memory allows more, or unpack it to a file, which can be sampled",
    );
  });
});

it("Zstandard may begin with frames that say nothing, however long or many", async () => {
  const frame = Buffer.alloc(5000);
  frame.writeUInt32LE(0x184d2a5f);
  frame.writeUInt32LE(frame.length - 8, 4);
  const bytes = Buffer.concat([frame, frame, Buffer.from(packed.Zstandard, "base64")]);
  const { source, container } = await openInput(memorySource([bytes]), "text.zst", usualReading);
  expect([container, source.size]).toEqual(["Zstandard", text.length]);
});

it("gzip: zeros may follow, as on tapes; members may have names", async () => {
  const padded = Buffer.concat([gzipSync("abc"), Buffer.alloc(1024)]);
  expect(Buffer.from(await decompress("gzip", padded, usual)).toString()).toBe("abc");
  expect(await messageFor("gzip", deflateRawSync("abc"))).toMatch(/^damaged gzip at byte 5 of 5: /);
  expect(await messageFor("gzip", brotliCompressSync("abc"))).toMatch(/^damaged gzip /);
});

// A piece of what is unpacked has 65 536 bytes.
it.each([
  [65_535, "QlpoOTFBWSZTWRYadMIAACqBAKAAAAggADCAKmlgEYBxdyRThQkBYadMIA=="],
  [65_536, "QlpoOTFBWSZTWVVwz6kAAICBAKAAAAggADCAKRoBpAOLuSKcKEgquGfUgA=="],
  [65_537, "QlpoOTFBWSZTWQYO8gcAAIEBAKAAAAggADCAKmlQBZgHF3JFOFCQBg7yBw=="],
  [200_000, "QlpoOTFBWSZTWeu80xgAAYoFAIAEIAAACCAAMMwFKacYIWwELxdyRThQkOu80xg="],
])("bzip2: %i letters come back, however many pieces they are", async (length, packed) => {
  const unpacked = await decompress("bzip2", Buffer.from(packed, "base64"), usual);
  expect(Buffer.alloc(length, "a").equals(unpacked)).toBe(true);
});

/** The CRC-32 of RFC 1952, bit by bit. */
function crcOf(bytes: Uint8Array): number {
  let crc = ~0;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit++) crc = (crc >>> 1) ^ (crc & 1 ? 0xedb88320 : 0);
  }
  return ~crc >>> 0;
}

describe("what is sound and asks for more than a decoder here has is done, or called so", () => {
  it("a window of 2 GiB in Zstandard", async () => {
    expect(text.equals(await decompress("Zstandard", Buffer.from(unusual.longWindow, "base64"), usual))).toBe(
      true,
    );
  });

  // The window descriptor of RFC 8878, 3.1.1.1.2: no frame of so few bytes needs more than the least of them.
  it.each(Array.from({ length: 32 }, (_, exponent) => exponent))(
    "a window of 2^(10 + %i)",
    async (exponent) => {
      const frame = Buffer.from(unusual.longWindow, "base64");
      expect(frame[4]! & 0x20).toBe(0);
      frame[5] = (exponent << 3) | 7;
      expect(text.equals(await decompress("Zstandard", frame, usual))).toBe(true);
    },
  );

  it("many frames and blocks of a few bytes, which could hold far more than they do", async () => {
    // A frame that does not say its size, with a window of 2 MiB.
    const header = Buffer.from("28b52ffd0058", "hex");
    // Compressed blocks that hold a byte each by their own: literals alone, RFC 8878, 3.1.1.3.1.1.
    const tiny = Buffer.from("1c0000086100", "hex");
    const last = Buffer.from("010000", "hex");
    const stream = Buffer.concat([header, ...Array.from({ length: 20_000 }, () => tiny), last]);
    // 20 000 blocks may hold 2.4 GiB, and hold 20 000 bytes.
    expect(await messageFor("Zstandard", stream)).toBe("fine: 20000");
    const frames = Buffer.concat(Array.from({ length: 3000 }, () => Buffer.from(packed.Zstandard, "base64")));
    expect(await messageFor("Zstandard", frames)).toBe(`fine: ${3000 * text.length}`);
  });

  it("a dictionary of Zstandard", async () => {
    const frame = Buffer.from(packed.Zstandard, "base64");
    const asking = Buffer.concat([frame.subarray(0, 4), Buffer.from([frame[4]! | 1]), frame.subarray(5)]);
    asking[5] = 7;
    expect(await messageFor("Zstandard", asking)).toMatch(
      /^Zstandard with a dictionary is not supported$|^damaged Zstandard/,
    );
  });

  it("a check by SHA-256 in xz", async () => {
    const message = await messageFor("xz", Buffer.from(unusual.sha256, "base64"));
    expect(message).toBe("xz with a SHA-256 check is not supported");
  });

  // The byte that tells the size of a dictionary in xz, from 4 KiB to 4 GiB, under a checksum of its own.
  it.each(Array.from({ length: 41 }, (_, code) => code))("a dictionary of xz by code %i", async (code) => {
    const bytes = Buffer.from(packed.xz, "base64");
    const start = 12;
    const length = (bytes[start]! + 1) * 4;
    const filter = bytes.indexOf(Buffer.from([0x21, 0x01]), start);
    expect(filter).toBeLessThan(start + length);
    bytes[filter + 2] = code;
    bytes.writeUInt32LE(crcOf(bytes.subarray(start, start + length - 4)), start + length - 4);
    const size = code === 40 ? 2 ** 32 - 1 : (2 | (code & 1)) * 2 ** ((code >> 1) + 11);
    expect(await messageFor("xz", bytes)).toBe(
      size <= 2 ** 26
        ? `fine: ${text.length}`
        : `xz with ${code === 40 ? "a filter or a dictionary of its kind" : "a dictionary of more than 64 MiB"} is not supported`,
    );
  });
});
