/**
 * Sixty languages of the declaration by family, chosen before anything was measured: families of which three or more
 * languages stand here, large ones with several branches, each in a script that another language of its family uses too.
 */
export const udhrFamilies: Readonly<Record<string, readonly string[]>> = {
  "Indo-European": [
    ...["eng", "deu_1996", "nld", "swe", "dan"],
    ...["fra", "spa", "ita", "ron_2006"],
    ...["pol", "ces", "rus", "ukr", "bul", "lit", "lav"],
    ...["cym", "gle"],
    ...["hin", "nep"],
  ],
  Uralic: ["fin", "est", "sme", "vep", "hun"],
  Turkic: ["tur", "azj_latn", "uzn_latn", "kaz", "kir", "tat"],
  Austronesian: ["ind", "jav", "tgl", "ceb", "mri", "smo", "plt"],
  "Niger-Congo": ["swh", "zul", "xho", "sna", "lin", "kin", "yor", "ibo"],
  "Afro-Asiatic": ["amh", "tir", "som", "gax"],
  "Sino-Tibetan": ["cmn_hans", "yue", "bod", "dzo"],
  Quechuan: ["quy", "quz", "qvh"],
  Mayan: ["quc", "kek", "yua"],
};
