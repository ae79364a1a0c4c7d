import { gunzipSync } from "node:zlib";

/** No corpus is near this size; a file that inflates beyond it is not what its manifest says. */
const LARGEST_OUTPUT = 256 * 1024 * 1024;

/**
 * The inflated bytes of a gzip file.
 *
 * @throws Error when the data is damaged, truncated or inflates beyond 256 MiB
 */
export function gunzip(bytes: Uint8Array): Uint8Array {
  return gunzipSync(bytes, { maxOutputLength: LARGEST_OUTPUT });
}
