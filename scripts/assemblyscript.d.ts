// What scripts use of the compiler. Its own declarations name globals of AssemblyScript, which hide those of Node.
export function main(
  argv: readonly string[],
  host: {
    readFile(file: string): string | null;
    writeFile(file: string, contents: string | Uint8Array): void;
    listFiles(): string[];
  },
): Promise<{ error: Error | null; stderr: unknown }>;
