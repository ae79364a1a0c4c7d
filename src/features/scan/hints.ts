import type { Command } from "../../command/command.ts";
import type { AccountedInput } from "../../run/run-batch.ts";

/** Adds to paths that do not exist and look like the name of a command which one may have been meant, or that there need be none. */
export function withCommandHints(
  failed: readonly AccountedInput[],
  commands: readonly Command[],
): AccountedInput[] {
  return failed.map(({ input, reason }) => {
    const near = commands.find(({ name }) => name !== "" && isTypo(input, name));
    if (near !== undefined) return { input, reason: `${reason}. Did you mean the command "${near.name}"?` };
    const isWord = /^[a-z]{3,}$/.test(input) && reason.startsWith("no file or folder");
    return {
      input,
      reason: isWord ? `${reason}; files are measured without a command: mesoscope FILE` : reason,
    };
  });
}

/** Whether two words differ by one letter left out, put in, changed or swapped. */
function isTypo(a: string, b: string): boolean {
  if (Math.abs(a.length - b.length) > 1 || a === b) return false;
  let i = 0;
  while (i < a.length && a[i] === b[i]) i++;
  const [restA, restB] = [a.slice(i), b.slice(i)];
  return (
    restA.slice(1) === restB.slice(1) ||
    restA.slice(1) === restB ||
    restA === restB.slice(1) ||
    (restA[0] === restB[1] && restA[1] === restB[0] && restA.slice(2) === restB.slice(2))
  );
}
