/** The four predictors as SP 800-90B writes them down, with maps of strings: slow, and nothing to get wrong. */

/** Whether each symbol that was asked for was named, by segment. */
export type Answers = boolean[][];

/** The winner if it has enough symbols before it, else the best of those that have, the longest of equals. */
function able(scores: number[], reach: number, winner: number): number {
  const some = scores.slice(0, reach);
  return winner < reach ? winner : some.lastIndexOf(Math.max(...some));
}

function winnerOf(scores: number[], guesses: (number | undefined)[], symbol: number, winner: number): number {
  let best = winner;
  guesses.forEach((guess, j) => {
    if (guess !== symbol) return;
    scores[j]!++;
    if (scores[j]! >= scores[best]!) best = j;
  });
  return best;
}

export function naiveWindows(segments: readonly number[][], windows: readonly number[]): Answers {
  const scores = windows.map(() => 0);
  let winner = 0;
  return segments.map((s) => {
    const answers: boolean[] = [];
    for (let i = windows[0]!; i < s.length; i++) {
      const guesses = windows.map((w) => {
        if (i < w) return undefined;
        const window = s.slice(i - w, i);
        const count = (x: number) => window.filter((y) => y === x).length;
        const most = Math.max(...window.map(count));
        return window.findLast((x) => count(x) === most);
      });
      const full = windows.filter((w) => w <= i).length;
      answers.push(guesses[able(scores, full, winner)] === s[i]);
      winner = winnerOf(scores, guesses, s[i]!, winner);
    }
    return answers;
  });
}

export function naiveLags(segments: readonly number[][], farthest: number): Answers {
  const scores = Array.from({ length: farthest }, () => 0);
  let winner = 0;
  return segments.map((s) => {
    const answers: boolean[] = [];
    for (let i = 1; i < s.length; i++) {
      const guesses = scores.map((_, d) => s[i - 1 - d]);
      answers.push(guesses[able(scores, i, winner)] === s[i]);
      winner = winnerOf(scores, guesses, s[i]!, winner);
    }
    return answers;
  });
}

type Followers = Map<string, Map<number, number>>;

function mostFrequent(followers: Map<number, number> | undefined): number | undefined {
  if (followers === undefined) return undefined;
  return [...followers].sort(([y, a], [z, b]) => b - a || z - y)[0]![0];
}

export function naiveContexts(
  segments: readonly number[][],
  longest: number,
  most = Number.POSITIVE_INFINITY,
): Answers {
  const models: Followers[] = Array.from({ length: longest }, () => new Map());
  const entries = models.map(() => 0);
  const scores = models.map(() => 0);
  let winner = 0;
  return segments.map((s) => {
    const answers: boolean[] = [];
    for (let i = 1; i < s.length; i++) {
      const guesses = models.map((model, k) =>
        k + 1 > i ? undefined : mostFrequent(model.get(s.slice(i - 1 - k, i).join())),
      );
      if (entries[0]! > 0) answers.push(guesses[able(scores, i, winner)] === s[i]);
      winner = winnerOf(scores, guesses, s[i]!, winner);
      models.forEach((model, k) => {
        const d = k + 1;
        if (d > i) return;
        const context = s.slice(i - d, i).join();
        const followers = model.get(context) ?? new Map<number, number>();
        if (!followers.has(s[i]!) && entries[k]!++ >= most) return;
        model.set(context, followers.set(s[i]!, (followers.get(s[i]!) ?? 0) + 1));
      });
    }
    return answers;
  });
}

export function naiveDictionary(
  segments: readonly number[][],
  longest: number,
  room = Number.POSITIVE_INFINITY,
): Answers {
  const dictionary: Followers = new Map();
  let read = 0;
  return segments.map((s) => {
    const answers: boolean[] = [];
    for (let i = 1; i < s.length; i++) {
      if (read + i < longest) continue;
      const lengths = Array.from({ length: Math.min(longest, i) }, (_, k) => k + 1).reverse();
      let guess: number | undefined;
      let most = 0;
      for (const j of lengths) {
        const followers = dictionary.get(s.slice(i - j, i).join());
        const best = mostFrequent(followers);
        if (best === undefined || followers!.get(best)! <= most) continue;
        most = followers!.get(best)!;
        guess = best;
      }
      if (read + i > longest) answers.push(guess === s[i]);
      for (const j of lengths) {
        const context = s.slice(i - j, i).join();
        if (!dictionary.has(context) && dictionary.size >= room) continue;
        const followers = dictionary.get(context) ?? new Map<number, number>();
        dictionary.set(context, followers.set(s[i]!, (followers.get(s[i]!) ?? 0) + 1));
      }
    }
    read += s.length;
    return answers;
  });
}
