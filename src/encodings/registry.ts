import { createRegistry } from "../core/registry.ts";
import { bytes } from "./bytes.ts";
import { characters } from "./characters.ts";
import { cl100kBase, gpt2, o200kBase } from "./tokens.ts";
import { words } from "./words.ts";

/** Every way to read bytes as symbols. */
export const encodings = createRegistry("encoding", [bytes, characters, words, gpt2, cl100kBase, o200kBase]);
