import { plural } from "../../core/collections.ts";
import type { QuantityId } from "../../core/quantities.ts";
import { compact, type Definition, definitionOf, fitting, sizeOf } from "../../page/page-about.ts";
import { pageDocument, pageRoom, tableSection } from "../../page/page-document.ts";
import type { SweepPageData } from "../../page/page-shapes.ts";
import { escapeForTerminal, shellWord } from "../../report/kit/format.ts";
import { curvesOf } from "./curves.ts";
import type { Sweep } from "./schema.ts";
import { sweepPanelsOf } from "./sweep-panels.ts";

const body = `<section class="card" id="panels-card">
<h2>Estimates and truth</h2>
<p class="note">Means over seeded sequences with 95 % bands, one line per size. Dashed lines and short bars are exact values. A diamond marks an estimate that has not converged at the largest size.</p>
<div id="panels" class="grid"></div>
<p class="note help">Click a point to see how its estimate converges.</p>
</section>
<section class="card" id="detail" aria-live="polite" aria-label="The chosen source"></section>
${tableSection("All places")}`;

/**
 * A sweep as one self-contained page.
 *
 * @returns a document below 1.5 MB; equal sweeps give equal bytes
 */
export function renderSweepHtml(sweep: Sweep): string {
  const title = escapeForTerminal(sweep.sweep.recipe);
  return pageDocument({ title, version: sweep.tool.version, body, data: sweepPageData(sweep, pageRoom) });
}

/**
 * A sweep reduced to what a page shows.
 *
 * @param room bytes for the data; panels that do not fit are left out
 */
export function sweepPageData(sweep: Sweep, room: number): SweepPageData {
  const { options, tool, rows } = sweep;
  const about = {
    kind: "sweep" as const,
    summary: summaryOf(sweep),
    command: commandOf(sweep),
    circumstances: [
      [tool.name, tool.version],
      ["seeds", `${options.seed} to ${options.seed + options.runs - 1}`],
      ["sequences", String((rows.length / sweep.sweep.estimators.length) * options.runs)],
      ...Object.entries(sweep.environment),
    ] as const,
    definitions: definitionsOf(sweep),
    unmeasured: [],
    repeat: options.runs,
  };
  const all = sweepPanelsOf(sweep);
  const panels = fitting(room - sizeOf(about), all, (panel) => panel);
  return compact({ ...about, panels, leftOut: all.length - panels.length });
}

function summaryOf({ rows, options, tool }: Sweep): string {
  const open = rows.filter(({ swept }) => swept.convergence?.verdict === "not-converged").length;
  const curves = curvesOf(rows, options.lengths);
  const many = `${plural(options.runs, "seeded sequence")} each`;
  const settled = `${open} of ${curves.length} estimates not converged`;
  return [many, settled, `seed ${options.seed}`, `${tool.name} ${tool.version}`].join(" · ");
}

function commandOf({ options, sweep }: Sweep): string {
  const { recipe, parameters, estimators } = sweep;
  const { lengths, runs, seed } = options;
  const chosen = estimators.map(({ id, params }) => {
    const pairs = Object.entries(params).map((pair) => pair.join("="));
    return pairs.length === 0 ? id : `${id}(${pairs.join(",")})`;
  });
  return [
    "mesoscope sweep",
    shellWord(recipe),
    ...parameters.map(({ name, values }) => `-p ${shellWord(`${name}=${values.join(",")}`)}`),
    `--size ${lengths.join(",")} --repeat ${runs} --seed ${seed}`,
    `-e ${shellWord(chosen.join(","))}`,
    "-o sweep.html",
  ].join(" ");
}

function definitionsOf({ rows }: Sweep): Record<string, Definition> {
  const measured = new Set(rows.map(({ quantity }) => quantity as QuantityId));
  return {
    exact: definitionOf("truth"),
    mean: definitionOf("mean"),
    spread: definitionOf("spread"),
    convergence: definitionOf("convergence"),
    ...Object.fromEntries([...measured].map((id) => [id, definitionOf(id)])),
  };
}
