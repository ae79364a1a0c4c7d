import { themeSwitch } from "../../../src/page/browser/about-view.ts";
import { byId, decoded, h } from "../../../src/page/browser/dom.ts";
import { type LensState, LensView } from "../../../src/page/browser/lens-view.ts";
import { createStore, systemLook, themeOf } from "../../../src/page/browser/store.ts";
import {
  bitsAt,
  escapeForTerminal,
  formatCount,
  formatWithError,
  heightOf,
} from "../../../src/report/kit/format.ts";
import type { Coordinate } from "../../../src/results/report.ts";
import { growthBorder } from "../../../src/spectrum/growth-border.ts";
import type { PlaygroundData } from "../document.ts";
import { linkOf, readLink } from "../link.ts";
import type { MeasureRequest } from "../measured.ts";
import { type DrawnPoint, nextOnRoad, onRoad, type Place, pointOfSpectrum, type Road } from "../road.ts";
import {
  commandsOf,
  type MaterialId,
  materialOf,
  materials,
  mostSymbols,
  type OperationId,
  operationOf,
  operations,
  recipeOf,
  type Scene,
  suits,
  type TextFile,
} from "../scenes.ts";
import { drawMap, frameOf, narrow, placeAt, windowOf } from "./map.ts";
import { Lane, type MeasuredAnswer } from "./questions.ts";

/** Bytes that are looked at, and what a command may call them. */
interface LoadedText extends TextFile {
  readonly bytes: Uint8Array;
}

interface PlaygroundState extends LensState {
  readonly scene: Scene;
  readonly own: LoadedText | null;
  /** whether the reader is to say first where it lies */
  readonly guessing: boolean;
  readonly guess: Place | null;
  /** where the keyboard's cross hairs are */
  readonly aim: Place | null;
}

const data: PlaygroundData = JSON.parse(byId("data").textContent);
const script = byId("worker").textContent;
const [mapLane, lensLane] = [new Lane(script), new Lane(script)];

const bundled = new Map<MaterialId, LoadedText>(
  materials.flatMap(({ id }) => {
    const base64 = data.texts[id];
    if (base64 === undefined) return [];
    const bytes = decoded(base64);
    return [[id, { name: `${id}.txt`, length: bytes.length, cut: false, bytes }] as const];
  }),
);

const link = readLink(location.hash);
const store = createStore<PlaygroundState>({
  ...systemLook(),
  chosen: null,
  scene: link.scene,
  own: null,
  // A link shows what was sent; who opens the page guesses.
  guessing: location.hash.length < 2,
  guess: null,
  aim: null,
});

const slider = byId("slider") as HTMLInputElement;
const ownText = byId("own-text") as HTMLTextAreaElement;
const selects = {
  material: byId("material") as HTMLSelectElement,
  operation: byId("operation") as HTMLSelectElement,
};

/** Measured since the page was opened, by material and recipe; those of another text of the reader's own are dropped with it. */
const known = new Map<string, MeasuredAnswer>();
/** Why a scene has no numbers, by the same. */
const failed = new Map<string, string>();

const isOwn = ({ material }: Scene) => material === "own";
const textOf = (scene: Scene): LoadedText | null =>
  isOwn(scene) ? store.state.own : (bundled.get(scene.material) ?? null);

/** @returns undefined: there is nothing to look at yet */
function requestOf(scene: Scene): MeasureRequest | undefined {
  const text = textOf(scene);
  if (isOwn(scene) && text === null) return undefined;
  return {
    recipe: recipeOf(scene, text?.name ?? ""),
    text: text?.bytes ?? null,
    length: text?.length ?? mostSymbols,
  };
}

const keyOf = (scene: Scene) => `${scene.material} ${recipeOf(scene, "")}`;

/** What is known of roads, by material and operation: from when the page was made, and since. */
const roads = new Map<string, Map<number, Place>>();

