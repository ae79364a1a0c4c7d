// Writes data/learner-curves.json, which `mesoscope forecast --learner` learns from how curves go on: those of the bank's networks on
// texts, as lab/data/network-law.json has them.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { bundleSources } from "../benchmarks/bundle-sources.mjs";
import { writeData } from "../scripts/data-file.mjs";
import { networkLaw } from "./report/network-law.mjs";

const folder = mkdtempSync(join(tmpdir(), "mesoscope-curves-"));
process.on("exit", () => rmSync(folder, { recursive: true, force: true }));
const { curvesOf } = await bundleSources(["lab/law/network-examples"], folder);
const bank = networkLaw();
writeData(
  "learner-curves.json",
  {
    ...{ script: "lab/build-learner-curves.mjs", date: bank.made.date, seed: bank.made.seed },
    of: "what small networks pay for texts after each of some sizes, bits a symbol; seeds are averaged",
  },
  { networks: bank.cells, curves: curvesOf(bank) },
);
