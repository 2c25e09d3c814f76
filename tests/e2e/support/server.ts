// A Parley as `npm start` runs it, on its own embedded database with the demo data.
import type { ChildProcess } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { spawnParley, started, stopped } from "../../helpers/server-process";

export class Server {
  /** The errors in the log so far. */
  readonly errors: string[] = [];
  readonly dataDir = mkdtempSync(join(tmpdir(), "parley-e2e-"));
  private child: ChildProcess | undefined;
  private address = "";

  constructor(private readonly env: Record<string, string> = {}) {}

  /** Without a trailing slash, and unchanged by a restart. */
  get url(): string {
    return this.address;
  }

  async start(): Promise<void> {
    const port = this.address ? new URL(this.address).port : "0";
    // Each caller has its own address, as behind a proxy.
    const env = { PORT: port, PARLEY_DATA_DIR: this.dataDir, PARLEY_TRUST_PROXY: "1" };
    this.child = spawnParley({ ...env, ...this.env });
    this.address = await started(this.child, [], this.errors);
  }

  async stop(): Promise<void> {
    if (this.child) await stopped(this.child);
  }

  async remove(): Promise<void> {
    await this.stop();
    rmSync(this.dataDir, { recursive: true, force: true });
  }
}
