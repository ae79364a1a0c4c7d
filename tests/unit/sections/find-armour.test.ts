import { gzipSync } from "node:zlib";
import { expect, it } from "vitest";
import { Random } from "../../../src/core/random.ts";
import { findArmour } from "../../../src/sections/find-armour.ts";

const random = Random.fromSeed(4);
const noise = (length: number) => Buffer.from(Uint8Array.from({ length }, () => random.below(256)));
const inLines = (letters: string, width: number) => letters.replaceAll(RegExp(`.{${width}}`, "g"), "$&\n  ");
const found = (text: string) =>
  findArmour(Buffer.from(text)).map(({ notation, holds, bytes }) => [notation, holds, bytes]);

it("finds runs, in one line or in lines of equal length, and says what they hold", () => {
  const json = Buffer.from(
    JSON.stringify({ user: "admin", host: "db.example.com", port: 5432, more: [1, 2] }),
  );
  const text = [
    `key: ${noise(64).toString("base64")}`,
    `conf: "${json.toString("base64")}"`,
    `-----BEGIN KEY-----\n  ${inLines(noise(300).toString("base64"), 64)}\n-----END KEY-----`,
    `sha: ${noise(32).toString("hex")}`,
    `url: ${noise(70).toString("base64url")}`,
    `gz: ${gzipSync("text that is compressed, and text").toString("base64")}`,
  ].join("\n");
  expect(found(text)).toEqual([
    ["base64", "noise", 64],
    ["base64", "text", json.length],
    ["base64", "noise", 300],
    ["hex", "noise", 32],
    ["base64", "noise", 70],
    ["base64", "gzip", gzipSync("text that is compressed, and text").length],
  ]);
});

it("finds none in words, paths, numbers, and short or binary digits", () => {
  const texts = [
    "Allow_JavaScript_files_to_be_a_part_of_your_program_Use_the_checkJs_option_2_to_get_errors_6504",
    "/usr/share/doc/SomePackage/Examples2/VeryLongDirectoryNameWithCapitals/AnotherOne/File3.txt",
    "3.14159265358979323846264338327950288419716939937510582097494459230781640628620899",
    "0101101010010101001010110101010101001010101010101010101010101010101010101010101010010101",
    noise(30).toString("base64"),
  ];
  for (const text of texts) expect(found(`${text}\n`)).toEqual([]);
});

it("is linear in hostile runs", () => {
  const text = "aB3-".repeat(500_000) + "aB3\n".repeat(100_000) + "aB3x".repeat(500_000);
  const start = performance.now();
  findArmour(Buffer.from(text));
  expect(performance.now() - start).toBeLessThan(5000);
});
