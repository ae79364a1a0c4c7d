const letters = "abcdefghijklmnopqrstuvwxyz ";

/**
 * A symbol as text: digits for A <= 10, letters (and a space) for A <= 27, the byte for A = 256, else its number followed by a
 * space.
 *
 * @param symbol 0..alphabetSize-1
 */
export function symbolLabel(symbol: number, alphabetSize: number): string {
  if (alphabetSize <= 10) return String(symbol);
  if (alphabetSize <= letters.length) return letters.charAt(symbol);
  return alphabetSize === 256 ? String.fromCharCode(symbol) : `${symbol} `;
}
