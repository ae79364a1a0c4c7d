/** The four predictors as SP 800-90B writes them down, with maps of strings: slow, and nothing to get wrong. */

/** Whether each symbol that was asked for was named. */
export type Answers = boolean[];

function winnerOf(scores: number[], guesses: (number | undefined)[], symbol: number, winner: number): number {
  let best = winner;
  guesses.forEach((guess, j) => {
    if (guess !== symbol) return;
    scores[j]!++;
    if (scores[j]! >= scores[best]!) best = j;
  });
  return best;
}

export function naiveWindows(s: readonly number[], windows: readonly number[]): Answers {
  const answers: Answers = [];
  const scores = windows.map(() => 0);
  let winner = 0;
  for (let i = windows[0]!; i < s.length; i++) {
    const guesses = windows.map((w) => {
      if (i < w) return undefined;
      const window = s.slice(i - w, i);
      const count = (x: number) => window.filter((y) => y === x).length;
      const most = Math.max(...window.map(count));
      return window.findLast((x) => count(x) === most);
    });
    answers.push(guesses[winner] === s[i]);
    winner = winnerOf(scores, guesses, s[i]!, winner);
  }
  return answers;
}

export function naiveLags(s: readonly number[], farthest: number): Answers {
  const answers: Answers = [];
  const scores = Array.from({ length: farthest }, () => 0);
  let winner = 0;
  for (let i = 1; i < s.length; i++) {
    const guesses = scores.map((_, d) => s[i - 1 - d]);
    answers.push(guesses[winner] === s[i]);
    winner = winnerOf(scores, guesses, s[i]!, winner);
  }
  return answers;
}

type Followers = Map<string, Map<number, number>>;

function mostFrequent(followers: Map<number, number> | undefined): number | undefined {
  if (followers === undefined) return undefined;
  return [...followers].sort(([y, a], [z, b]) => b - a || z - y)[0]![0];
}

export function naiveContexts(
  s: readonly number[],
  longest: number,
  most = Number.POSITIVE_INFINITY,
): Answers {
  const answers: Answers = [];
  const models: Followers[] = Array.from({ length: longest }, () => new Map());
  const entries = models.map(() => 0);
  const scores = models.map(() => 0);
  let winner = 0;
  for (let i = 2; i < s.length; i++) {
    models.forEach((model, k) => {
      const d = k + 1;
      if (d >= i) return;
      const context = s.slice(i - 1 - d, i - 1).join();
      const followers = model.get(context) ?? new Map<number, number>();
      if (!followers.has(s[i - 1]!) && entries[k]!++ >= most) return;
      model.set(context, followers.set(s[i - 1]!, (followers.get(s[i - 1]!) ?? 0) + 1));
    });
    const guesses = models.map((model, k) =>
      k + 1 > i ? undefined : mostFrequent(model.get(s.slice(i - 1 - k, i).join())),
    );
    answers.push(guesses[winner] === s[i]);
    winner = winnerOf(scores, guesses, s[i]!, winner);
  }
  return answers;
}

export function naiveDictionary(
  s: readonly number[],
  longest: number,
  room = Number.POSITIVE_INFINITY,
): Answers {
  const answers: Answers = [];
  const dictionary: Followers = new Map();
  for (let i = longest + 1; i < s.length; i++) {
    for (let j = longest; j >= 1; j--) {
      const context = s.slice(i - 1 - j, i - 1).join();
      if (!dictionary.has(context) && dictionary.size >= room) continue;
      const followers = dictionary.get(context) ?? new Map<number, number>();
      dictionary.set(context, followers.set(s[i - 1]!, (followers.get(s[i - 1]!) ?? 0) + 1));
    }
    let guess: number | undefined;
    let most = 0;
    for (let j = longest; j >= 1; j--) {
      const followers = dictionary.get(s.slice(i - j, i).join());
      const best = mostFrequent(followers);
      if (best === undefined || followers!.get(best)! <= most) continue;
      most = followers!.get(best)!;
      guess = best;
    }
    answers.push(guess === s[i]);
  }
  return answers;
}
