import { describe, expect, it } from "vitest";
import { UsageError } from "../../../src/core/errors.ts";
import { nearestWord } from "../../../src/core/nearest-word.ts";
import { LazyRegistry, Registry } from "../../../src/core/registry.ts";

describe("Registry", () => {
  const registry = () => new Registry("thing", [{ id: "first-one" }, { id: "second-one" }]);

  it("keeps its entries in order", () => {
    const things = registry();
    expect(things.entries.map(({ id }) => id)).toEqual(["first-one", "second-one"]);
    expect(things.get("first-one").id).toBe("first-one");
    expect(things.has("third")).toBe(false);
    expect(() => new Registry("thing", [{ id: "a" }, { id: "a" }])).toThrow("two things share an id");
  });

  it("names the nearest id, else all of them", () => {
    expect(() => registry().get("first-on")).toThrow(
      new UsageError('no thing "first-on"; did you mean "first-one"?'),
    );
    expect(() => registry().get("zzz")).toThrow(
      new UsageError('no thing "zzz"; known: first-one, second-one'),
    );
  });

  it("takes definitions, and knows them from those that were there", () => {
    const things = registry();
    things.add({ id: "third3" });
    expect(things.entries.map(({ id }) => id)).toEqual(["first-one", "second-one", "third3"]);
    expect(things.get("third3").id).toBe("third3");
    expect([things.isAdded("third3"), things.isAdded("first-one"), things.isAdded("none")]).toEqual([
      true,
      false,
      false,
    ]);
    expect(() => things.add({ id: "third3" })).toThrow(new UsageError('the thing "third3" exists already'));
    expect(() => things.add({ id: "first-one" })).toThrow(UsageError);
    for (const id of ["", "A", "a b", "-a", "a-", "a--b", "1a", "a_b"])
      expect(() => things.add({ id })).toThrow(`"${id}" is not an id`);
    expect(things.entries).toHaveLength(3);
  });
});

describe("LazyRegistry", () => {
  const loaded: string[] = [];
  const loading = (id: string) => async () => {
    loaded.push(id);
    return { id };
  };
  const registry = () =>
    new LazyRegistry("thing", { "first-one": loading("first-one"), second: loading("second") });

  it("loads only what is requested", async () => {
    const things = registry();
    expect([things.ids, things.has("second"), loaded]).toEqual([["first-one", "second"], true, []]);
    expect(await things.get("second")).toEqual({ id: "second" });
    expect(loaded).toEqual(["second"]);
    expect(await things.all()).toEqual([{ id: "first-one" }, { id: "second" }]);
  });

  it("rejects an unknown id, and takes new ones", async () => {
    const things = registry();
    await expect(things.get("secnd")).rejects.toThrow(
      new UsageError('no thing "secnd"; did you mean "second"?'),
    );
    things.add({ id: "third" });
    expect(await things.get("third")).toEqual({ id: "third" });
    expect([things.isAdded("third"), things.isAdded("second")]).toEqual([true, false]);
    expect(() => things.add({ id: "second" })).toThrow(UsageError);
  });
});

describe("nearestWord", () => {
  it("finds the word that was meant, if any is near", () => {
    const known = ["entropyRate", "excessEntropy", "a"];
    expect(nearestWord("entropyRte", known)).toBe("entropyRate");
    expect(nearestWord("excesEntropi", known)).toBe("excessEntropy");
    expect(nearestWord("b", known)).toBe("a");
    expect(nearestWord("something", known)).toBeUndefined();
    expect(nearestWord("x", [])).toBeUndefined();
  });
});
