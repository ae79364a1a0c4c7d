/** A step of a glob; `dirs` is any number of folders with their slashes, `rest` anything at all. */
type Step =
  | { readonly kind: "one"; readonly matches: (character: string) => boolean }
  | { readonly kind: "run" | "dirs" | "rest" };

/** Alternatives that braces may stand for, in all. */
const mostAlternatives = 256;

/**
 * Whether a path matches a glob: `*`, `?`, `[a-z]`, `[!a]`, `{a,b}`, `**` and backslash escapes; a glob without a slash holds
 * at any depth. Globs of a configuration are not trusted, so no regular expression is made of them.
 *
 * @param glob with slashes
 * @returns a predicate of paths with slashes
 * @throws RangeError for braces that stand for too many globs
 * Cost: O(length of the path times length of the glob).
 */
export function compileGlob(glob: string): (path: string) => boolean {
  const anchored = glob.includes("/") ? glob.replace(/^\.?\//, "") : `**/${glob}`;
  const alternatives = expandBraces(anchored).map(stepsOf);
  return (path) => alternatives.some((steps) => run(steps, path));
}

/** `{a,b}c` is `ac` and `bc`; braces without a comma stand for themselves. */
function expandBraces(glob: string): string[] {
  const done: string[] = [];
  const open = [glob];
  while (open.length > 0) {
    if (done.length + open.length > mostAlternatives) {
      throw new RangeError(`braces expand to more than ${mostAlternatives} globs`);
    }
    const text = open.pop()!;
    const group = firstGroup(text);
    if (group === null) done.push(text);
    else for (const part of group.parts) open.push(text.slice(0, group.start) + part + text.slice(group.end));
  }
  return done;
}

/** The first innermost braces that hold a comma. */
function firstGroup(text: string): { start: number; end: number; parts: string[] } | null {
  let start = -1;
  let commas: number[] = [];
  for (let i = 0; i < text.length; i++) {
    const character = text[i];
    if (character === "\\") i++;
    else if (character === "{") [start, commas] = [i, []];
    else if (character === "," && start >= 0) commas.push(i);
    else if (character === "}" && start >= 0) {
      if (commas.length > 0) {
        const cuts = [start, ...commas, i];
        return { start, end: i + 1, parts: cuts.slice(1).map((cut, k) => text.slice(cuts[k]! + 1, cut)) };
      }
      start = -1;
    }
  }
  return null;
}

function stepsOf(glob: string): Step[] {
  const characters = Array.from(glob);
  const steps: Step[] = [];
  for (let i = 0; i < characters.length; i++) {
    const character = characters[i]!;
    const atStart = i === 0 || characters[i - 1] === "/";
    if (character === "*" && characters[i + 1] === "*" && atStart) {
      while (characters[i + 1] === "*") i++;
      const slash = characters[i + 1] === "/";
      if (slash) i++;
      steps.push({ kind: slash ? "dirs" : i === characters.length - 1 ? "rest" : "run" });
    } else if (character === "*") {
      if (steps.at(-1)?.kind !== "run") steps.push({ kind: "run" });
    } else if (character === "?") {
      steps.push({ kind: "one", matches: (one) => one !== "/" });
    } else if (character === "[" && characters.indexOf("]", i + 2) > 0) {
      const end = characters.indexOf("]", i + 2);
      steps.push(setOf(characters.slice(i + 1, end)));
      i = end;
    } else {
      const literal = character === "\\" && i + 1 < characters.length ? characters[++i]! : character;
      steps.push({ kind: "one", matches: (one) => one === literal });
    }
  }
  return steps;
}

function setOf(body: readonly string[]): Step {
  const negated = body[0] === "!" || body[0] === "^";
  const members = negated ? body.slice(1) : body;
  const ranges: (readonly [string, string])[] = [];
  for (let i = 0; i < members.length; i++) {
    const range = members[i + 1] === "-" && i + 2 < members.length;
    ranges.push([members[i]!, range ? members[i + 2]! : members[i]!]);
    if (range) i += 2;
  }
  const holds = (one: string) =>
    ranges.some(
      ([low, high]) =>
        one.codePointAt(0)! >= low.codePointAt(0)! && one.codePointAt(0)! <= high.codePointAt(0)!,
    );
  return { kind: "one", matches: (one) => one !== "/" && holds(one) !== negated };
}

/** All places in the glob that a prefix of the path can lead to, one character after the other. */
function run(steps: readonly Step[], path: string): boolean {
  // Place 2 i is before step i; place 2 i + 1 is within a folder that step i, `dirs`, takes.
  let places = new Set<number>();
  enter(steps, 0, places);
  for (const character of path) {
    const next = new Set<number>();
    for (const place of places) advance(steps, place, character, next);
    places = next;
  }
  return places.has(2 * steps.length);
}

function enter(steps: readonly Step[], i: number, places: Set<number>): void {
  for (let at = i; ; at++) {
    places.add(2 * at);
    const kind = steps[at]?.kind;
    if (kind === undefined || kind === "one") return;
  }
}

function advance(steps: readonly Step[], place: number, character: string, next: Set<number>): void {
  const i = place >> 1;
  const step = steps[i];
  if (step === undefined) return;
  if (step.kind === "one") {
    if (step.matches(character)) enter(steps, i + 1, next);
  } else if (step.kind === "run") {
    if (character !== "/") enter(steps, i, next);
  } else if (step.kind === "rest") enter(steps, i, next);
  else if (character !== "/") next.add(2 * i + 1);
  else if (place % 2 === 1) enter(steps, i, next);
}