function roadOf({ material, operation }: Scene): Map<number, Place> {
  const name = `${material} ${operation}`;
  let road = roads.get(name);
  if (road === undefined) {
    road = new Map((data.roads[name] ?? []).map(([stop, x, y]) => [stop, { x, y }]));
    roads.set(name, road);
  }
  return road;
}

/** What is known of the point: measured with intervals, interpolated from the road, or nothing. */
function pointOf(scene: Scene, road: Road): DrawnPoint | null {
  const found = known.get(keyOf(scene));
  if (found !== undefined) return pointOfSpectrum(found.spectrum);
  const place = onRoad(road, scene.stop);
  if (place === undefined) return null;
  const { x, y, measured } = place;
  return { x: { value: x, ends: null }, y: { value: y, ends: null }, tail: null, regime: null, measured };
}

/** Of the map; to ask the element while the slider moves would lay out the whole page anew each time. */
let width = byId("map").clientWidth || 800;
let frame = frameOf(width);
let window = windowOf(0);

function draw(): void {
  const { scene, guessing, guess, aim } = store.state;
  const box = byId("map");
  frame = frameOf(width);
  const road = roadOf(scene);
  const point = pointOf(scene, road);
  const measured = [...road].sort(([a], [b]) => a - b).map(([, place]) => place);
  window = windowOf(Math.max(0, ...measured.map(({ y }) => y), ...data.landmarks.map(([, , y]) => y)));
  const text = textOf(scene);
  const picture = drawMap(
    {
      caption: captionOf(scene),
      border: heightOf(growthBorder(text?.length ?? mostSymbols).bits),
      landmarks: data.landmarks,
      road: guessing ? [] : measured,
      start: scene.stop === 0 ? null : (road.get(0) ?? null),
      point: guessing ? null : point,
      guess,
      aim: guessing ? aim : null,
    },
    frame,
    window,
    themeOf(store.state),
  );
  box.replaceChildren(picture);
  box.setAttribute("aria-label", mapDescription(point));
  answer(point);
}

function captionOf(scene: Scene): string {
  const material = materialOf(scene.material);
  const operation = operationOf(scene.operation);
  const done = `${operation.knob}: ${operation.stops[scene.stop]!.label}`;
  return frame.width < narrow ? done : `${isOwn(scene) ? "a text" : material.title} · ${done}`;
}

function mapDescription(point: DrawnPoint | null): string {
  const { guessing } = store.state;
  if (guessing)
    return "Map of randomness, to the right, and growth, upwards. Guess where it lies: click, or move the cross with the arrows and press Enter.";
  if (point === null) return "Map of randomness and growth. The point is not known yet.";
  return `Map of randomness, to the right, and growth, upwards. The point is at randomness ${point.x.value.toFixed(2)} and growth ${bitsAt(point.y.value)} bits.`;
}

/** What was found, in words and numbers; nothing of it while it is guessed. */
function answer(point: DrawnPoint | null): void {
  const { scene, guessing } = store.state;
  const found = known.get(keyOf(scene));
  const reason = failed.get(keyOf(scene));
  byId("answer").classList.toggle("hidden-answer", guessing);
  byId("guess").textContent = guessing ? "Show it" : "Guess first";
  byId("task").textContent = taskText(point);
  byId("sentence").textContent = guessing
    ? "Guess first, or press “Show it”."
    : (found?.sentence ?? (reason === undefined ? "" : `It cannot be measured: ${reason}`));
  byId("figures").replaceChildren(
    ...(guessing || found === undefined
      ? []
      : [
          figure("randomness x", found.spectrum.randomness, 3),
          figure("growth G, bit", found.spectrum.growth, 0),
          figure("new information, bit a byte", found.spectrum.rate, 3),
        ]),
  );
  const waiting = requestOf(scene) === undefined ? "Paste or drop a text." : "measuring …";
  byId("state").textContent = guessing
    ? ""
    : found !== undefined
      ? `Measured in this browser from ${formatCount(found.spectrum.trainingLength)} bytes; the commands give the same digits.`
      : reason === undefined
        ? waiting
        : "";
  byId("state").dataset["measured"] = String(found !== undefined);
}

