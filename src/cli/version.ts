import { version as current } from "../core/version.ts";

export const version: string = current;
