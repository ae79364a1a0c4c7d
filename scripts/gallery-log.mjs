// Prints a synthetic server log from a seed: requests, jobs and cache messages, and for a minute in the middle a database that cannot be
// reached. docs/gallery.md shows what the lens finds in it.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { bundleSources } from "../benchmarks/bundle-sources.mjs";

const [seed, lines, incidentFrom, incidentLines] = [1, 1400, 900, 40];
const folder = mkdtempSync(join(tmpdir(), "mesoscope-log-"));
const { Random } = await bundleSources(["src/core/random"], folder);
rmSync(folder, { recursive: true, force: true });
const random = Random.fromSeed(seed).fork("log");

const oneOf = (items) => items[random.below(items.length)];
const paths = ["/", "/health", "/api/orders", "/api/users", "/api/cart", "/static/app.js", "/login"];
const hosts = ["web-1", "web-2", "web-3"];

function everydayLine() {
  const kind = random.below(20);
  const took = 2 + random.below(80);
  if (kind < 15) {
    const path = oneOf(paths);
    const id = path.startsWith("/api/") ? `/${10_000 + random.below(90_000)}` : "";
    const status = random.below(40) === 0 ? 404 : 200;
    return `INFO  ${oneOf(hosts)} ${random.below(6) === 0 ? "POST" : "GET"} ${path}${id} ${status} ${took}ms`;
  }
  if (kind < 18)
    return `DEBUG ${oneOf(hosts)} cache ${oneOf(["hit", "hit", "miss"])} user:${random.below(5000)}`;
  return `INFO  worker job ${oneOf(["mail", "invoice", "thumbnail"])} done in ${took * 7}ms`;
}

/** Lines written while the database does not answer: frames of a stack trace, with different numbers. */
function incidentLine(i) {
  const frames = [
    `ERROR web-${1 + random.below(3)} connect ECONNREFUSED 10.0.${random.below(4)}.${random.below(256)}:5432`,
    `    at TCPConnectWrap.afterConnect [as oncomplete] (node:net:${1500 + random.below(99)}:16)`,
    `    at Pool.acquire (/srv/shop/lib/pool.js:${80 + random.below(20)}:${5 + random.below(30)})`,
    `    at async Orders.find (/srv/shop/lib/orders.js:${200 + random.below(90)}:${5 + random.below(30)})`,
  ];
  return frames[i % frames.length];
}

let clock = Date.UTC(2026, 2, 14, 8);
for (let i = 0; i < lines; i++) {
  clock += 1 + random.below(2000);
  const isIncident = i >= incidentFrom && i < incidentFrom + incidentLines;
  const line = isIncident ? incidentLine(i - incidentFrom) : everydayLine();
  // Stack frames have no time stamp.
  console.log(line.startsWith(" ") ? line : `${new Date(clock).toISOString()} ${line}`);
}
