import { expect, test } from "vitest";
import { bytesOfPath, textOfPath } from "../../../src/input/raw-path.ts";

test("every byte of a path comes back, alone and beside whole and cut characters", () => {
  const around = [[], [0xc3, 0xa4], [0xe2, 0x82], [0xf0, 0x9f, 0x98, 0x80]];
  for (let byte = 1; byte < 256; byte++)
    for (const before of around)
      for (const after of around) {
        const path = Uint8Array.from([97, ...before, byte, ...after]);
        const text = textOfPath(path);
        expect([...(bytesOfPath(text) ?? Buffer.from(text))]).toEqual([...path]);
      }
});
