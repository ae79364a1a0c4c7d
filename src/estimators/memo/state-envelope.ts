import { InputError } from "../../core/errors.ts";

/** Bytes before the payload: four of the magic, one of the version, four of the checksum. */
const headerLength = 9;

/**
 * The state of a fold as bytes that can be told from others and from damaged ones.
 *
 * @param magic four ASCII letters that name the fold
 * @param version 0..255 of the payload's layout
 * @throws never
 */
export function sealState(magic: string, version: number, payload: Uint8Array): Uint8Array {
  const sealed = new Uint8Array(headerLength + payload.length);
  for (let i = 0; i < 4; i++) sealed[i] = magic.charCodeAt(i);
  sealed[4] = version;
  new DataView(sealed.buffer).setUint32(5, checksum(payload), true);
  sealed.set(payload, headerLength);
  return sealed;
}

/**
 * The payload of a sealed state.
 *
 * @returns a view of `sealed`
 * @throws InputError when it is of another fold or version, or damaged
 */
export function openState(magic: string, version: number, sealed: Uint8Array): Uint8Array {
  const name = String.fromCharCode(...sealed.subarray(0, 4));
  if (sealed.length < headerLength || name !== magic) throw new InputError(`is no state of "${magic}"`);
  if (sealed[4] !== version) throw new InputError(`is of version ${sealed[4]}, not ${version}`);
  const payload = sealed.subarray(headerLength);
  const view = new DataView(sealed.buffer, sealed.byteOffset, sealed.length);
  if (view.getUint32(5, true) !== checksum(payload)) throw new InputError("is damaged: its checksum differs");
  return payload;
}

/** 32-bit FNV-1a. Source: Fowler, Noll & Vo 1991. */
function checksum(bytes: Uint8Array): number {
  let hash = 0x811c_9dc5;
  for (let i = 0; i < bytes.length; i++) hash = Math.imul(hash ^ bytes[i]!, 0x0100_0193);
  return hash >>> 0;
}
