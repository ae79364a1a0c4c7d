import { describe, expect, test } from "vitest";
import { type KnownRows, MixedRadix } from "../../../../../src/observer/members/series/mixed-radix.ts";

type Row = readonly number[];
const rowsOf = (count: number, row: (i: number) => Row) => Array.from({ length: count }, (_, i) => row(i));

/** Numbers as texts write them: what stands before each, and with how many digits, zeros in front if there are too few. */
interface Written {
  readonly digits?: readonly number[];
  readonly gaps?: readonly number[];
}

interface Told {
  readonly number: number;
  /** null: nothing is foretold */
  readonly expected: number | null;
  readonly width: number;
}

/** What was expected of each number of each row before it came. */
function foretold(rows: readonly Row[], { digits, gaps }: Written = {}, series = new MixedRadix()): Told[][] {
  return rows.map((row) =>
    row.map((number, place) => {
      const expected = series.columns > 0 ? series.expected : null;
      const { width } = series;
      const text = String(number).padStart(digits?.[place] ?? 0, "0");
      const zeros = text.length > 1 && text.startsWith("0");
      series.push(number, gaps?.[place] ?? place, { digits: text.length, zeros, line: place === 0 });
      return { number, expected, width };
    }),
  );
}

/** Rows of which a number was not foretold, or wrongly. */
const unknownOf = (told: readonly (readonly Told[])[]) =>
  told.flatMap((row, i) => (row.every(({ number, expected }) => number === expected) ? [] : [i]));
const wrongOf = (told: readonly (readonly Told[])[]) =>
  told.flatMap((row, i) =>
    row.every(({ number, expected }) => expected === null || number === expected) ? [] : [i],
  );

/** Rows up to the one that carries for the first time, or up to twelve after those by which rows are found. */
const first = (carried: number) => Array.from({ length: Math.max(14, carried) + 1 }, (_, i) => i);

/** Columns that begin again: the last one goes on by a step, each carries to the one before it. */
const odometer = (lengths: readonly number[], step: number, firsts: readonly number[], from = 0) => {
  return (i: number): number[] => {
    let left = from + step * i;
    const row: number[] = [];
    for (let j = lengths.length - 1; j >= 0; j--) {
      row.unshift((left % lengths[j]!) + firsts[j]!);
      left = Math.floor(left / lengths[j]!);
    }
    return row;
  };
};
const clock = (seconds: number) => [
  Math.floor(seconds / 3600) % 24,
  Math.floor(seconds / 60) % 60,
  seconds % 60,
];
const date = (day: number) => {
  const at = new Date(86_400_000 * day);
  return [at.getUTCFullYear(), at.getUTCMonth() + 1, at.getUTCDate()] as const;
};
const dayOf = (year: number, month: number, day: number) => Date.UTC(year, month - 1, day) / 86_400_000;

