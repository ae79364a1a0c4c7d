import { Writable } from "node:stream";
import { expect, test } from "vitest";
import type { Io } from "../../../src/command/io.ts";
import { foldFailed, nameUnmeasured } from "../../../src/command/outcome.ts";

const missing = (input: string) => ({
  input,
  reason: `the package ${input}@1.0.0 is not installed: run "mesoscope corpora install"`,
});
const other = { input: "gone.txt", reason: "no such file" };

test("several inputs that one remedy helps are one line, before the others", () => {
  const all = ["a", "b", "c", "d", "e"].map(missing);
  const reason = 'corpora are not installed: run "mesoscope corpora install"';
  expect(foldFailed([all[0]!, other, ...all.slice(1)])).toEqual([
    { input: "a, b, c and 2 more", reason },
    other,
  ]);
  expect(foldFailed(all.slice(0, 2))).toEqual([{ input: "a, b", reason }]);
});

test("one alone keeps its reason", () => {
  expect(foldFailed([other, missing("a")])).toEqual([other, missing("a")]);
  expect(foldFailed([])).toEqual([]);
});

test("more than three inputs with one fault are one line, with a count", () => {
  const fault = (i: number, reason: string) => ({ input: `${i}.txt`, reason });
  const unreadable = Array.from({ length: 300 }, (_, i) => fault(i, "permission denied"));
  expect(foldFailed([other, ...unreadable])).toEqual([
    other,
    { input: "0.txt, 1.txt, 2.txt and 297 more", reason: "permission denied" },
  ]);
  expect(foldFailed(unreadable.slice(0, 3))).toEqual(unreadable.slice(0, 3));
  const damaged = unreadable.map((_, i) => fault(i, `is damaged at byte ${i}`));
  expect(foldFailed([...damaged, other])).toEqual([
    fault(0, "is damaged at byte 0; likewise 1.txt, 2.txt, 3.txt and 296 more"),
    other,
  ]);
});

test("the status of inputs that cannot be had is never without a word", async () => {
  const said = async (unmeasured: Parameters<typeof nameUnmeasured>[0], quiet: boolean, status: number) => {
    const chunks: string[] = [];
    const stderr = new Writable({
      write(chunk, _encoding, done) {
        chunks.push(String(chunk));
        done();
      },
    });
    await nameUnmeasured(unmeasured, quiet, { stderr } as unknown as Io, status);
    return chunks.join("");
  };
  expect(await said({}, false, 3)).toBe("mesoscope: no input was measured\n");
  expect(await said({ skipped: [other] }, true, 3)).toBe("mesoscope: no input was measured\n");
  expect(await said({ skipped: [other] }, false, 3)).toBe("mesoscope: gone.txt: no such file\n");
  expect(await said({ errors: [other] }, true, 3)).toBe("mesoscope: gone.txt: no such file\n");
  expect(await said({}, false, 0)).toBe("");
});
