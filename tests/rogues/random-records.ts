import { letters, lines, normal, padded, pick, pieces, type RogueKind, rogue } from "./rogue.ts";

const pattern = ["pattern", "undecided"] as const;
/** Fields that follow a law, and dates that count up. */
const ordered = ["pattern", "order", "undecided"] as const;

const digits = "0123456789";
const hexDigits = "0123456789abcdef";
const alphanumeric = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
const suits = ["C", "D", "H", "S"];
const ranks = ["2", "3", "4", "5", "6", "7", "8", "9", "10", "J", "Q", "K", "A"];
const methods = ["GET", "GET", "GET", "GET", "POST", "PUT", "DELETE"];
const paths = [
  "/",
  "/index.html",
  "/about",
  "/login",
  "/api/items",
  "/api/users",
  "/static/app.js",
  "/favicon.ico",
];
const levels = ["DEBUG", "INFO", "INFO", "INFO", "WARN", "ERROR"];
const colours = ["red", "green", "blue", "black", "white", "yellow"];

/** Tables and logs whose fields are drawn at random. */
export const randomRecords: RogueKind = {
  kind: "records of random fields",
  rogues: [
    rogue("identifiers of version 4", pattern, lines((random) => `${letters(random, 8, hexDigits)}-${letters(random, 4, hexDigits)}-4${letters(random, 3, hexDigits)}-${pick(random, "89ab")}${letters(random, 3, hexDigits)}-${letters(random, 12, hexDigits)}`)),
    rogue("passwords of 12 to 20 characters", pattern, lines((random) => letters(random, 12 + random.below(9), alphanumeric))),
    rogue("addresses of version 4", pattern, lines((random) => Array.from({ length: 4 }, () => random.below(256)).join("."))),
    rogue("addresses of version 6", pattern, lines((random) => Array.from({ length: 8 }, () => letters(random, 4, hexDigits)).join(":"))),
    rogue("hardware addresses", pattern, lines((random) => Array.from({ length: 6 }, () => letters(random, 2, hexDigits)).join(":"))),
    rogue("hashes and names of files", pattern, lines((random, i) => `${letters(random, 64, hexDigits)}  ./file-${padded(i, 5)}.bin`)),
    rogue("numbers between 0 and 1", pattern, lines((random) => random.uniform().toString())),
    rogue("normal numbers with three digits", pattern, lines((random) => normal(random).toFixed(3))),
    rogue("whole numbers below 1000, one a line", pattern, lines((random) => String(random.below(1000)))),
    rogue("whole numbers, padded, comma after each", pattern, pieces((random) => `${padded(random.below(100_000), 5)},`)),
    rogue("three columns of numbers with a header", pattern, lines((random) => `${random.below(100)},${(random.uniform() * 1000).toFixed(2)},${random.below(2)}`, "id,price,sold\n")),
    rogue("ten columns of digits, tabs between", pattern, lines((random) => Array.from({ length: 10 }, () => random.below(10)).join("\t"))),
    rogue("points as JSON", pattern, lines((random) => JSON.stringify({ x: Number(normal(random).toFixed(4)), y: Number(normal(random).toFixed(4)) }))),
    rogue("records as JSON, fields at random", pattern, lines((random, i) => JSON.stringify({ id: i, active: random.below(2) === 1, score: random.below(100), colour: pick(random, colours), token: letters(random, 8, hexDigits) }))),
    rogue("records as JSON, indented", pattern, lines((random) => JSON.stringify({ age: random.below(90), tags: [pick(random, colours), pick(random, colours)], balance: random.below(1_000_000) / 100 }, null, 2))),
    rogue("records as XML", pattern, lines((random) => `<row><a>${random.below(1000)}</a><b>${random.uniform().toFixed(6)}</b><c>${pick(random, colours)}</c></row>`)),
    rogue("records as statements of SQL", pattern, lines((random, i) => `INSERT INTO orders VALUES (${i + 1}, ${random.below(5000)}, '${pick(random, colours)}', ${(random.uniform() * 99).toFixed(2)});`)),
    rogue("records of fixed width", pattern, lines((random) => `${padded(random.below(1e6), 6)}${pick(random, "MF")}${padded(random.below(100), 2)}${letters(random, 8, digits)}${pick(random, "ABCDE")}`)),
    rogue("access log, all fields at random", ordered, lines((random, i) => {
      const clock = `${padded(Math.floor(i / 3600) % 24, 2)}:${padded(Math.floor(i / 60) % 60, 2)}:${padded(i % 60, 2)}`;
      return `${Array.from({ length: 4 }, () => random.below(256)).join(".")} - - [10/Oct/2025:${clock} +0000] "${pick(random, methods)} ${pick(random, paths)} HTTP/1.1" ${pick(random, [200, 200, 200, 304, 404, 500])} ${random.below(20_000)}`;
    })),
    rogue("log of levels and random identifiers", ordered, lines((random, i) => `2025-11-${padded(1 + (i >> 9), 2)}T${padded((i >> 5) % 24, 2)}:${padded(i % 60, 2)}:${padded(random.below(60), 2)}.${padded(random.below(1000), 3)}Z ${pick(random, levels)} [worker-${random.below(8)}] request ${letters(random, 8, hexDigits)} took ${random.below(500)} ms`)),
    rogue("a key and a value a line", pattern, lines((random) => `key_${letters(random, 6, alphanumeric)}=${letters(random, 10, alphanumeric)}`)),
    rogue("temperatures as a random walk", ["noise", "pattern", "undecided", "structure"], (() => {
      let value = 20;
      return lines((random, i) => {
        if (i === 0) value = 20;
        value += normal(random) / 10;
        return value.toFixed(2);
      });
    })()),
    rogue("hands of cards", pattern, lines((random) => Array.from({ length: 5 }, () => pick(random, ranks) + pick(random, suits)).join(" "))),
    rogue("throws of two dice", pattern, lines((random) => `${1 + random.below(6)} ${1 + random.below(6)}`)),
    rogue("numbers of a lottery, sorted", pattern, lines((random) => {
      const drawn = new Set<number>();
      while (drawn.size < 6) drawn.add(1 + random.below(49));
      return [...drawn].sort((a, b) => a - b).join(" ");
    })),
    rogue("numbers of telephones", pattern, lines((random) => `+49 ${letters(random, 3, digits)} ${letters(random, 7, digits)}`)),
    rogue("numbers of credit cards", pattern, lines((random) => Array.from({ length: 4 }, () => letters(random, 4, digits)).join("-"))),
    rogue("reads of a random genome", pattern, lines((random, i) => `>read_${i}\n${letters(random, 100, "ACGT")}`)),
    rogue("reads with qualities", pattern, lines((random, i) => `@read_${i}\n${letters(random, 100, "ACGT")}\n+\n${letters(random, 100, "FFFFF:,#")}`)),
    rogue("colours of a style sheet", pattern, lines((random, i) => `.c${i} { color: #${letters(random, 6, hexDigits)}; }`)),
    rogue("coordinates of a path", pattern, pieces((random) => `L${(random.uniform() * 500).toFixed(1)} ${(random.uniform() * 500).toFixed(1)} `)),
    rogue("dates of a century at random", pattern, lines((random) => `${1950 + random.below(75)}-${padded(1 + random.below(12), 2)}-${padded(1 + random.below(28), 2)}`)),
    rogue("words of five syllables at random", pattern, lines((random) => Array.from({ length: 5 }, () => pick(random, "bdfgklmnprst") + pick(random, "aeiou")).join(""))),
    rogue("addresses of mail at random", pattern, lines((random) => `${letters(random, 4 + random.below(8), "abcdefghijklmnopqrstuvwxyz")}@${pick(random, ["example.com", "mail.test", "post.invalid"])}`)),
    rogue("random walk on a chess board", pattern, pieces((random) => `${pick(random, "KQRBN")}${pick(random, "abcdefgh")}${1 + random.below(8)} `)),
    rogue("normal numbers with four digits, one a line", pattern, lines((random) => normal(random).toFixed(4))),
    rogue("whole, uniform and log-normal numbers in three columns", pattern, lines((random) => `${random.below(1e6)}\t${(2 * random.uniform() - 1).toFixed(3)}\t${Math.exp(normal(random)).toFixed(3)}`)),
    rogue("whole and normal numbers and a letter", pattern, lines((random) => `${random.below(1000)},${normal(random).toFixed(4)},${pick(random, "xyz")}`)),
    rogue("normal numbers in scientific notation", pattern, lines((random) => normal(random).toExponential(5))),
    rogue("five columns of normal numbers, semicolons between", pattern, lines((random) => Array.from({ length: 5 }, () => (10 * normal(random)).toFixed(2)).join(";"))),
    rogue("exponential waits with six digits", pattern, lines((random) => (-Math.log(1 - random.uniform())).toFixed(6))),
    rogue("log-normal amounts with thousands apart", pattern, lines((random) => `$${Math.exp(7 + 2 * normal(random)).toFixed(2).replace(/\B(?=(\d{3})+\.)/g, ",")}`)),
    rogue("places on Earth as lists in a list", pattern, pieces((random) => `[${(180 * random.uniform() - 90).toFixed(5)},${(360 * random.uniform() - 180).toFixed(5)}],`)),
    rogue("three keys and normal numbers a line", pattern, lines((random) => `alpha=${normal(random).toFixed(3)} beta=${(100 * normal(random)).toFixed(1)} gamma=${(random.uniform() / 10).toFixed(5)}`)),
    rogue("complex numbers, spaces between", pattern, pieces((random) => { const im = normal(random); return `${normal(random).toFixed(3)}${im < 0 ? "-" : "+"}${Math.abs(im).toFixed(3)}i `; })),
    rogue("numbers of Cauchy with three digits", pattern, lines((random) => Math.tan(Math.PI * (random.uniform() - 0.5)).toFixed(3))),
    rogue("durations in hours, minutes and seconds", pattern, lines((random) => `${random.below(30)}h${padded(random.below(60), 2)}m${(60 * random.uniform()).toFixed(3)}s`)),
    rogue("eight whole numbers a line, small ones more often", pattern, lines((random) => Array.from({ length: 8 }, () => Math.floor(Math.exp(11 * random.uniform()))).join(" "))),
    rogue("points as XML", pattern, lines((random) => `<p x="${normal(random).toFixed(3)}" y="${normal(random).toFixed(3)}"/>`)),
    rogue("quoted fields of a name, an amount and a truth", pattern, lines((random) => `"name_${random.below(100_000)}","${(1000 * random.uniform()).toFixed(2)}","${random.below(2) === 1}"`)),
    rogue("fractions of whole numbers", pattern, lines((random) => `${random.below(2000)}/${1 + random.below(50_000)}`)),
    rogue("normal shares with a comma, in per cent", pattern, lines((random) => `${(50 + 15 * normal(random)).toFixed(2).replace(".", ",")} %`)),
  ],
}; // biome-ignore format: a rogue a line
