/** Options of globs beyond `*`, `?`, `[a-z]`, `[!a]`, `**` and backslash escapes. */
interface GlobSyntax {
  /** whether `{a,b}` is a choice; not so in ignore files */
  readonly braces?: boolean;
  /** whether wildcards match names that begin with a dot */
  readonly dot?: boolean;
}

/** No path is longer. */
const mostCharacters = 4096;

/** A compiled glob for paths with slashes. */
export interface Glob {
  /** whether the whole path matches */
  matches(path: string): boolean;
  /** whether paths below a folder may match. @param folder with a slash at its end */
  reaches(folder: string): boolean;
}

/**
 * Compiles a glob: `*`, `?`, `[a-z]`, `[!a]`, `{a,b}`, `**` and backslash escapes.
 *
 * Globs are not trusted, so none becomes a regular expression. Matching follows all positions in the glob that a prefix of the
 * path can reach at once; braces fork the positions and are never expanded.
 *
 * @throws RangeError for a glob that is longer than any path
 * Cost: O(length of the path times length of the glob) a path.
 */
export function compileGlob(glob: string, { braces = true, dot = true }: GlobSyntax = {}): Glob {
  if (glob.length > mostCharacters)
    throw new RangeError(`a glob has ${glob.length} characters; at most ${mostCharacters} are allowed`);
  if (!/[*?[\]{}\\]/.test(glob)) {
    return { matches: (path) => path === glob, reaches: (folder) => glob.startsWith(folder) };
  }
  const simple = matcherOfNames(glob, dot);
  if (simple !== null) return { matches: simple, reaches: () => false };
  const steps = new Compiler(glob, braces).steps();
  const room = [new Places(steps), new Places(steps)] as const;
  return {
    matches: (path) => placesAfter(steps, path, dot, room).some((place) => steps[place]!.kind === "end"),
    reaches: (folder) => placesAfter(steps, folder, dot, room).length > 0,
  };
}

