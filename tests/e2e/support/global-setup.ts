// One server for the whole run. PARLEY_E2E_URL names a running server with PARLEY_TRUST_PROXY=1; PARLEY_E2E_DATA_DIR
// then names its data folder.
import { findBrowser } from "../../../scripts/browser.mjs";
import { build } from "../../helpers/server-process";
import { Server } from "./server";

export default async function setup(): Promise<(() => Promise<void>) | undefined> {
  if (process.env.PARLEY_E2E_URL || (await findBrowser()) === null) return undefined;
  await build();
  const server = new Server();
  await server.start();
  process.env.PARLEY_E2E_URL = server.url;
  process.env.PARLEY_E2E_DATA_DIR = server.dataDir;
  return async () => {
    await server.remove();
    if (server.errors.length > 0) throw new Error(`The server logged errors:\n${server.errors.join("\n")}`);
  };
}
