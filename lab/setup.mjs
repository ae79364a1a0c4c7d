// Compiles the kernel of the lab's perceptron where it is stale.
import { buildKernels, staleKernels } from "../scripts/build-kernels.mjs";

const place = { from: "lab/kernels", to: "lab/law" };
await buildKernels(staleKernels(place), place);
