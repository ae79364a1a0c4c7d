#!/usr/bin/env node
// An adapter for servers of OpenAI-compatible completions (vLLM and others): a model that is asked for the
// log-probabilities of the prompt, as POST {url}/v1/completions with echo, logprobs and max_tokens 0, or 1 where 0 is refused.
// It learns nothing of what it is shown. Reads and answers as docs/learner-protocol.md says.
//
// Bits are those of whole blocks: those of a token count for its bytes, whatever the tokens. A prompt begins with a line feed,
// since no server gives the probability of the first token. Bytes without a probability (a first token that is longer than that
// line feed, and a character that is cut at either end of a block) cost 8 bits each.
import { readFileSync, writeSync } from "node:fs";
import { setTimeout as pause } from "node:timers/promises";

const usage =
  "usage: completions --url http://127.0.0.1:8080 [--model NAME] [--timeout SECONDS] [--retries N]; a key is read from OPENAI_API_KEY";

function fail(message) {
  process.stderr.write(`${message}\n`);
  process.exit(1);
}

const options = { url: "", model: "default", timeout: "60", retries: "3" };
for (let i = 2; i < process.argv.length; i += 2) {
  const name = process.argv[i].replace(/^--/, "");
  if (!Object.hasOwn(options, name) || process.argv[i + 1] === undefined) fail(usage);
  options[name] = process.argv[i + 1];
}
const [timeout, retries] = [Number(options.timeout), Number(options.retries)];
if (!/^https?:\/\//.test(options.url) || !(timeout > 0) || !Number.isInteger(retries) || retries < 0)
  fail(usage);
const endpoint = `${options.url.replace(/\/+$/, "").replace(/\/v1$/, "")}/v1/completions`;

const input = readFileSync(0);
const lineEnd = input.indexOf(10);
const header = JSON.parse(input.subarray(0, lineEnd).toString("utf8"));
if (header.protocol !== 1) fail(`protocol ${header.protocol} is not known, only 1`);
const { alphabetSize, blocks: lengths, ask } = header;
const letters = "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";
if (alphabetSize !== 256 && alphabetSize > letters.length)
  fail(`a server reads text: bytes, or alphabets of up to ${letters.length} symbols, not ${alphabetSize}`);
const symbols = input.subarray(lineEnd + 1);

/** Bytes at either end of a block that belong to a character which is not whole. */
function cutEnds(block) {
  let start = 0;
  while (start < Math.min(3, block.length) && (block[start] & 0xc0) === 0x80) start++;
  let end = block.length;
  for (let back = 1; back <= Math.min(3, end); back++) {
    const byte = block[end - back];
    if ((byte & 0xc0) === 0x80) continue;
    const length = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : byte >= 0xc0 ? 2 : 1;
    if (length > back) end -= back;
    break;
  }
  return [start, Math.max(start, end)];
}

function textOf(block, b) {
  if (alphabetSize !== 256) return Array.from(block, (symbol) => letters[symbol]).join("");
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(block);
  } catch {
    return fail(`block ${b} is not UTF-8: a server reads text`);
  }
}

/** What a token stands for: some servers write bytes that are no character as `<0xE2>` or `bytes:\xe2`. */
function bytesOf(token) {
  if (/^<0x[0-9a-fA-F]{2}>$/.test(token)) return Buffer.from(token.slice(3, 5), "hex");
  if (/^bytes:(\\x[0-9a-fA-F]{2})+$/.test(token))
    return Buffer.from(token.slice(6).replaceAll("\\x", ""), "hex");
  return Buffer.from(token, "utf8");
}

/** How many bytes of the prompt each token covers, by what the tokens spell, else by where they begin. */
function tokenLengths(prompt, tokens, offsets) {
  const whole = Buffer.from(prompt, "utf8");
  // Some write the line feed that a prompt begins with, or the mark before it, as a token of its own that is not in it.
  for (const first of [0, 1]) {
    const spelt = tokens.slice(first).map(bytesOf);
    const all = Buffer.concat(spelt);
    // One more token may be generated behind the prompt.
    if (all.length >= whole.length && all.subarray(0, whole.length).equals(whole))
      return [...new Array(first).fill(0), ...spelt.map(({ length }) => length)];
  }
  const characters = Array.from(prompt);
  const ascends =
    Array.isArray(offsets) &&
    offsets.every((one, i) => Number.isInteger(one) && one >= (offsets[i - 1] ?? 0));
  if (!ascends || offsets.length !== tokens.length || offsets[0] !== 0 || offsets.at(-1) > characters.length)
    return undefined;
  const covered = offsets.map((from, i) => characters.slice(from, offsets[i + 1]));
  return covered.every((own, i) => isOf(tokens[i], own))
    ? covered.map((own) => Buffer.byteLength(own.join("")))
    : undefined;
}

/** Characters of the longest token that may be written in other letters. */
const longestToken = 64;

