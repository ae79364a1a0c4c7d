/** Shares of neighbouring letters and digits from which a word looks random: changes of class, and those to or from a digit. */
const mostChanges = 0.3;
const mostDigitChanges = 0.2;
/** Share of neighbours in alphabetical order above which a word is an alphabet. */
const mostInOrder = 0.25;
const leastNeighbours = 20;
/** A longer word is a blob, which costs a model of other files enough. */
const longestKey = 256;
const words = /[A-Za-z0-9+/_=-]{24,}/g;
const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const checksum = /^sha\d+-/;
/** Part of a URL, or a pinned version. */
const address = /:\/\/\S*$|@$/;

/**
 * Places of words that look like keys: at least 24 characters, letters and digits mixed at random. Parts of URLs, alphabets,
 * UUIDs and the checksums of lock files do not count. Of 40 random characters of any usual alphabet nine in ten are found.
 *
 * @returns in order
 * Cost: O(length).
 */
export function keysIn(bytes: Uint8Array): { readonly at: number; readonly length: number }[] {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString("latin1");
  return [...text.matchAll(words)]
    .filter(
      ({ 0: word, index }) =>
        looksRandom(word) &&
        !uuid.test(word) &&
        !checksum.test(word) &&
        !address.test(text.slice(Math.max(0, index - longestKey), index)),
    )
    .map(({ 0: word, index }) => ({ at: index, length: word.length }));
}

function looksRandom(word: string): boolean {
  if (word.length > longestKey || !/[0-9]/.test(word) || !/[A-Za-z]/.test(word)) return false;
  const pairs = [...word].slice(1).map((own, i) => [word[i]!, own] as const);
  const share = (of: (before: string, own: string) => boolean) =>
    pairs.filter(([before, own]) => of(before, own)).length / neighbours;
  const neighbours = pairs.filter(([before, own]) => classOf(before) > 0 && classOf(own) > 0).length;
  if (neighbours < leastNeighbours) return false;
  const step = (by: number) => share((before, own) => own.charCodeAt(0) - before.charCodeAt(0) === by);
  if (Math.max(step(1), step(-1)) > mostInOrder) return false;
  const changes = (before: string, own: string) =>
    classOf(before) * classOf(own) > 0 && classOf(before) !== classOf(own);
  // A capital before a small letter begins a word of an identifier.
  const isTitle = (before: string, own: string) => classOf(before) === 2 && classOf(own) === 1;
  return (
    share((before, own) => changes(before, own) && !isTitle(before, own)) >= mostChanges ||
    share((before, own) => changes(before, own) && /\d/.test(before + own)) >= mostDigitChanges
  );
}

/** 1: a small letter, 2: a capital, 3: a digit. */
function classOf(letter: string): number {
  return /[a-z]/.test(letter) ? 1 : /[A-Z]/.test(letter) ? 2 : /[0-9]/.test(letter) ? 3 : 0;
}