function taskText(point: DrawnPoint | null): string {
  const { guessing, guess } = store.state;
  if (guessing) return "Where will it land? Click on the map; or use the arrows, and Enter.";
  if (guess === null) return "Move the slider.";
  if (point === null) return "measuring …";
  const [across, up] = [point.x.value - guess.x, point.y.value - guess.y];
  const near = Math.abs(across) < 0.08 && Math.abs(up) < 0.8;
  const off = (by: number, digits: number, more: string, less: string) =>
    `${Math.abs(by).toFixed(digits)} ${by > 0 ? more : less}`;
  return near
    ? "Your guess is right."
    : `It has ${off(across, 2, "more", "less")} randomness than you guessed, and its growth is ${off(up, 1, "doublings more", "doublings less")}.`;
}

function figure(title: string, coordinate: Coordinate, digits: number): HTMLElement {
  if (coordinate.status !== "ok")
    return h("div", {}, h("dt", {}, title), h("dd", {}, "–", h("small", {}, coordinate.reason)));
  const { value, interval } = coordinate;
  const ends =
    interval === null
      ? ""
      : ` 95 %: ${formatWithError(interval.lower, null)} to ${formatWithError(interval.upper, null)}`;
  return h(
    "div",
    {},
    h("dt", {}, title),
    h("dd", {}, value.toFixed(digits), h("small", { "data-exact": String(value) }, `${value}${ends}`)),
  );
}

/** Measures what is shown, and then the rest of its road where nothing was known of it when the page was made. */
function measureNext(): void {
  if (mapLane.busy) return;
  const { scene } = store.state;
  const isKnown = (one: Scene) => known.has(keyOf(one)) || failed.has(keyOf(one));
  const stop = isKnown(scene) ? unmeasuredStop(scene) : scene.stop;
  if (stop === undefined) return;
  const goal = { ...scene, stop };
  const request = requestOf(goal);
  if (request === undefined || isKnown(goal)) return;
  const { own } = store.state;
  void mapLane.ask({ kind: "measure", request }).then((found) => {
    // Of a text that was put away meanwhile nothing is kept.
    if (!isOwn(goal) || own === store.state.own) {
      if (found.kind === "measured") {
        known.set(keyOf(goal), found);
        const point = pointOfSpectrum(found.spectrum);
        if (point !== null) roadOf(goal).set(goal.stop, { x: point.x.value, y: point.y.value });
      }
      if (found.kind === "failed") failed.set(keyOf(goal), found.reason);
      draw();
    }
    measureNext();
  });
}

function unmeasuredStop(scene: Scene): number | undefined {
  const { measured } = operationOf(scene.operation);
  // A text that is too short has no place, whatever is done to it.
  return failed.size > 0 ? undefined : nextOnRoad(roadOf(scene), measured);
}

const lens = new LensView(
  { bytes: new Uint8Array(0), costOf: () => Number.NaN, text: true, spans: [] },
  store,
);
let painted = "";

/** Paints what is shown; what was asked for while another was painted is painted next. */
function paintNext(): void {
  const { scene, own } = store.state;
  const key = `${keyOf(scene)} ${isOwn(scene) ? (own?.length ?? 0) : ""}`;
  const request = requestOf(scene);
  if (lensLane.busy || key === painted || request === undefined) return;
  painted = key;
  void lensLane.ask({ kind: "show", request }).then((found) => {
    if (found.kind === "shown") {
      const { bytes, bits, text, spans } = found;
      lens.load({ bytes, costOf: (at) => bits[at]!, text, spans });
      byId("lens").dataset["painted"] = key;
    }
    paintNext();
  });
}