describe("columns that carry", () => {
  test.each<[string, Row[], number]>([
    // A column of two digits that began again once shows its length, and its carry.
    ["places of a square", rowsOf(400, odometer([100, 20], 1, [0, 0])), 20],
    ["places from 1 on", rowsOf(400, odometer([100, 20], 1, [1, 1])), 20],
    ["steps of 3", rowsOf(130, odometer([1000, 20], 3, [0, 0])), 7],
    ["places of a cube, whose sides are as long", rowsOf(900, odometer([9, 9, 9], 1, [0, 0, 0])), 9],
    ["bytes of an address", rowsOf(2000, (i) => [10, 0, i >> 8, i & 255]), 256],
    ["a row of which one number stays", rowsOf(100, (i) => [7, i >> 4, 7, i & 15]), 16],
    ["what carries to the right", rowsOf(100, (i) => [i & 15, i >> 4]), 16],
    ["what begins with 5", rowsOf(80, odometer([100, 9], 1, [5, 5])), 9],
    ["what goes down to 5", rowsOf(100, (i) => odometer([100, 9], 1, [5, 5])(899 - i)), 9],
    ["steps of 2 from 1 on", rowsOf(40, odometer([100, 10], 2, [1, 1], 1)), 5],
    ["what carries to two columns", rowsOf(150, (i) => [i >> 4, 5 + (i >> 4), i & 15]), 16],
    ["a row that begins again before all others", rowsOf(100, odometer([100, 20], 1, [0, 0], 17)), 23],
    [
      "columns with another between them",
      rowsOf(99, (i) => [i % 5, 7, Math.floor(i / 5) % 5, Math.floor(i / 25)]),
      5,
    ],
    [
      "the same from right to left",
      rowsOf(99, (i) => [Math.floor(i / 25), Math.floor(i / 5) % 5, 7, i % 5]),
      5,
    ],
    ["days from 0 on, downwards", rowsOf(180, (i) => odometer([12, 31], 1, [1, 0])(222 - i)), 6],
    ["months of years", rowsOf(240, (i) => [1 + Math.floor(i / 12), 1 + (i % 12)]), 12],
    ["a column beside one that carries", rowsOf(100, (i) => [5 * i, i >> 4, i & 15]), 16],
  ])("%s are foretold once one has begun again", (_, rows, carried) => {
    expect(unknownOf(foretold(rows))).toEqual(first(carried));
  });

  test("nothing is foretold before twelve rows, or where nothing carries", () => {
    const short = rowsOf(16, (i) => [i >> 2, i & 3]);
    expect(unknownOf(foretold(short))).toEqual(first(4));
    for (const row of [(i: number) => [i, 3 * i], (i: number) => [9, i], (i: number) => [-i, 2]])
      expect(
        foretold(rowsOf(200, row))
          .flat()
          .every(({ expected }) => expected === null),
      ).toBe(true);
  });

  test("steps of more than 1 are assumed to begin with 0 or 1", () => {
    const rows = rowsOf(100, (i) => [Math.floor(i / 3), 7 + 2 * (i % 3)]);
    expect(unknownOf(foretold(rows))).toHaveLength(100);
  });

  test("what was carried to once and not again is foretold to be, wherever a column begins again", () => {
    const rows = rowsOf(100, (i) => [i < 16 ? 0 : 1, i & 15]);
    expect(unknownOf(foretold(rows))).toEqual([...first(16), 32, 48, 64, 80, 96]);
  });

  test("rows have two numbers at least and sixteen at most", () => {
    const told = (columns: number) =>
      foretold(
        rowsOf(80, (i) => [...Array(Math.max(0, columns - 2)).fill(4), i >> 4, i & 15].slice(-columns)),
      );
    for (const columns of [2, 3, 15, 16])
      expect([columns, unknownOf(told(columns)).at(-1)]).toEqual([columns, 16]);
    for (const columns of [1, 17]) expect(unknownOf(told(columns))).toHaveLength(80);
  });

  test("the first number of a row follows a line end, or text that occurs nowhere else in a row", () => {
    const rows = rowsOf(100, (i) => [i >> 4, 5, i & 15]);
    expect(unknownOf(foretold(rows, { gaps: [1, 2, 2] })).at(-1)).toBe(16);
    expect(unknownOf(foretold(rows, { gaps: [2, 2, 2] }))).toHaveLength(100);
    // Between lines a number that stands out is no beginning of a row, though it be the first.
    const series = new MixedRadix();
    series.push(5, 2, { digits: 1, zeros: false, line: false });
    series.push(0, 3, { digits: 1, zeros: false, line: false });
    expect(unknownOf(foretold(rows.slice(1), { gaps: [1, 2, 3] }, series)).at(-1)).toBe(15);
  });
});

describe("clocks", () => {
  test("hours are known to be 24 where minutes and seconds were 60, if they are no more", () => {
    const from = 79_000;
    const seconds = foretold(rowsOf(8000, (i) => clock(from + i)));
    expect(unknownOf(seconds)).toEqual(first(20));
    const steps = foretold(rowsOf(1000, (i) => clock(from + 17 * i)));
    expect(unknownOf(steps)).toEqual(first(2));
    // Hours of a stop-watch go on, which is seen at the first that is more.
    const watch = foretold(
      rowsOf(12_000, (i) => [Math.floor((from + i) / 3600), ...clock(from + i).slice(1)]),
    );
    expect(unknownOf(watch)).toEqual([...first(20), 86_400 - from]);
  });
});

