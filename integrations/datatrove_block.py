"""A block of datatrove that adds the scores of mesoscope to the metadata of documents:

    LocalPipelineExecutor([JsonlReader("crawl/"), MesoscopeScores("good.model"),
        LambdaFilter(lambda d: d.metadata["against"] is not None and d.metadata["against"] < 2.4),
        JsonlWriter("kept/")], tasks=8).run()

Scores that are not known are None.

Documents go through one process a task, as lines of JSON; held are only those that it has not answered yet. What stood in
earlier documents is looked for within a task: other tasks have other processes.
"""

import json
import subprocess
from collections import deque
from threading import Thread

try:
    from datatrove.pipeline.base import PipelineStep
except ImportError:  # `scored` needs nothing of it
    PipelineStep = object


def scored(documents, argv):
    """Each document with its scores, in their order, of any objects with `id` and `text`."""
    process = subprocess.Popen(argv, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    sent, failed = deque(), []

    def send():
        try:
            for document in documents:
                sent.append(document)
                process.stdin.write(json.dumps({"id": document.id, "text": document.text}).encode() + b"\n")
            process.stdin.close()
        except BrokenPipeError:
            pass  # its exit status says why
        except Exception as error:
            failed.append(error)
            process.kill()

    Thread(target=send, daemon=True).start()
    try:
        for line in process.stdout:
            yield sent.popleft(), json.loads(line)
        # 3: some documents could not be scored, and their reason says why.
        if process.wait() not in (0, 3) or sent:
            raise failed[0] if failed else RuntimeError(f"mesoscope ended with status {process.returncode}")
    finally:
        process.kill()


class MesoscopeScores(PipelineStep):
    type = "📊 - STATS"
    name = "🔬 mesoscope"

    def __init__(self, against, columns="against,repeated,group,alike", command=("mesoscope",)):
        super().__init__()
        self.argv = [*command, "score", "--field", "text", "--against", against, "--columns", columns, "-q", "-j", "1"]

    def run(self, data, rank=0, world_size=1):
        for document, scores in scored(data, self.argv):
            document.metadata.update((key, scores[key]) for key in scores if key not in ("file", "line", "id"))
            self.stat_update("scored" if scores["reason"] is None else "not scored")
            yield document
