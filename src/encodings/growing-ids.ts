/** Numbers that are appended, in an array that doubles. */
export class GrowingIds {
  length = 0;
  #ids = new Uint32Array(1024);

  append(ids: Uint32Array): void {
    const length = this.length + ids.length;
    if (length > this.#ids.length) {
      const grown = new Uint32Array(Math.max(length, 2 * this.#ids.length));
      grown.set(this.view());
      this.#ids = grown;
    }
    this.#ids.set(ids, this.length);
    this.length = length;
  }

  /** @returns shape (length,), a view that the next numbers may outdate */
  view(): Uint32Array {
    return this.#ids.subarray(0, this.length);
  }
}
