/** Modules that a package can import, as they are called in src and in dist; `index` is the package itself. */
export const libraryEntries = ["index", "statistics", "sources", "observer", "lens"];
