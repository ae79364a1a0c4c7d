import { readFileSync } from "node:fs";
import { expect, test } from "vitest";

const read = (path: string) => JSON.parse(readFileSync(new URL(`../../${path}`, import.meta.url), "utf8"));
const bill = read("dist/sbom.cdx.json");

test("the bill of materials has a serial number, and a version and a licence for each package", () => {
  expect(bill).toMatchObject({ bomFormat: "CycloneDX", specVersion: "1.5", version: 1 });
  expect(bill.serialNumber).toMatch(
    /^urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/,
  );
  const { dependencies } = read("package.json");
  const known = new Map(bill.components.map((one: { name: string }) => [one.name, one]));
  for (const name of Object.keys(dependencies))
    expect(known.get(name)).toMatchObject({ version: dependencies[name] });
  for (const { name, version, licenses, purl } of bill.components) {
    expect([name, version]).toEqual([expect.stringMatching(/./), expect.stringMatching(/^\d+\.\d+\.\d+/)]);
    expect(licenses[0].license.id).toMatch(
      /^(MIT|ISC|BSD-[23]-Clause|Apache-2\.0|BlueOak-1\.0\.0|CC0-1\.0|0BSD|Python-2\.0|Unlicense|.* (AND|OR) .*)$/,
    );
    expect(purl).toBe(`pkg:npm/${name.replace("@", "%40")}@${version}`);
  }
  expect(bill.dependencies).toEqual([
    {
      ref: bill.metadata.component["bom-ref"],
      dependsOn: bill.components.map((one: { "bom-ref": string }) => one["bom-ref"]),
    },
  ]);
});
