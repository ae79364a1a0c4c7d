// The observer beside general compressors on binary data: records, series and pictures made here, and what packages bring.
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { observedBits } from "./observed-files.mjs";
import { peerCompressors } from "./peer-compressors.mjs";

const root = fileURLToPath(new URL("../", import.meta.url));

/** Fonts, machine code and programs of packages that are installed anyway. */
const bundled = {
  "font, TrueType": "node_modules/playwright-core/lib/vite/dashboard/assets/codicon-DCmgc-ay.ttf",
  WebAssembly: "node_modules/@bokuweb/zstd-wasm/dist/esm/zstd.wasm",
  "machine code, ELF x86-64": "corpora/node_modules/argon2/prebuilds/linux-x64/argon2.musl.node",
  "machine code, PE x86-64": "corpora/node_modules/argon2/prebuilds/win32-x64/argon2.glibc.node",
  "machine code, Mach-O arm64": "node_modules/lzma-native/prebuilds/darwin-arm64/node.napi.node",
};

/** The same numbers on every machine. */
function randomFrom(seed) {
  let state = seed;
  const uniform = () => {
    state = (Math.imul(state ^ (state >>> 15), 0x2c1b_3c6d) + 0x9e37_79b9) | 0;
    const mixed = Math.imul(state ^ (state >>> 13), 0x297a_2d39);
    return ((mixed ^ (mixed >>> 15)) >>> 0) / 2 ** 32;
  };
  const below = (n) => Math.floor(uniform() * n);
  // The sum of twelve uniform numbers is near enough to a normal one, and has no logarithm.
  const normal = () => Array.from({ length: 12 }, uniform).reduce((sum, u) => sum + u, -6);
  return { uniform, below, normal };
}

/** `number` records of `size` bytes, each filled by `write(data, offset, index)`. */
function records(size, number, write) {
  const data = Buffer.alloc(size * number);
  for (let i = 0; i < number; i++) write(data, size * i, i);
  return data;
}

const byte = (x) => Math.max(0, Math.min(255, Math.round(x)));

/** A picture, row by row. */
function picture(width, height, bytes, pixel) {
  const data = Buffer.alloc(width * height * bytes);
  for (let i = 0; i < data.length; i++) {
    const at = Math.floor(i / bytes);
    data[i] = byte(pixel(at % width, Math.floor(at / width), i % bytes));
  }
  return data;
}