/** Compiles a glob of a user: one without a slash matches at any depth, one with a slash from the root. */
export function compilePathGlob(glob: string, syntax?: GlobSyntax): Glob {
  return compileGlob(glob.includes("/") ? glob.replace(/^\.?\//, "") : `**/${glob}`, syntax);
}

/** A fast matcher for `*.log` and `draft*`, the most common patterns in ignore files. */
function matcherOfNames(glob: string, dot: boolean): ((path: string) => boolean) | null {
  const match = /^(\*?)([^*?[\]{}\\/]+)(\*?)$/.exec(glob);
  if (match === null || (match[1] === "") === (match[3] === "")) return null;
  const [, before, text = ""] = match;
  return (name) => {
    if (name.includes("/")) return false;
    if (before === "") return name.startsWith(text);
    return name.endsWith(text) && (dot || name.length === text.length || !name.startsWith("."));
  };
}

/** What a position in a glob consumes of a path, or where it leads without consuming anything. */
type Step =
  | { readonly kind: "character"; readonly code: number }
  | { readonly kind: "set"; readonly ranges: readonly number[]; readonly negated: boolean }
  /** any character of a name; any number of them; the rest of a name within `folders` */
  | { readonly kind: "any" | "run" | "within" }
  /** at the start of a name: any number of folders with their slashes, or the whole rest; elsewhere like `run` */
  | { readonly kind: "folders" | "rest" }
  | { readonly kind: "fork"; readonly targets: number[] }
  | { readonly kind: "jump"; target: number }
  | { readonly kind: "end" };

const slash = 47;
const point = 46;

/** Turns a glob into steps, from left to right. */
class Compiler {
  readonly #codes: readonly number[];
  readonly #braces: boolean;
  readonly #steps: Step[] = [];

  constructor(glob: string, braces: boolean) {
    this.#codes = Array.from(glob, (character) => character.codePointAt(0)!);
    this.#braces = braces;
  }

  steps(): readonly Step[] {
    const codes = this.#codes;
    const structure = this.#braces ? choices(codes) : new Uint8Array(codes.length);
    const closing = nextClosing(codes, structure);
    const open: { readonly fork: number[]; readonly jumps: { target: number }[] }[] = [];
    const steps = this.#steps;
    for (let i = 0; i < codes.length; i++) {
      if (structure[i] === opens) {
        const targets = [steps.length + 1];
        steps.push({ kind: "fork", targets });
        open.push({ fork: targets, jumps: [] });
      } else if (structure[i] === separates || structure[i] === closes) {
        const { fork, jumps } = open.at(-1)!;
        const jump = { kind: "jump" as const, target: 0 };
        jumps.push(jump);
        steps.push(jump);
        if (structure[i] === separates) fork.push(steps.length);
        else for (const one of open.pop()!.jumps) one.target = steps.length;
      } else i = this.#plain(i, structure, closing);
    }
    steps.push({ kind: "end" });
    return steps;
  }

  /** Compiles what is not a choice. @returns the last position that it consumed */
  #plain(start: number, structure: Uint8Array, closing: Int32Array): number {
    const codes = this.#codes;
    const steps = this.#steps;
    let i = start;
    switch (codes[i]) {
      case 42: {
        while (codes[i + 1] === 42 && structure[i + 1] === 0) i++;
        if (i === start) steps.push({ kind: "run" });
        else if (codes[i + 1] === slash) {
          steps.push({ kind: "folders" }, { kind: "within" }, { kind: "run" });
          steps.push({ kind: "character", code: slash });
          i++;
        } else {
          const last = i + 1 === codes.length || structure[i + 1]! > opens;
          if (last) steps.push({ kind: "rest" });
          steps.push({ kind: "run" });
        }
        return i;
      }
      case 63:
        steps.push({ kind: "any" });
        return i;
      case 91: {
        const end = closing[Math.min(i + 2, codes.length)]!;
        if (end < 0 || structure[i + 1] !== 0) break;
        steps.push(setOf(codes.slice(i + 1, end)));
        return end;
      }
      case 92:
        if (i + 1 < codes.length) i++;
    }
    steps.push({ kind: "character", code: codes[i]! });
    return i;
  }
}

const opens = 1;
const separates = 2;
const closes = 3;

/** Marks the braces and commas of choices; braces without a comma are literal. */
function choices(codes: readonly number[]): Uint8Array {
  const structure = new Uint8Array(codes.length);
  const open: { readonly start: number; readonly commas: number[] }[] = [];
  for (let i = 0; i < codes.length; i++) {
    const code = codes[i];
    if (code === 92) i++;
    else if (code === 123) open.push({ start: i, commas: [] });
    else if (code === 44) open.at(-1)?.commas.push(i);
    else if (code === 125) {
      const group = open.pop();
      if (group === undefined || group.commas.length === 0) continue;
      structure[group.start] = opens;
      for (const comma of group.commas) structure[comma] = separates;
      structure[i] = closes;
    }
  }
  return structure;
}

/** Shape (length + 1,): the next `]` at or after a position and within its alternative; -1 for none. */
function nextClosing(codes: readonly number[], structure: Uint8Array): Int32Array {
  const next = new Int32Array(codes.length + 1).fill(-1);
  for (let i = codes.length - 1; i >= 0; i--)
    next[i] = structure[i] !== 0 ? -1 : codes[i] === 93 ? i : next[i + 1]!;
  return next;
}

function setOf(body: readonly number[]): Step {
  const negated = body[0] === 33 || body[0] === 94;
  const ranges: number[] = [];
  for (let i = negated ? 1 : 0; i < body.length; i++) {
    const range = body[i + 1] === 45 && i + 2 < body.length;
    ranges.push(body[i]!, range ? body[i + 2]! : body[i]!);
    if (range) i += 2;
  }
  return { kind: "set", ranges, negated };
}

function isIn(ranges: readonly number[], code: number): boolean {
  for (let i = 0; i < ranges.length; i += 2) if (code >= ranges[i]! && code <= ranges[i + 1]!) return true;
  return false;
}

/** The positions in a glob that a prefix of the path can reach. */
class Places {
  /** shape (steps,); the first `count` are the positions */
  readonly found: Int32Array;
  count = 0;
  /** shape (steps,): the last round in which a position was found */
  readonly #round: Int32Array;
  #now = 0;
  readonly #steps: readonly Step[];
  readonly #waiting: number[] = [];

  constructor(steps: readonly Step[]) {
    this.#steps = steps;
    this.found = new Int32Array(steps.length);
    this.#round = new Int32Array(steps.length);
  }

  clear(): void {
    this.count = 0;
    this.#now++;
  }

  /** Adds a position, and all positions that it reaches without a character. @param begins whether a name begins here */
  enter(place: number, begins: boolean): void {
    const waiting = this.#waiting;
    waiting.push(place);
    for (let at = waiting.pop(); at !== undefined; at = waiting.pop()) {
      if (this.#round[at] === this.#now) continue;
      this.#round[at] = this.#now;
      const step = this.#steps[at]!;
      if (step.kind === "fork") for (const target of step.targets) waiting.push(target);
      else if (step.kind === "jump") waiting.push(step.target);
      else if (step.kind === "folders" && !begins) waiting.push(at + 2);
      else if (step.kind === "rest" && !begins) waiting.push(at + 1);
      else {
        this.found[this.count++] = at;
        if (step.kind === "run") waiting.push(at + 1);
        else if (step.kind === "rest") waiting.push(at + 2);
        else if (step.kind === "folders") waiting.push(at + 4);
      }
    }
  }

  /** Adds a position that does not advance. */
  stay(place: number): void {
    if (this.#round[place] === this.#now) return;
    this.#round[place] = this.#now;
    this.found[this.count++] = place;
  }
}

/** The positions that a path reaches, shape (positions,). @param room scratch space */
function placesAfter(
  steps: readonly Step[],
  path: string,
  dot: boolean,
  room: readonly [Places, Places],
): Int32Array {
  let [places, next] = room;
  places.clear();
  places.enter(0, true);
  let begins = true;
  for (const character of path) {
    const code = character.codePointAt(0)!;
    next.clear();
    const hidden = begins && code === point && !dot;
    for (let k = 0; k < places.count; k++) advance(steps, places.found[k]!, code, hidden, next);
    [places, next] = [next, places];
    if (places.count === 0) break;
    begins = code === slash;
  }
  return places.found.subarray(0, places.count);
}

/** @param hidden whether the character is the dot of a name that wildcards do not match */
function advance(steps: readonly Step[], place: number, code: number, hidden: boolean, next: Places): void {
  const step = steps[place]!;
  if (step.kind === "character") {
    if (step.code === code) next.enter(place + 1, code === slash);
    return;
  }
  if (hidden || step.kind === "end" || step.kind === "fork" || step.kind === "jump") return;
  if (step.kind === "rest") {
    next.stay(place);
    next.enter(place + 2, code === slash);
  } else if (code === slash) {
    if (step.kind === "within") next.enter(place - 1, true);
  } else if (step.kind === "any") next.enter(place + 1, false);
  else if (step.kind === "set") {
    if (isIn(step.ranges, code) !== step.negated) next.enter(place + 1, false);
  } else if (step.kind === "run") next.enter(place, false);
  else next.stay(step.kind === "folders" ? place + 1 : place);
}
