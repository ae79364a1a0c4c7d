import "./worker-first.ts";
import { messageOf } from "../../../src/core/errors.ts";
import { lensOf, measure, shownText } from "../measured.ts";
import type { Answer, Question } from "./questions.ts";

addEventListener("message", ({ data }: MessageEvent<Question>) => {
  answer(data).then(
    (found) => postMessage(found),
    (error: unknown) => postMessage({ kind: "failed", reason: messageOf(error) } satisfies Answer),
  );
});

async function answer({ kind, request }: Question): Promise<Answer> {
  const written = await shownText(request);
  if (kind === "measure") return { kind: "measured", ...measure(written) };
  const { report, bytes, bits } = lensOf(written);
  return { kind: "shown", bytes, bits, text: report.text, spans: report.spans };
}