/** Kinds of binary data, by name. */
const kinds = {
  "records of 8 bytes, events"() {
    const { uniform, below } = randomFrom(1);
    let time = 1e9;
    return records(8, 25_000, (data, at) => {
      time += below(60);
      data.writeUInt32LE(time, at);
      data.writeUInt16LE(below(5) * 7 + below(3), at + 4);
      data[at + 6] = uniform() < 0.9 ? 1 : below(4);
    });
  },
  "records of 16 bytes, places"() {
    const { uniform, below, normal } = randomFrom(2);
    let [x, y] = [50, 10];
    return records(16, 12_500, (data, at, i) => {
      x += normal() * 0.01;
      y += normal() * 0.01;
      data.writeFloatLE(x, at);
      data.writeFloatLE(y, at + 4);
      data.writeUInt32LE(i, at + 8);
      data.writeUInt16LE(below(40), at + 12);
      data.writeUInt16LE(uniform() < 0.5 ? 0 : 300 + below(10), at + 14);
    });
  },
  "records of 40 bytes, stock"() {
    const { uniform, below } = randomFrom(3);
    return records(40, 5000, (data, at, i) => {
      data.writeUInt32BE(100_000 + i * 3 + below(2), at);
      data.write(`item${below(30)}`, at + 4);
      data.writeDoubleLE(Math.round(uniform() * 10_000) / 100, at + 20);
      data.writeInt32LE(below(100) - 50, at + 28);
      data.writeUInt32LE(1.6e9 + i * 86_400 + below(86_400), at + 32);
      data[at + 36] = below(3);
    });
  },
  "records of 100 bytes, people"() {
    const { uniform, below } = randomFrom(4);
    const names = ["Smith", "Jones", "Miller", "Garcia", "Tanaka", "Okafor", "Ivanova", "Silva"];
    const cities = ["Berlin", "Paris", "Lagos", "Osaka", "Lima", "Oslo"];
    return records(100, 2500, (data, at, i) => {
      data.fill(32, at, at + 100);
      data.writeUInt32LE(i + 1, at);
      data.write(`${names[below(8)]}, ${String.fromCharCode(65 + below(26))}.`, at + 4);
      data.write(cities[below(6)], at + 40);
      data.writeUInt16LE(1930 + below(80), at + 70);
      data.writeUInt32LE(below(90_000), at + 72);
      data.writeDoubleBE(Math.floor(uniform() * 1e4), at + 80);
    });
  },
  "records of 1000 bytes, frames"() {
    const { uniform, below, normal } = randomFrom(5);
    return records(1000, 400, (data, at, i) => {
      data.writeUInt32LE(i * 17, at);
      for (let k = 0; k < 20; k++) {
        data.writeInt16LE(Math.round(1000 * Math.sin(i / 20 + k) + normal() * 5), at + 100 + 2 * k);
      }
      data.write(`channel ${below(4)}`, at + 300);
      for (let k = 0; k < 50; k++) data[at + 600 + k] = uniform() < 0.1 ? below(256) : k;
    });
  },
  "cells of a spreadsheet"() {
    const { below } = randomFrom(6);
    return records(36, 4000, (data, at, i) => {
      const [line, cell] = [i >> 2, i & 3];
      for (const [place, value] of [0x203, 14, line, cell, 15].entries()) {
        data.writeUInt16LE(value, at + 2 * place);
      }
      data.writeDoubleLE(line * 0.5 + cell * 10, at + 10);
      for (const [place, value] of [0x27e, 10, line, 4 + cell, 15].entries()) {
        data.writeUInt16LE(value, at + 18 + 2 * place);
      }
      data.writeInt32LE((below(1000) << 2) | 2, at + 28);
    });
  },
  "series of 16 bits, sound"() {
    const { normal } = randomFrom(7);
    let noise = 0;
    return records(2, 125_000, (data, at, i) => {
      noise = 0.95 * noise + normal() * 40;
      data.writeInt16LE(Math.round(6000 * Math.sin(i / 30) + 2500 * Math.sin(i / 7.3) + noise), at);
    });
  },
  "series of 32 bits, a walk"() {
    const { normal } = randomFrom(8);
    let value = 1e6;
    return records(4, 60_000, (data, at) => {
      value += Math.round(normal() * 300);
      data.writeInt32LE(value, at);
    });
  },
  "picture, 8 bits"() {
    const { normal } = randomFrom(9);
    const disc = (x, y) => ((x - 250) ** 2 + (y - 200) ** 2 < 9000 ? 40 : 0);
    return picture(
      512,
      400,
      1,
      (x, y) => 128 + 60 * Math.sin(x / 40 + y / 90) + 40 * Math.cos(y / 25) + disc(x, y) + normal() * 2,
    );
  },
  "picture, 24 bits"() {
    const { normal } = randomFrom(10);
    return picture(300, 250, 3, (x, y, c) => {
      const board = ((x >> 5) + (y >> 5)) & 1 ? 25 : 0;
      return 120 + 50 * Math.sin(x / 50 + c) + 40 * Math.sin(y / 30 + c * 0.5) + board + normal() * 1.5;
    });
  },
  "picture, 1 bit, a fax"() {
    const { below } = randomFrom(11);
    const discs = Array.from({ length: 12 }, () => [below(1728), below(1200), 20 + below(120)]);
    const black = (x, y) =>
      discs.some(([cx, cy, r]) => (x - cx) ** 2 + (y - cy) ** 2 < r * r) ||
      (y % 40 < 14 && (x * 7 + Math.floor(y / 40) * 31) % 23 < ((x >> 3) * 5 + Math.floor(y / 40)) % 13);
    return picture(216, 1200, 1, (x, y) =>
      [0, 1, 2, 3, 4, 5, 6, 7].reduce((sum, k) => 2 * sum + (black(8 * x + k, y) ? 1 : 0), 0),
    );
  },
  "sorted keys of 32 bits"() {
    const { below } = randomFrom(12);
    const keys = Uint32Array.from({ length: 50_000 }, () => below(2 ** 32)).sort();
    return records(4, keys.length, (data, at, i) => data.writeUInt32BE(keys[i], at));
  },
};

/** @param folder for files that are deleted afterwards */
export function* binaries(folder) {
  const peers = peerCompressors().filter(({ name }) => /^(zpaq|xz)/.test(name));
  const made = Object.entries(kinds).map(([name, make]) => [name, make()]);
  const found = Object.entries(bundled)
    .map(([name, path]) => [name, join(root, path)])
    .filter(([, path]) => existsSync(path))
    .map(([name, path]) => [name, readFileSync(path)]);
  for (const [name, data] of [...made, ...found]) {
    const file = join(folder, "binary");
    writeFileSync(file, data);
    const beside = peers.map((peer) => ({ peer: peer.name, bits: (8 * peer.bytes(file)) / data.length }));
    for (const { peer, bits } of beside) yield { what: `${name}: ${peer}, bits/byte`, value: bits };
    const least = Math.min(...beside.map(({ bits }) => bits));
    yield { what: `${name}: observer, bits/byte`, value: observedBits(file, "standard"), atMost: least };
  }
}
