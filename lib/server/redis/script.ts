// Lua that runs in Redis as one step, named by its hash so that only the hash travels.
import { createHash } from "node:crypto";
import type { RedisClient } from "./connect";

export class Script {
  private readonly hash: string;

  constructor(private readonly source: string) {
    this.hash = createHash("sha1").update(source).digest("hex");
  }

  /** So that no later call has to be repeated, which would put it behind the calls that followed it. */
  async load(client: RedisClient): Promise<void> {
    await client.scriptLoad(this.source);
  }

  async run(client: RedisClient, keys: readonly string[], values: readonly string[]): Promise<unknown> {
    const rest = [String(keys.length), ...keys, ...values];
    try {
      return await client.sendCommand(["EVALSHA", this.hash, ...rest]);
    } catch (error) {
      if (!(error instanceof Error && error.message.startsWith("NOSCRIPT"))) throw error;
      return client.sendCommand(["EVAL", this.source, ...rest]);
    }
  }
}

/** The clock of Redis in milliseconds, which is the same for all nodes. */
export const nowLua = `
local time = redis.call('TIME')
local now = time[1] * 1000 + time[2] / 1000
`;
