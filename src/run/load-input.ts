import { InputError } from "../core/errors.ts";
import { Random } from "../core/random.ts";
import type { Warning } from "../core/warnings.ts";
import { type OpenedSample, sampleBytes, sampleDocuments, sampleFile } from "../input/read-sample.ts";
import type { SampledInput } from "../input/sample-source.ts";
import { containerWarnings } from "../input/sniff-container.ts";
import type { Sample } from "../results/report.ts";
import type { LoadedInput } from "./loaded-input.ts";
import { type MemoryNeeds, needsOfMeasuring } from "./memory-needs.ts";
import { fileProvenance, type MeasureTask, pathBytes } from "./task.ts";

/** Takes warnings about an input whose results have no room for them. */
export type WarningListener = (warnings: readonly Warning[]) => void;

/**
 * Reads, loads or generates what a task names, and takes the sample.
 *
 * @param inOnePiece whether to take a single contiguous piece of the first half, as `SampleOptions` says
 * @param needs memory that the task needs; by default that of measuring
 * @throws InputError when the input cannot be read; RecipeError for a wrong recipe
 */
export async function loadInput(
  task: MeasureTask,
  onWarnings?: WarningListener,
  needs?: MemoryNeeds,
  inOnePiece = false,
): Promise<LoadedInput> {
  const used = needs ?? (await needsOfMeasuring(task.whole ?? task.options));
  const loaded = await load(task, used, inOnePiece);
  onWarnings?.(loaded.warnings);
  return loaded;
}

async function load(task: MeasureTask, needs: MemoryNeeds, inOnePiece: boolean): Promise<LoadedInput> {
  const { input, options, environment } = task;
  const sampling = {
    sample: options.sample,
    encoding: options.encoding,
    ...(options.charset === undefined ? {} : { charset: options.charset }),
    random: Random.fromSeed(options.seed),
    inOnePiece,
    needs,
  };
  switch (input.kind) {
    case "file": {
      const sampled = await sampleFile(input.path, sampling, input.reading, pathBytes(input));
      const warnings: Warning[] = sampled.changed ? [{ code: "changed-while-read" }] : [];
      return fromSample(
        sampled,
        { ...fileProvenance(input), ...openedAs(sampled) },
        [...warnings, ...warningsOf(sampled)],
        task.name,
      );
    }
    case "files": {
      const { joinFiles } = await import("./join-files.ts");
      const { sampled, files, warnings } = await joinFiles(input.files, sampling, input.skipUnreadable);
      return fromSample(sampled, { kind: "files", files }, warnings);
    }
    case "bytes": {
      const sampled = await sampleBytes(input.bytes, task.name, sampling, input.reading);
      return fromSample(
        sampled,
        { kind: input.origin ?? "stdin", ...openedAs(sampled) },
        warningsOf(sampled),
        task.name,
      );
    }
    case "symbols":
      return (await import("./load-symbols.ts")).loadSymbols(input.sequence, sampling);
    case "corpus": {
      const { loadCorpus } = await import("../input/corpora/load-corpus.ts");
      const corpus = await loadCorpus(input.id, environment.corpora);
      if (corpus.status !== "ok") throw new InputError(corpus.reason);
      const { source } = corpus.manifest;
      const sampled = sampleDocuments(
        corpus.documents.map(({ bytes }) => bytes),
        sampling,
      );
      return fromSample(
        sampled,
        { kind: "corpus", corpus: corpus.id, package: source.package, version: source.version },
        [],
      );
    }
    case "recipe": {
      // Loads all sources at once; a run on a file should not wait for them.
      const { generateInput } = await import("./generated-sequence.ts");
      return generateInput(input.recipe, options, environment.corpora);
    }
  }
}

/** The container and record format of an input, for its provenance; empty for a plain file. */
function openedAs({ unpackedFrom, records }: OpenedSample) {
  return {
    ...(unpackedFrom === null ? {} : { container: unpackedFrom }),
    ...(records === null
      ? {}
      : {
          records: {
            format: records.format,
            field: records.field,
            documents: records.documents,
            bad: records.bad?.count ?? 0,
          },
        }),
  };
}

function warningsOf({ unpackedFrom, records }: OpenedSample): Warning[] {
  if (unpackedFrom === null && records === null) return [];
  const of = records === null ? null : { format: records.format, documents: records.documents };
  return [
    { code: "unpacked", container: unpackedFrom, records: of },
    ...(records?.bad == null ? [] : [{ code: "bad-records" as const, ...records.bad }]),
  ];
}

function fromSample(
  sampled: SampledInput,
  provenance: Sample["provenance"],
  before: readonly Warning[],
  name = "",
): LoadedInput {
  const { sequence, bytes, blocks, documents, size, sha256, wholeSha256, head } = sampled;
  const { invalidCount, firstInvalidOffset } = sequence.decoding;
  const isPlain = !("container" in provenance || "records" in provenance);
  const warnings = [...before, ...containerWarnings(head, isPlain ? name : "")];
  if (invalidCount > 0)
    warnings.push({ code: "invalid-text", count: invalidCount, firstOffset: firstInvalidOffset ?? 0 });
  return {
    sequence,
    bytes,
    provenance,
    size,
    sha256: wholeSha256,
    sampleSha256: sha256,
    blocks: [...blocks],
    documents,
    declaredAlphabet: null,
    truth: () => null,
    record: null,
    warnings,
  };
}
