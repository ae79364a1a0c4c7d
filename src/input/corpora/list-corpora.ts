import { type CorpusCatalogue, readCatalogue } from "./catalogue.ts";
import type { CorpusRoots } from "./corpus-roots.ts";
import { locatePackage } from "./locate.ts";
import type { CorpusManifest } from "./manifest.ts";

/** What a list of the corpora says about one of them. */
interface CorpusListing {
  readonly manifest: CorpusManifest;
  /** whether the package is there, in the manifest's version; its hashes are not checked here */
  readonly installed: boolean;
}

/** Every corpus with whether its package is installed. */
export async function listCorpora(
  roots: CorpusRoots,
): Promise<{ readonly corpora: readonly CorpusListing[]; readonly catalogue: CorpusCatalogue }> {
  const catalogue = await readCatalogue(roots.manifests);
  const corpora: CorpusListing[] = [];
  for (const manifest of catalogue.manifests) {
    const location = await locatePackage(manifest, roots.packages);
    corpora.push({ manifest, installed: location.status === "ok" });
  }
  return { corpora, catalogue };
}
