declare const __MESOSCOPE_BUILD__: string | undefined;

/** Hash of the sources this build was made from: a result of another build is never taken from the cache. */
export const buildId: string = typeof __MESOSCOPE_BUILD__ === "string" ? __MESOSCOPE_BUILD__ : "unbundled";
