import { createHash } from "node:crypto";
import { InputError, messageOf } from "../core/errors.ts";
import { parseJson } from "../core/json.ts";
import { FrozenModel, NoModel } from "./frozen-model.ts";
import { largestModel, type ModelHeader, modelHeaderSchema, modelVersion } from "./model-schema.ts";
import { largestCode, type ModelTree, type TreeLevel } from "./model-tree.ts";

/*
 * A model file, integers little-endian: 8 bytes "MESOMODL", the version (4), bytes of the header (4), the header as JSON; for each
 * level the last bytes of its strings and then two bytes a string: its code length in the lower 14 bits, bit 14: it is a
 * context, bit 15: the last string behind its context; at the end the SHA-256 of all before.
 */
const magic = "MESOMODL";
const headOffset = 16;
const hashBytes = 32;
const mostHeader = 65_536;
const codeMask = 0x3fff;
const isContext = 0x4000;
const isLast = 0x8000;
const stringBytes = 3;

/** A model with the statements of its file. */
export interface LoadedModel {
  readonly header: ModelHeader;
  readonly model: FrozenModel;
  /** of the whole file, hexadecimal; identifies the model */
  readonly sha256: string;
}

/** Strings that fit into a file of some bytes. */
export function stringsWithin(bytes: number): number {
  return Math.floor((bytes - mostHeader - headOffset - hashBytes) / stringBytes);
}

/**
 * A model as the bytes of its file: equal models give equal bytes.
 *
 * @throws RangeError when it is larger than a model file may be
 */
export function encodeModel(header: Omit<ModelHeader, "levels">, tree: ModelTree): Uint8Array {
  const levels = tree.map(({ symbols }) => ({ strings: symbols.length }));
  const head = Buffer.from(JSON.stringify({ ...header, levels }));
  const strings = levels.reduce((sum, level) => sum + level.strings, 0);
  const size = headOffset + head.length + stringBytes * strings + hashBytes;
  if (size > largestModel || head.length > mostHeader)
    throw new RangeError(`a model of ${size} bytes is too large`);
  const bytes = Buffer.alloc(size);
  bytes.write(magic, 0, "latin1");
  bytes.writeUInt32LE(modelVersion, 8);
  bytes.writeUInt32LE(head.length, 12);
  head.copy(bytes, headOffset);
  let at = headOffset + head.length;
  let runs: Uint16Array = Uint16Array.of(256);
  for (const { symbols, codes, children } of tree) {
    bytes.set(symbols, at);
    at += symbols.length;
    const ends = endsOfRuns(runs, symbols.length);
    for (let i = 0; i < symbols.length; i++, at += 2)
      bytes.writeUInt16LE(codes[i]! | (children[i]! > 0 ? isContext : 0) | (ends[i] === 1 ? isLast : 0), at);
    runs = children;
  }
  createHash("sha256").update(bytes.subarray(0, at)).digest().copy(bytes, at);
  return bytes;
}

function endsOfRuns(sizes: Uint16Array, strings: number): Uint8Array {
  const ends = new Uint8Array(strings);
  let at = 0;
  for (const size of sizes) {
    at += size;
    if (size > 0) ends[at - 1] = 1;
  }
  return ends;
}

/**
 * Opens an untrusted model file: checks everything in it, and runs nothing.
 *
 * @throws InputError in one line, without the path, for a file that is damaged, truncated, of another version or not a model
 * Cost: 0.5 microseconds and 20 bytes a string.
 */
export function decodeModel(bytes: Uint8Array): LoadedModel {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  const header = readHeader(buffer);
  const end = buffer.length - hashBytes;
  const sha256 = createHash("sha256").update(buffer.subarray(0, end)).digest();
  if (!sha256.equals(buffer.subarray(end))) throw damaged("its checksum does not match its contents");
  const { encoding } = header;
  if (encoding !== "bytes") throw new InputError(`a model of ${encoding}: only models of bytes can be used`);
  const tree = readTree(buffer, headOffset + buffer.readUInt32LE(12), header);
  try {
    return {
      header,
      model: FrozenModel.of(tree),
      sha256: createHash("sha256").update(buffer).digest("hex"),
    };
  } catch (error) {
    if (error instanceof NoModel) throw damaged(error.message);
    if (error instanceof RangeError) throw new InputError("does not fit in memory");
    throw error;
  }
}

