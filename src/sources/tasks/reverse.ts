import { defineSource } from "../../core/source.ts";
import { echoParams, echoTask } from "./echo-task.ts";

export const reverse = defineSource({
  id: "reverse",
  group: "tasks",
  title: "reversing",
  summary:
    "Lines `abc>cba`: a random word and the word read backwards; a learner has to look back by growing steps.",
  reference: "Grefenstette, Hermann, Suleyman & Blunsom 2015, NIPS 28",
  params: echoParams,
  example: "reverse(alphabet=10, length=8)",
  bind: (params) =>
    echoTask(params, (word, target) => {
      for (let i = 0; i < word.length; i++) target[i] = word[word.length - 1 - i]!;
    }),
});
