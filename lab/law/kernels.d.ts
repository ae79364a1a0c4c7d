/** What lab/setup.mjs compiles; types can be checked before it has run. */
declare module "*.wasm.ts" {
  /** The compiled kernel. */
  export const wasm: string;
}
