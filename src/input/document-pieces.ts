const lineFeed = 10;

/** Line feeds among bytes. */
export function countLineFeeds(bytes: Uint8Array): number {
  let feeds = 0;
  for (let at = bytes.indexOf(lineFeed); at >= 0; at = bytes.indexOf(lineFeed, at + 1)) feeds++;
  return feeds;
}
