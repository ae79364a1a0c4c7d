import { shellWord } from "../../src/report/kit/format.ts";
import { printText } from "../../src/sources/recipe-printer.ts";
import { word27 } from "../../src/spectrum/reference-families.ts";

/** Symbols that are looked at: as many as can be measured within a second. */
export const mostSymbols = 16_384;
export const seed = 1;

/** What something is done to. */
export interface Material {
  readonly id: string;
  readonly title: string;
  /** null: bytes of a file, of which `origin` says where they are from; chains are made of texts alone */
  readonly recipe: string | null;
  /** of a bundled text */
  readonly origin: string | null;
}

export const materials = [
  {
    id: "moby-dick",
    title: "Moby-Dick, its beginning",
    recipe: null,
    origin: "corpus(moby-dick)",
  },
  { id: "pattern", title: "a pattern: 27 letters over and over", recipe: word27, origin: null },
  { id: "sums", title: "sums such as 17+25=42", recipe: "arithmetic(digits=2)", origin: null },
  { id: "own", title: "your own text", recipe: null, origin: null },
] as const satisfies readonly Material[];
export type MaterialId = (typeof materials)[number]["id"];

/** One place of a slider. */
export interface Stop {
  /** as it is shown */
  readonly label: string;
  /** the recipe of a source with this done to it */
  readonly recipe: (source: string) => string;
}

/** What is done to a material, from nothing on the left of the slider to all on its right. */
export interface Operation {
  readonly id: string;
  readonly title: string;
  /** what the slider turns */
  readonly knob: string;
  /** whether it is done to texts alone */
  readonly ofTexts: boolean;
  /** the place of the slider at first */
  readonly first: number;
  /** every place of the slider, in order */
  readonly stops: readonly Stop[];
  /** places of the slider that roads are measured at, ascending, the first and the last among them */
  readonly measured: readonly number[];
}

const untouched = (label: string): Stop => ({ label, recipe: (source) => source });

const widths = [2, 3, 4, 6, 8, 16, 32, 64, 256, 1024, 4096, mostSymbols];
const windows: Stop[] = [
  untouched("as it is"),
  ...widths.map((width) => ({
    label: width === mostSymbols ? "all of it" : `windows of ${width}`,
    recipe: (source: string) => `window-shuffle(${source}, width=${width})`,
  })),
];

const shares = Array.from({ length: 101 }, (_, percent) => percent);
const noise = shares.map((percent): Stop => {
  if (percent === 0) return untouched("0 %");
  return { label: `${percent} %`, recipe: (source) => `replace(${source}, eps=${percent / 100})` };
});

const orders = [8, 6, 5, 4, 3, 2, 1, 0];
const chain: Stop[] = [
  untouched("as it is"),
  ...orders.map((order) => ({
    label: order === 0 ? "none" : order === 1 ? "1 letter" : `${order} letters`,
    recipe: (source: string) => `surrogate(${source}, order=${order})`,
  })),
];

const every = (stops: readonly Stop[]) => stops.map((_, i) => i);

export const operations = [
  {
    id: "shuffle",
    title: "shuffle it in windows",
    knob: "letters change places within",
    ofTexts: false,
    first: windows.length - 1,
    stops: windows,
    measured: every(windows),
  },
  {
    id: "noise",
    title: "replace it by noise",
    knob: "share replaced by noise",
    ofTexts: false,
    first: 30,
    stops: noise,
    measured: shares.filter((percent) => percent % 5 === 0 || percent < 3),
  },
  {
    id: "chain",
    title: "reduce it to a chain of order k",
    knob: "memory of the chain",
    ofTexts: true,
    first: 6,
    stops: chain,
    measured: every(chain),
  },
] as const satisfies readonly Operation[];
export type OperationId = (typeof operations)[number]["id"];

/** What is shown: all that a link says. */
export interface Scene {
  readonly material: MaterialId;
  readonly operation: OperationId;
  /** place of the slider */
  readonly stop: number;
}

/** A shuffled text: it has the letters of a text, and who counts letters takes it for one. */
export const firstScene: Scene = { material: "moby-dick", operation: "shuffle", stop: windows.length - 1 };

export const materialOf = (id: MaterialId): Material => materials.find((one) => one.id === id)!;
export const operationOf = (id: OperationId): Operation => operations.find((one) => one.id === id)!;

/** Whether an operation can be done to a material. */
export function suits(material: Material, operation: Operation): boolean {
  return material.recipe === null || !operation.ofTexts;
}

/** The recipe of what is shown. @param file name of the text, where it is one */
export function recipeOf({ material, operation, stop }: Scene, file: string): string {
  const source = materialOf(material).recipe ?? `file(${printText(file)})`;
  return operationOf(operation).stops[stop]!.recipe(source);
}

/** A text that is worked on. */
export interface TextFile {
  /** as a command may call it */
  readonly name: string;
  /** bytes of it that are looked at */
  readonly length: number;
  /** whether it goes on */
  readonly cut: boolean;
}

/**
 * Commands that give what the page shows, to the last digit.
 *
 * @param text null where the material is no text
 */
export function commandsOf(scene: Scene, text: TextFile | null): string[] {
  const { origin } = materialOf(scene.material);
  const length = text?.length ?? mostSymbols;
  const name = text === null ? "" : origin === null && text.cut ? `beginning-of-${text.name}` : text.name;
  const recipe = shellWord(recipeOf(scene, name));
  const before =
    text === null
      ? []
      : origin !== null
        ? [`mesoscope generate ${shellWord(origin)} -n ${length} -o ${shellWord(name)}`]
        : text.cut
          ? [`head -c ${length} ${shellWord(text.name)} > ${shellWord(name)}`]
          : [];
  // What the reader brings may look like an archive or a table, which the command would open.
  const asItIs = origin === null && text !== null ? " --no-decompress" : "";
  return [
    ...before,
    `mesoscope generate ${recipe} -n ${length} --as text -o shown.txt`,
    `mesoscope shown.txt${asItIs}${asItIs && " --records none"} -f json`,
    `mesoscope lens shown.txt${asItIs}`,
  ];
}