describe("dates", () => {
  const days = (
    from: number,
    step: number,
    count: number,
    order: (date: readonly [number, number, number]) => Row,
  ) => rowsOf(count, (i) => order(date(from + step * i)));

  test.each<[string, (date: readonly [number, number, number]) => Row]>([
    ["year, month, day", (one) => one],
    ["day, month, year", ([y, m, d]) => [d, m, y]],
    ["month, day, year", ([y, m, d]) => [m, d, y]],
  ])("%s: months have their lengths, and leap years a day more", (_, order) => {
    for (const year of [1899, 1999, 2099, 2023]) {
      const told = foretold(days(dayOf(year, 11, 20), 1, 1700, order));
      expect([year, unknownOf(told)]).toEqual([year, first(11)]);
      // No year has begun before the first February.
      const january = foretold(days(dayOf(year + 1, 1, 20), 1, 100, order));
      expect([year, unknownOf(january)]).toEqual([year, first(12)]);
    }
  });

  test("the year is what months carry to, whatever else can be one", () => {
    const rows = rowsOf(200, (i) => [1234, ...date(dayOf(2023, 11, 20) + i)]);
    expect(unknownOf(foretold(rows))).toEqual(first(11));
  });

  test("weeks", () => {
    const told = foretold(days(dayOf(1996, 1, 1), 7, 300, (one) => one));
    expect(unknownOf(told)).toEqual(first(5));
  });

  test("days backwards begin with the last of the month before", () => {
    const told = foretold(days(dayOf(2001, 3, 25), -1, 1700, (one) => one));
    expect(unknownOf(told)).toEqual(first(25));
  });

  test("days and hours", () => {
    const rows = rowsOf(24 * 800, (i) => [...date(dayOf(2023, 1, 1) + Math.floor(i / 24)), i % 24]);
    const told = foretold(rows);
    expect(unknownOf(told)).toEqual(first(24));
  });

  test("numbers of days in years", () => {
    const rows = rowsOf(1500, (i) => {
      const [year] = date(dayOf(1899, 6, 1) + i);
      return [year, dayOf(1899, 6, 1) + i - dayOf(year, 1, 1) + 1];
    });
    // The first year shows that years begin again.
    expect(unknownOf(foretold(rows))).toEqual(first(214));
    // Years go on, though there be as many as days.
    const early = rowsOf(1120, (i) =>
      i < 365 ? [363, i + 1] : i < 731 ? [364, i - 364] : i < 1096 ? [365, i - 730] : [366, i - 1095],
    );
    expect(unknownOf(foretold(early))).toEqual(first(365));
  });
});

describe("rows that are not as they should be", () => {
  const rows = rowsOf(300, odometer([100, 20], 1, [0, 0]));

  test("are foretold once more after twelve that are, and one that begins again", () => {
    const wrong = rows.map((row, i) => (i === 130 ? [row[0]!, row[1]! + 7] : row));
    const unknown = unknownOf(foretold(wrong)).filter((i) => i > 20);
    expect(unknown[0]).toBe(130);
    expect(unknown).toEqual(unknown.map((_, k) => 130 + k));
    expect(unknown.length).toBeGreaterThan(12);
    expect(unknown.length).toBeLessThan(32);
    expect(wrongOf(foretold(wrong))).toEqual([130]);
  });

  test("end at an invalid number and at another gap", () => {
    for (const change of [
      (series: MixedRadix) => series.push(Number.NaN, 0, { digits: 70, zeros: false, line: true }),
      (series: MixedRadix) => series.push(5, 99, { digits: 1, zeros: false, line: true }),
    ]) {
      const series = new MixedRadix();
      foretold(rows.slice(0, 60), {}, series);
      expect([series.columns, series.expected]).toEqual([2, 3]);
      change(series);
      expect(series.columns).toBe(0);
    }
  });
});

