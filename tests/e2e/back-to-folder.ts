import { afterAll } from "vitest";

// Files of tests share a process, and most work in a folder of their own.
const folder = process.cwd();
afterAll(() => process.chdir(folder));
