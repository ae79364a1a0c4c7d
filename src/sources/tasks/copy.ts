import { defineSource } from "../../core/source.ts";
import { echoParams, echoTask } from "./echo-task.ts";

export const copy = defineSource({
  id: "copy",
  group: "tasks",
  title: "copying",
  summary: "Lines `abc>abc`: a random word and its copy; a learner has to look back a fixed distance.",
  reference: "Graves, Wayne & Danihelka 2014, arXiv:1410.5401",
  params: echoParams,
  example: "copy(alphabet=10, length=8)",
  bind: (params) => echoTask(params, (word, target) => target.set(word)),
});
