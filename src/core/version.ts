import packageJson from "../../package.json" with { type: "json" };

export const version: string = packageJson.version;

/** Version of the report's schema; increases when a reader of the old one could be misled. */
export const schemaVersion = 4;
