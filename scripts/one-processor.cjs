// Preloaded into the command where many run side by side: one thread each. Each further one would load and compile the command again,
// and the processors have enough to do. What the command prints does not depend on it.
require("node:os").availableParallelism = () => 1;
