// What the package holds and needs of others: a list for people and a bill of materials for machines.
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";

/** Packages in a bundle, by the files of a bundle, and those that are installed beside it. */
function components(root, inputs) {
  const { dependencies } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
  const bundled = inputs.flatMap((file) => file.match(/^(?:.*\/)?node_modules\/(?:@[^/]+\/)?[^/]+/) ?? []);
  const installed = Object.keys(dependencies).map((name) => `node_modules/${name}`);
  const found = [...new Set([...bundled, ...installed])].map((folder) => {
    const { name, version, license } = JSON.parse(readFileSync(join(root, folder, "package.json"), "utf8"));
    return { name, version, license, how: bundled.includes(folder) ? "bundled" : "installed" };
  });
  const unique = new Map(found.map((one) => [`${one.name} ${one.version}`, one]));
  return [...unique].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, one]) => one);
}

/**
 * @param root folder of the project
 * @param inputs files of the bundles
 * @returns a table in Markdown
 */
export function thirdParty(root, inputs) {
  const rows = components(root, inputs).map(
    ({ name, version, license, how }) => `| ${name} | ${version} | ${license} | ${how} |`,
  );
  return [
    "# Third-party packages\n",
    "Code of these packages is part of mesoscope, or is installed with it. Their notices: `third-party-licences.txt`.\n",
    "| package | version | licence | how |",
    "| --- | --- | --- | --- |",
    ...rows,
    "",
  ].join("\n");
}

/** @returns the same as CycloneDX 1.5. Its serial number is made of its contents and it has no time: equal builds give equal bytes. */
export function billOfMaterials(root, inputs) {
  const { name, version, license } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
  const purl = (id, at) => `pkg:npm/${id.replace("@", "%40")}@${at}`;
  const component = (type, id, at, licence) => ({
    type,
    "bom-ref": `${id}@${at}`,
    name: id,
    version: at,
    purl: purl(id, at),
    licenses: [{ license: { id: licence } }],
  });
  const contents = {
    metadata: { component: component("application", name, version, license) },
    components: components(root, inputs).map((one) => ({
      ...component("library", one.name, one.version, one.license),
      properties: [{ name: "mesoscope:how", value: one.how }],
    })),
  };
  const bill = {
    bomFormat: "CycloneDX",
    specVersion: "1.5",
    serialNumber: `urn:uuid:${uuidOf(JSON.stringify(contents))}`,
    version: 1,
    ...contents,
    dependencies: [
      {
        ref: contents.metadata.component["bom-ref"],
        dependsOn: contents.components.map((one) => one["bom-ref"]),
      },
    ],
  };
  return `${JSON.stringify(bill, null, 2)}\n`;
}

/** A UUID of version 8 (RFC 9562) from the SHA-256 of a text. */
function uuidOf(text) {
  const bytes = createHash("sha256").update(text).digest().subarray(0, 16);
  bytes[6] = (bytes[6] & 0x0f) | 0x80;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  return bytes.toString("hex").replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}
