import * as z from "zod";
import { cos, exp, log, log2, sin } from "../steady-math.ts";

// What has to be there before any other module of a worker is run.

// Schemas that write functions would ask the page's policy for what it forbids.
z.config({ jitless: true });
// The page's numbers are the command's, to the last digit.
Object.assign(Math, { cos, exp, log, log2, sin });