/** Whether a token may be written for these characters: it has as many, and those of ASCII are in it. */
function isOf(token, characters) {
  const text = characters.join("").trim();
  const isOther = /[^ -~\s]/.test(text) && characters.length <= longestToken;
  return characters.length <= Math.max(1, Array.from(token).length) && (token.includes(text) || isOther);
}

/** Bytes of an answer, at most, and of what is said of each byte of the prompt. */
const mostBody = 1 << 20;
const mostOfByte = 4096;

/** A server may never end: what is too long is not kept. */
async function bodyOf(response, most) {
  const parts = [];
  let size = 0;
  for await (const part of response.body ?? []) {
    size += part.length;
    if (size > most) throw new Error(`more than ${most} bytes of answer`);
    parts.push(part);
  }
  return new TextDecoder().decode(Buffer.concat(parts));
}

let mostTokens = 0;

async function completion(prompt) {
  const key = process.env.OPENAI_API_KEY;
  let last = "";
  for (let attempt = 0; attempt <= retries; attempt++) {
    if (attempt > 0) await pause(250 * 2 ** attempt);
    let response;
    let body;
    try {
      response = await fetch(endpoint, {
        method: "POST",
        redirect: "error",
        signal: AbortSignal.timeout(timeout * 1000),
        headers: { "content-type": "application/json", ...(key ? { authorization: `Bearer ${key}` } : {}) },
        body: JSON.stringify({
          ...{
            model: options.model,
            prompt,
            max_tokens: mostTokens,
            echo: true,
            logprobs: 1,
            temperature: 0,
          },
        }),
      });
      body = await bodyOf(response, mostBody + mostOfByte * Buffer.byteLength(prompt));
    } catch (error) {
      last =
        error.name === "TimeoutError"
          ? `no answer within ${timeout} s`
          : (error.cause?.message ?? error.message);
      continue;
    }
    if (response.ok) return { body };
    last = `status ${response.status}: ${body.replaceAll(/\s+/g, " ").slice(0, 200)}`;
    if (response.status === 400 && mostTokens === 0 && /max_tokens/.test(body)) {
      mostTokens = 1;
      attempt--;
      continue;
    }
    if (response.status < 500 && response.status !== 429) break;
  }
  return fail(`${endpoint}: ${last}`);
}

/** Bits of a text after a line feed. */
async function bitsOf(text) {
  const prompt = `\n${text}`;
  const { body } = await completion(prompt);
  let choice;
  try {
    choice = JSON.parse(body).choices[0];
  } catch {
    fail(`${endpoint}: the answer is no completion: ${body.replaceAll(/\s+/g, " ").slice(0, 80)}`);
  }
  const { tokens, token_logprobs: logs, text_offset: offsets } = choice?.logprobs ?? {};
  if (!Array.isArray(tokens) || !Array.isArray(logs) || tokens.length !== logs.length || tokens.length === 0)
    fail(`${endpoint}: no log-probabilities of the prompt came back: it has to support echo with logprobs`);
  const unwritten = tokens.findIndex((token) => typeof token !== "string");
  if (unwritten >= 0) fail(`${endpoint}: token ${unwritten} is no text`);
  const spans = tokenLengths(prompt, tokens, offsets);
  if (spans === undefined)
    fail(
      `${endpoint}: the tokens that came back are not those of the prompt: it has to support echo with logprobs`,
    );
  const end = Buffer.byteLength(prompt);
  let [at, bits] = [0, 0];
  for (const [i, span] of spans.entries()) {
    const from = at;
    at += span;
    const inside = Math.min(at, end) - Math.max(from, 1);
    if (from >= end || inside <= 0) continue;
    if (logs[i] === null && from === 0) bits += 8 * inside;
    else if (typeof logs[i] !== "number" || !(logs[i] <= 1e-6 && logs[i] > -Infinity))
      fail(`${endpoint}: token ${i} has the log-probability ${logs[i]}`);
    else bits -= Math.min(0, logs[i]) / Math.LN2;
  }
  if (bits === 0 && spans.length > 1)
    fail(`${endpoint}: all ${spans.length} tokens of the prompt have the log-probability 0`);
  if (at < end) fail(`${endpoint}: only ${at} of ${end} bytes of the prompt have log-probabilities`);
  return bits;
}

const starts = lengths.map(() => 0);
for (let b = 1; b < lengths.length; b++) starts[b] = starts[b - 1] + lengths[b - 1];
const lines = [];
for (const b of ask) {
  const block = symbols.subarray(starts[b], starts[b] + lengths[b]);
  const [start, end] = alphabetSize === 256 ? cutEnds(block) : [0, block.length];
  const bits = await bitsOf(textOf(block.subarray(start, end), b));
  const cut = block.length - (end - start);
  lines.push(JSON.stringify({ block: b, bits: (bits + 8 * cut) / block.length }));
}
lines.push(JSON.stringify({ learner: options.model, learns: false }));
const out = Buffer.from(`${lines.join("\n")}\n`);
for (let done = 0; done < out.length; ) {
  try {
    done += writeSync(1, out, done);
  } catch (error) {
    if (error.code !== "EAGAIN") throw error;
  }
}
