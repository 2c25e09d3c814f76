// `npm start`: install and build what is missing, then serve, all in this one process.
import { everything, prepare, runBundle } from "./prepare.mjs";

process.env.NODE_ENV = "production";
await prepare(everything);
await runBundle("server");
