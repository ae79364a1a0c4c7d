import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { linkOf, readLink } from "../../../site/playground/link.ts";
import { measure, shownText } from "../../../site/playground/measured.ts";
import { nextOnRoad, onRoad } from "../../../site/playground/road.ts";
import {
  commandsOf,
  firstScene,
  materials,
  operations,
  recipeOf,
  type Scene,
  suits,
} from "../../../site/playground/scenes.ts";

const scenes: Scene[] = materials.flatMap((material) =>
  operations
    .filter((operation) => suits(material, operation))
    .flatMap(({ id, stops }) =>
      stops.map((_, stop): Scene => ({ material: material.id, operation: id, stop })),
    ),
);

describe("scenes", () => {
  test("the first one is a text whose letters change places anywhere", () => {
    expect(recipeOf(firstScene, "a.txt")).toBe("window-shuffle(file(a.txt), width=16384)");
  });

  test("the command reads all of their recipes", async () => {
    const text = Uint8Array.from({ length: 40 }, (_, i) => 97 + ((i * i) % 26));
    for (const scene of scenes) {
      const asked = { recipe: recipeOf(scene, "a b.txt"), text, length: 40 };
      expect((await shownText(asked)).length).toBeGreaterThanOrEqual(40);
    }
  });

  test("sliders begin at the unchanged text, and measured stops are positions of them, with both ends", () => {
    for (const { stops, measured, first } of operations) {
      expect(stops[0]!.recipe("x")).toBe("x");
      expect([measured[0], measured.at(-1)]).toEqual([0, stops.length - 1]);
      expect(measured).toEqual([...measured].sort((a, b) => a - b));
      expect(stops[first]).toBeDefined();
    }
  });

  test("a longer file is cut by the command, too", () => {
    const scene: Scene = { material: "own", operation: "chain", stop: 7 };
    expect(commandsOf(scene, { name: "a b.txt", length: 16_384, cut: true })).toEqual([
      "head -c 16384 'a b.txt' > 'beginning-of-a b.txt'",
      `mesoscope generate 'surrogate(file("beginning-of-a b.txt"), order=1)' -n 16384 --as text -o shown.txt`,
      "mesoscope shown.txt --no-decompress --records none -f json",
      "mesoscope lens shown.txt --no-decompress",
    ]);
  });

  test("what is too short has no place and says why", () => {
    const { spectrum, sentence } = measure(new Uint8Array(100));
    expect(spectrum.verdict.regime).toBe("order");
    expect(sentence).toBe("Order: one byte, repeated; no new information.");
    expect(measure(Uint8Array.of(1, 2, 3)).sentence).toBe("Too short to place: 3 symbols, needs 500.");
  });

  test("a corpus that the page does not hold is not looked for", async () => {
    const asked = { recipe: "corpus(moby-dick)", text: new Uint8Array(1), length: 10 };
    await expect(shownText(asked)).rejects.toThrow("the page holds no corpus moby-dick");
  });
});

describe("links", () => {
  test("give back every scene but those of a reader's own text", () => {
    for (const scene of scenes) {
      const read = readLink(`#${linkOf(scene)}`);
      if (scene.material === "own") expect(read.fault).toContain("which no link holds");
      else expect(read).toEqual({ scene, fault: null });
    }
    expect(readLink("")).toEqual({ scene: firstScene, fault: null });
  });

  test("that are damaged lead to the first scene, with a word about it", () => {
    for (const hash of [
      "#x",
      "#text=moby-dick&do=noise&at=101",
      "#text=moby-dick&do=noise&at=1e1",
      "#%",
      "#text=pattern&do=chain&at=1",
    ])
      expect(readLink(hash)).toEqual({
        scene: firstScene,
        fault: "The link is damaged: this is the first scene.",
      });
    fc.assert(
      fc.property(fc.string(), (hash) => {
        const { scene } = readLink(hash);
        expect(operations.find(({ id }) => id === scene.operation)!.stops[scene.stop]).toBeDefined();
      }),
    );
  });
});

describe("a road", () => {
  const road = new Map([
    [0, { x: 0, y: 4 }],
    [10, { x: 1, y: 0 }],
  ]);

  test("is straight between what was measured, and nothing beyond", () => {
    expect(onRoad(road, 10)).toEqual({ x: 1, y: 0, measured: true });
    expect(onRoad(road, 5)).toEqual({ x: 0.5, y: 2, measured: false });
    expect(onRoad(road, 11)).toBeUndefined();
    expect(onRoad(new Map(), 0)).toBeUndefined();
  });

  test("is measured at its ends first, and then in the longest gap", () => {
    const stops = [0, 1, 2, 5, 10, 15, 20];
    const known = new Map<number, { x: number; y: number }>();
    const order: number[] = [];
    for (let next = nextOnRoad(known, stops); next !== undefined; next = nextOnRoad(known, stops)) {
      order.push(next);
      known.set(next, { x: 0, y: 0 });
    }
    expect(order.slice(0, 3)).toEqual([0, 20, 5]);
    expect([...order].sort((a, b) => a - b)).toEqual(stops);
  });
});
