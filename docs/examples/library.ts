import { analyze, estimate } from "mesoscope";

const lines = Array.from({ length: 9000 }, (_, i) => `user ${(i * i) % 1009} ${i % 3 ? "reads" : "writes"}`);
const report = await analyze(lines.join("\n"));
console.log(report.verdict.sentence);
console.log("randomness", report.randomness.value.toFixed(3), "of at most 1");
console.log("growth", report.growth.value.toFixed(0), report.growth.unit);
console.log((await estimate(lines.join("\n"), "chao-shen")).value.toFixed(4), "bit/symbol");
