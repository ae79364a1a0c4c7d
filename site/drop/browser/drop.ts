import { renderSectionsSvg } from "../../../src/features/sections/svg.ts";
import { labelOf } from "../../../src/features/sections/words.ts";
import { byId, h, nameOf } from "../../../src/page/browser/dom.ts";
import { darkTheme, lightTheme } from "../../../src/report/charts/theme.ts";
import {
  bitsAt,
  escapeForTerminal,
  formatCount,
  heightOf,
  shellWord,
} from "../../../src/report/kit/format.ts";
import { growthBorder } from "../../../src/spectrum/growth-border.ts";
import { drawMap, frameOf, windowOf } from "../../playground/browser/map.ts";
import { linkOf, readLink, type Seen } from "../seen.ts";

/** What the worker says. */
export type Look =
  | { readonly kind: "seen"; readonly seen: Partial<Seen> }
  | { readonly kind: "failed"; readonly reason: string }
  | { readonly kind: "done" };

declare global {
  /** The script of the worker, from a file of its own: a page from disk cannot fetch it. */
  var dropWorker: string | undefined;
}

type Landmark = readonly [name: string, x: number, y: number];
/** Places of known things on the map, by their length in bytes. */
const landmarks: Readonly<Record<string, readonly Landmark[]>> = JSON.parse(byId("landmarks").textContent);

/** Rows of the list of sections. */
const mostRows = 12;
const nothing: Seen = {
  ...{ name: "", size: 0, sentence: "", made: "", n: 0, point: null, sections: [], profile: [] },
};

let seen: Seen = nothing;
let worker: Worker | null = null;

const say = (text: string) => {
  byId("drop-state").textContent = text;
};

let script: Promise<string> | undefined;
/** The address of the worker's script, which is loaded once. */
function workerScript(): Promise<string> {
  script ??= new Promise((resolve, reject) => {
    const failed = () => {
      script = undefined;
      reject(new Error("the script that measures cannot be loaded"));
    };
    const loaded = () => {
      if (globalThis.dropWorker === undefined) failed();
      else resolve(URL.createObjectURL(new Blob([globalThis.dropWorker], { type: "text/javascript" })));
    };
    document.head.append(h("script", { src: "drop-worker.js", load: loaded, error: failed }));
  });
  return script;
}

/** What is looked at; null: a link, or nothing. */
let latest: File | null = null;

/** Shows something else; what was looked at before is put away. */
function begin(file: File | null, known: Seen): void {
  worker?.terminate();
  worker = null;
  latest = file;
  seen = known;
  draw();
}

async function look(file: File): Promise<void> {
  begin(file, { ...nothing, name: file.name, size: file.size });
  history.replaceState(null, "", location.pathname);
  byId("drop").dataset["state"] = "seen";
  say("measuring …");
  const address = await workerScript();
  if (latest !== file) return;
  const own = new Worker(address);
  worker = own;
  own.addEventListener("message", ({ data }: MessageEvent<Look>) => {
    if (worker !== own) return;
    if (data.kind === "failed") fail(data.reason);
    else if (data.kind === "done") say(doneText());
    else {
      seen = { ...seen, ...data.seen };
      draw();
      if (seen.point?.measured === false)
        say(`First look at ${formatCount(seen.n)} of ${formatCount(seen.size)} bytes; measuring …`);
    }
    if (data.kind !== "seen") own.terminate();
    byId("drop").dataset["state"] = data.kind;
  });
  own.addEventListener("error", (event) => {
    event.preventDefault();
    if (worker === own) fail(event.message || "the browser does not let the page measure");
  });
  own.postMessage(file);
}

function doneText(): string {
  const { size, n } = seen;
  if (size === 0) return "The file is empty.";
  return `Measured in this browser from ${formatCount(n)} of ${formatCount(size)} bytes. Nothing was sent.`;
}

function fail(reason: string): void {
  byId("drop").dataset["state"] = "failed";
  say(`${escapeForTerminal(seen.name)}: ${reason}`);
}

const isDark = () => {
  const chosen = document.documentElement.dataset["theme"];
  return chosen === undefined ? matchMedia("(prefers-color-scheme: dark)").matches : chosen === "dark";
};