/** Controls as the state has them. */
function control(): void {
  const { scene, own } = store.state;
  const material = materialOf(scene.material);
  const operation = operationOf(scene.operation);
  selects.material.value = scene.material;
  selects.operation.value = scene.operation;
  for (const option of selects.operation.options)
    option.disabled = !suits(material, operationOf(option.value as OperationId));
  slider.max = String(operation.stops.length - 1);
  slider.value = String(scene.stop);
  const { label } = operation.stops[scene.stop]!;
  slider.setAttribute("aria-valuetext", label);
  byId("knob").textContent = operation.knob;
  byId("stop").textContent = label;
  byId("own").hidden = !isOwn(scene);
  byId("own-note").textContent =
    own === null
      ? ""
      : `${escapeForTerminal(own.name)}: ${own.cut ? "the first " : ""}${formatCount(own.length)} bytes`;
  const text = textOf(scene);
  byId("commands").textContent =
    requestOf(scene) === undefined
      ? ""
      : commandsOf(scene, text)
          .map((command) => `$ ${command}`)
          .join("\n");
}

let addressed: ReturnType<typeof setTimeout> | undefined;
/** Browsers take some two hundred addresses in half a minute: it is the last of a move that counts. */
function address(): void {
  clearTimeout(addressed);
  addressed = setTimeout(() => history.replaceState(null, "", `#${linkOf(store.state.scene)}`), 250);
}

function go(scene: Partial<Scene>): void {
  byId("fault").hidden = true;
  store.change({ scene: { ...store.state.scene, ...scene }, guess: null });
}

function reveal(guess: Place | null): void {
  store.change({ guessing: false, guess, aim: null });
}

function showFault(fault: string | null): void {
  byId("fault").hidden = fault === null;
  byId("fault").textContent = fault;
}

function loadOwn(name: string, bytes: Uint8Array): void {
  const cut = bytes.length > mostSymbols;
  for (const key of [...known.keys(), ...failed.keys()]) {
    if (!key.startsWith("own ")) continue;
    known.delete(key);
    failed.delete(key);
  }
  for (const name of [...roads.keys()]) if (name.startsWith("own ")) roads.delete(name);
  const kept = bytes.slice(0, mostSymbols);
  painted = "";
  const own = kept.length === 0 ? null : { name, length: kept.length, cut, bytes: kept };
  store.change({ own, scene: { ...store.state.scene, material: "own" }, guess: null });
}

async function loadFile(file: File): Promise<void> {
  // One byte more says whether it goes on.
  const bytes = new Uint8Array(await file.slice(0, mostSymbols + 1).arrayBuffer());
  ownText.value = "";
  loadOwn(file.name, bytes);
}

/** Milliseconds that a slider rests before it is measured: processors are few, and it is the answer that moves with it that counts. */
const restOfSlider = 120;
let resting: ReturnType<typeof setTimeout> | undefined;

store.listen(["scene", "own"], () => {
  control();
  address();
  clearTimeout(resting);
  resting = setTimeout(measureNext, restOfSlider);
  paintNext();
});
store.listen(["scene", "own", "guessing", "guess", "aim", "dark", "printing"], draw);

