// `npm run dev`: the server from its sources; Next reloads the pages by itself, a change to the server needs a restart.
import { prepare } from "./prepare.mjs";

process.env.NODE_ENV = "development";
await prepare(["generate"]);
const { register } = await import("tsx/esm/api");
register();
await import("../server.ts");