test("numbers have as many digits as those with zeros in front had", () => {
  const told = foretold(
    rowsOf(300, (i) => [i >> 5, i & 31]),
    { digits: [3, 2] },
  );
  for (const row of told.slice(33)) {
    expect(row.map(({ number, expected }) => expected === number)).toEqual([true, true]);
    expect(row.map(({ width }) => width)).toEqual([3, 2]);
  }
  const plain = foretold(rowsOf(300, (i) => [i >> 5, i & 31]));
  for (const row of plain.slice(33)) for (const { width } of row) expect(width).toBe(1);
});

test("a column of which a number has fewer digits has no zeros in front from there on", () => {
  const series = new MixedRadix();
  const rows = rowsOf(300, (i) => [i >> 5, i & 31]);
  foretold(rows.slice(0, 100), { digits: [3, 2] }, series);
  const [shorter, after] = foretold(rows.slice(100, 102), { digits: [1, 2] }, series);
  expect([shorter, after].map((row) => row!.map(({ width }) => width))).toEqual([
    [3, 2],
    [1, 2],
  ]);
});

test("a column next to padded ones has no zeros in front once it started again without", () => {
  const told = foretold(
    rowsOf(400, (i) => [1 + (Math.floor(i / 6) % 12), 10 * (i % 6)]),
    { digits: [1, 2] },
  );
  const starts = told.filter(([hour], i) => i > 72 && i % 72 === 0 && hour!.number === 1);
  expect(starts.map(([hour]) => [hour!.expected, hour!.width])).toEqual(starts.map(() => [1, 1]));
  for (const [, minute] of told.slice(20)) expect(minute!.width).toBe(2);
});

test("a number longer than its column is padded to leaves the zeros of those after it", () => {
  const told = foretold(
    rowsOf(700, (i) => [i >> 7, i & 127]),
    { digits: [1, 2] },
  );
  for (const [, number] of told.slice(130)) expect(number!.width).toBe(2);
});

test("a column that goes down loses a digit where it has no zeros in front", () => {
  const rows = rowsOf(120, (i) => [(400 - i) >> 5, (400 - i) & 31]);
  const told = foretold(rows, { digits: [3, 1] });
  // From 10 to 9.
  const later = told[32 + ((400 - 9) & 31)]!.map((one) => [one.expected, one.width]);
  expect(later).toEqual([
    [11, 3],
    [9, 1],
  ]);
});

describe("rows elsewhere", () => {
  const rows = rowsOf(400, odometer([100, 20], 1, [0, 0]));
  const known = (): KnownRows => {
    const all: KnownRows = {};
    const series = new MixedRadix(all);
    foretold(rows.slice(0, 100), {}, series);
    series.note();
    return all;
  };

  test("continue after one row, and after one that is cut off", () => {
    const at = (cut: number) => {
      const series = new MixedRadix(known());
      series.restart();
      const pieces = rows.slice(305);
      const all = [pieces[0]!.slice(cut), ...pieces.slice(1)];
      return unknownOf(
        all.map((row, i) =>
          row.map((number, place) => {
            const own = i === 0 ? place + cut : place;
            const expected = series.columns > 0 ? series.expected : null;
            series.push(number, own, { digits: 1, zeros: false, line: own === 0 });
            return { number, expected, width: 0 };
          }),
        ),
      );
    };
    expect([at(0), at(1)]).toEqual([
      [0, 1],
      [0, 1],
    ]);
  });

  test("are nothing before they are noted, nor where gaps are others", () => {
    const fresh = new MixedRadix({});
    fresh.restart();
    expect(unknownOf(foretold(rows.slice(305, 350), {}, fresh))).toEqual(first(15));
    const other = new MixedRadix(known());
    other.restart();
    expect(unknownOf(foretold(rows.slice(305, 350), { gaps: [7, 8] }, other))).toEqual(first(15));
    const silent: KnownRows = {};
    const series = new MixedRadix(silent);
    foretold(rows.slice(0, 15), {}, series);
    series.note();
    expect(silent).toEqual({});
  });

  test("count from the beginning", () => {
    const series = new MixedRadix(known());
    foretold(rows.slice(0, 50), {}, series);
    expect([series.count, series.columns]).toEqual([100, 2]);
    series.restart();
    expect([series.count, series.columns]).toEqual([0, 0]);
  });
});