slider.addEventListener("input", () => go({ stop: Number(slider.value) }));
selects.material.addEventListener("change", () => {
  const id = selects.material.value as MaterialId;
  const { operation } = store.state.scene;
  const kept = suits(materialOf(id), operationOf(operation)) ? operation : operations[0].id;
  go({ material: id, operation: kept, ...(kept === operation ? {} : { stop: operationOf(kept).first }) });
});
selects.operation.addEventListener("change", () => {
  const operation = selects.operation.value as OperationId;
  go({ operation, stop: operationOf(operation).first });
});
byId("guess").addEventListener("click", () => {
  if (store.state.guessing) reveal(null);
  else store.change({ guessing: true, guess: null, aim: null });
});
byId("map").addEventListener("click", (event) => {
  if (!store.state.guessing) return;
  const { left, top } = byId("map").getBoundingClientRect();
  reveal(placeAt(event.clientX - left, event.clientY - top, frame, window));
});
byId("map").addEventListener("keydown", (event) => {
  if (!store.state.guessing) return;
  const { x, y } = store.state.aim ?? { x: 0.5, y: window.y[1] / 2 };
  const steps: Readonly<Record<string, readonly [number, number]>> = {
    ArrowLeft: [-0.02, 0],
    ArrowRight: [0.02, 0],
    ArrowUp: [0, 0.2],
    ArrowDown: [0, -0.2],
  };
  const step = steps[event.key];
  if (step !== undefined) {
    const within = (value: number, most: number) => Math.min(most, Math.max(0, value));
    store.change({ aim: { x: within(x + step[0], 1), y: within(y + step[1], window.y[1]) } });
  } else if (event.key === "Enter") reveal({ x, y });
  else return;
  event.preventDefault();
});
let pasted: ReturnType<typeof setTimeout> | undefined;
ownText.addEventListener("input", () => {
  clearTimeout(pasted);
  pasted = setTimeout(() => loadOwn("my-text.txt", new TextEncoder().encode(ownText.value)), 200);
});
document.addEventListener("dragover", (event) => event.preventDefault());
document.addEventListener("drop", (event) => {
  event.preventDefault();
  const file = event.dataTransfer?.files[0];
  if (file !== undefined) loadFile(file).catch(() => showFault("The file cannot be read."));
});
addEventListener("hashchange", () => {
  const { scene, fault } = readLink(location.hash);
  store.change({ scene, guessing: false, guess: null });
  showFault(fault);
});
new ResizeObserver(() => {
  const { clientWidth } = byId("map");
  if (clientWidth === width || clientWidth === 0) return;
  width = clientWidth;
  draw();
}).observe(byId("map"));

async function copy(what: string, write: () => Promise<void>, instead: () => void): Promise<void> {
  try {
    await write();
    byId("copied").textContent = `${what} copied`;
  } catch {
    instead();
  }
}

function copyText(what: string, text: string): Promise<void> {
  return copy(
    what,
    () => navigator.clipboard.writeText(text),
    () => {
      byId("copied").replaceChildren(`Copy it from here: `, h("code", {}, text));
    },
  );
}

/** Hands a file to the reader's own disk. */
function save(name: string, content: Blob): void {
  const url = URL.createObjectURL(content);
  h("a", { href: url, download: name }).click();
  URL.revokeObjectURL(url);
}

/** The map as PNG, twice as fine as it is shown. */
async function pictureOf(): Promise<Blob> {
  const picture = byId("map").firstElementChild!;
  const image = new Image();
  image.src = `data:image/svg+xml,${encodeURIComponent(new XMLSerializer().serializeToString(picture))}`;
  await image.decode();
  const canvas = h("canvas", { width: 2 * frame.width, height: 2 * frame.height });
  canvas.getContext("2d")!.drawImage(image, 0, 0, canvas.width, canvas.height);
  return new Promise((resolve, reject) =>
    canvas.toBlob((blob) => (blob === null ? reject(new Error("no picture")) : resolve(blob)), "image/png"),
  );
}

byId("copy-commands").addEventListener("click", () => {
  void copyText("Commands", commandsOf(store.state.scene, textOf(store.state.scene)).join("\n"));
});
byId("copy-link").addEventListener("click", () => {
  const { href } = new URL(`#${linkOf(store.state.scene)}`, location.href);
  void copyText("Link", href);
});
byId("copy-picture").addEventListener("click", () => {
  const picture = pictureOf();
  void copy(
    "Picture",
    () => navigator.clipboard.write([new ClipboardItem({ "image/png": picture })]),
    () => {
      picture.then(
        (blob) => {
          save("mesoscope.png", blob);
          byId("copied").textContent = "The browser copies no pictures: saved as mesoscope.png";
        },
        () => {
          byId("copied").textContent = "The browser draws no picture.";
        },
      );
    },
  );
});
byId("save-text").addEventListener("click", () => {
  const text = textOf(store.state.scene);
  if (text !== null) save(text.name, new Blob([text.bytes.slice()], { type: "text/plain" }));
  byId("copied").textContent = text === null ? "There is no text: the commands make it." : "";
});

themeSwitch(store);
control();
draw();
showFault(link.fault);
measureNext();
paintNext();