function draw(): void {
  const { name, size, sentence, made, sections } = seen;
  byId("drop-found").hidden = name === "";
  byId("drop-name").replaceChildren(nameOf(escapeForTerminal(name)), `, ${formatCount(size)}B`);
  byId("drop-sentence").textContent = sentence;
  byId("drop-made").textContent = size === 0 ? "" : made;
  byId("drop-sections").replaceChildren(...pictureOf());
  const rows = sections.length < 2 ? [] : sections.slice(0, mostRows);
  byId("drop-rows").replaceChildren(
    ...rows.map(({ index, from, to, what }) =>
      h("li", {}, h("b", {}, labelOf(index)), ` from ${from} to ${to}: ${what}`),
    ),
    ...(sections.length > mostRows ? [h("li", {}, `${sections.length - mostRows} more`)] : []),
  );
  // A name may begin like an option, or be that of a command.
  const word = shellWord(`./${name}`);
  byId("drop-commands").textContent =
    `mesoscope ${word} --no-decompress --records none\nmesoscope sections ${word} --no-decompress`;
  drawPoint();
}

/** The sections to scale. */
function pictureOf(): Node[] {
  if (seen.sections.length === 0 || seen.profile.length === 0) return [];
  const picture = renderSectionsSvg({ files: [{ ...seen, sentence: seen.made }] }, true);
  const { documentElement } = new DOMParser().parseFromString(picture, "image/svg+xml");
  return [document.importNode(documentElement, true)];
}

function drawPoint(): void {
  const { point, n } = seen;
  const box = byId("drop-map");
  box.hidden = point === null;
  if (point === null) return;
  const nearest = Object.keys(landmarks).reduce((best, length) =>
    Math.abs(Math.log(Number(length) / n)) < Math.abs(Math.log(Number(best) / n)) ? length : best,
  );
  const known = landmarks[nearest]!;
  const frame = frameOf(box.clientWidth || 600);
  const highest = Math.max(point.y.ends?.[1] ?? 0, point.y.value, ...known.map(([, , y]) => y));
  const map = drawMap(
    {
      ...{ caption: `between order and noise, ${formatCount(n)} bytes`, landmarks: known, point },
      border: heightOf(growthBorder(n).bits),
      ...{ road: [], start: null, guess: null, aim: null },
    },
    frame,
    windowOf(highest),
    isDark() ? darkTheme : lightTheme,
  );
  box.replaceChildren(map);
  box.setAttribute(
    "aria-label",
    `Map: randomness ${point.x.value.toFixed(2)} of 1; the last doubling of the data taught ${bitsAt(point.y.value)} bits.`,
  );
}

function showLink(): void {
  try {
    const linked = readLink(location.hash);
    if (linked === null) return;
    begin(null, linked);
    say("This is what a link says. It was not measured here: drop the file to measure it.");
  } catch (error) {
    say((error as Error).message);
  }
}

function take(file: File | undefined): void {
  if (file === undefined) return;
  look(file).catch((error: Error) => {
    if (latest === file) fail(error.message);
  });
}

const zone = byId("drop");
const warm = () => void workerScript().catch(() => {});
for (const event of ["dragenter", "focusin", "pointerenter"]) zone.addEventListener(event, warm);
document.addEventListener("dragover", (event) => event.preventDefault());
document.addEventListener("drop", (event) => {
  event.preventDefault();
  const { items, files } = event.dataTransfer!;
  if (items[0]?.webkitGetAsEntry()?.isDirectory === true) {
    say("That is a folder. Drop one file; the command takes folders: mesoscope FOLDER.");
    return;
  }
  take(files[0]);
});
const chooser = byId("drop-file") as HTMLInputElement;
// The same file may be chosen again: it may have changed.
chooser.addEventListener("click", () => {
  chooser.value = "";
});
chooser.addEventListener("change", () => take(chooser.files?.[0]));
let pasted: ReturnType<typeof setTimeout> | undefined;
const area = byId("drop-text") as HTMLTextAreaElement;
area.addEventListener("input", () => {
  clearTimeout(pasted);
  if (area.value !== "") pasted = setTimeout(() => take(new File([area.value], "pasted.txt")), 400);
});
byId("drop-link").addEventListener("click", () => {
  const link = linkOf(seen);
  if (link === null) return;
  history.replaceState(null, "", `#${link}`);
  navigator.clipboard.writeText(location.href).then(
    () => say("Link copied. It holds these results, and nothing of the file."),
    () => say("The link is in the address bar. It holds these results, and nothing of the file."),
  );
});
addEventListener("hashchange", showLink);
new ResizeObserver(drawPoint).observe(zone);
new MutationObserver(drawPoint).observe(document.documentElement, { attributeFilter: ["data-theme"] });
matchMedia("(prefers-color-scheme: dark)").addEventListener("change", drawPoint);
showLink();