function damaged(reason: string): InputError {
  return new InputError(`damaged model: ${reason}`);
}

function readHeader(buffer: Buffer): ModelHeader {
  if (buffer.length < magic.length || buffer.toString("latin1", 0, magic.length) !== magic)
    throw new InputError("not a model: mesoscope learn makes one");
  if (buffer.length < headOffset + hashBytes) throw damaged("it is truncated");
  const version = buffer.readUInt32LE(8);
  if (version !== modelVersion) {
    const advice = version > modelVersion ? "use a newer mesoscope" : "learn it again";
    throw new InputError(
      `a model of version ${version}; this mesoscope reads version ${modelVersion}: ${advice}`,
    );
  }
  const length = buffer.readUInt32LE(12);
  if (length > mostHeader || headOffset + length + hashBytes > buffer.length)
    throw damaged(`a header of ${length} bytes in a file of ${buffer.length}`);
  let json: unknown;
  try {
    json = parseJson(buffer.toString("utf8", headOffset, headOffset + length));
  } catch (error) {
    throw damaged(`its header is ${messageOf(error)}`);
  }
  const parsed = modelHeaderSchema.safeParse(json);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    throw damaged(`its header has a wrong ${issue?.path.join(".") || "form"}`);
  }
  const header = parsed.data;
  const strings = header.levels.reduce((sum, level) => sum + level.strings, 0);
  const size = headOffset + length + stringBytes * strings + hashBytes;
  if (size !== buffer.length) throw damaged(`${buffer.length} bytes, but its header says ${size}`);
  return header;
}

function readTree(buffer: Buffer, start: number, { levels }: ModelHeader): ModelTree {
  let at = start;
  let above: TreeLevel | null = null;
  const tree: TreeLevel[] = [];
  for (const [d, { strings }] of levels.entries()) {
    const symbols = new Uint8Array(buffer.subarray(at, at + strings));
    at += strings;
    const level: TreeLevel = { symbols, codes: new Uint16Array(strings), children: new Uint16Array(strings) };
    readLevel(buffer, at, level, above, d === levels.length - 1);
    at += 2 * strings;
    tree.push(level);
    above = level;
  }
  return tree;
}

/** Code lengths of a level, whose runs belong to the contexts of the level above, in order. */
function readLevel(
  buffer: Buffer,
  start: number,
  level: TreeLevel,
  above: TreeLevel | null,
  last: boolean,
): void {
  const { symbols, codes, children } = level;
  let context = -1;
  let run = 0;
  for (let i = 0; i < symbols.length; i++) {
    const word = buffer.readUInt16LE(start + 2 * i);
    const code = word & codeMask;
    if (code === 0 || code > largestCode) throw damaged("a code length of 0");
    codes[i] = code;
    if ((word & isContext) !== 0) {
      if (last) throw damaged("a context without bytes");
      children[i] = 1;
    }
    if (run > 0 && symbols[i]! <= symbols[i - 1]!) throw damaged("bytes of a context that do not ascend");
    run++;
    if ((word & isLast) === 0) continue;
    if (above === null) {
      if (i !== 255 || symbols.length !== 256) throw damaged("a first level that is not of 256 bytes");
    } else {
      do context++;
      while (context < above.children.length && above.children[context] === 0);
      if (context >= above.children.length) throw damaged("more runs of bytes than contexts");
      above.children[context] = run;
    }
    run = 0;
  }
  if (run > 0 || symbols.length === 0) throw damaged("a run of bytes without an end");
  if (above === null) return;
  for (context++; context < above.children.length; context++)
    if (above.children[context]! > 0) throw damaged("more contexts than runs of bytes");
}
