// What a user waits for before the command does anything.
import { alternate, mesoscope } from "./processes.mjs";

export function startup() {
  const [own, bare] = alternate([...mesoscope, "--help"], [process.execPath, "-e", "0"], 21);
  return [
    { what: "mesoscope --help, ms", value: own * 1000 },
    { what: "node -e 0, ms", value: bare * 1000 },
    { what: "mesoscope --help / node -e 0", value: own / bare, atMost: 1.4 },
  ];
}
