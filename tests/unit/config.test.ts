// The configuration from valid and invalid environments.
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { ConfigError, lacksPublicUrl, loadConfig, metricsTokenOf, withPort } from "../../lib/server/config";
import { createLog } from "../../lib/server/log";

function dataDir(): string {
  const folder = mkdtempSync(join(tmpdir(), "parley-config-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

const secret = "x".repeat(32);
const own = { DATABASE_URL: "postgres://user:word@db.example:5432/parley", PARLEY_SECRET: secret };

describe("the configuration", () => {
  it("has defaults for everything: an embedded database, the demo, and rate limits", () => {
    const PARLEY_DATA_DIR = dataDir();
    expect(loadConfig({ PARLEY_DATA_DIR })).toEqual({
      port: 3000,
      host: "127.0.0.1",
      databaseUrl: null,
      redisUrl: null,
      dataDir: PARLEY_DATA_DIR,
      secret: readFileSync(join(PARLEY_DATA_DIR, "secret"), "utf8").trim(),
      publicUrl: "http://localhost:3000",
      origins: ["http://localhost:3000", "http://127.0.0.1:3000", "http://[::1]:3000"],
      furtherOrigins: [],
      isDemo: true,
      imageHosts: [],
      reservedNames: [],
      hasRateLimits: true,
      trustsProxy: false,
      metricsToken: metricsTokenOf(loadConfig({ PARLEY_DATA_DIR }).secret),
      logLevel: "info",
    });
  });

  it("uses the given values", () => {
    const config = loadConfig({
      ...own,
      PORT: "8080",
      HOST: "0.0.0.0",
      REDIS_URL: "redis://cache.example",
      PARLEY_URL: "https://chat.example.com/",
      PARLEY_ORIGINS: "https://shop.example.com, https://www.example.com/",
      PARLEY_IMAGE_HOSTS: "images.example.com, CDN.example:8443",
      PARLEY_DEMO: "1",
      PARLEY_RESERVED_NAMES: "Acme Motors, , Hausmeister",
      PARLEY_RATE_LIMITS: "off",
      PARLEY_TRUST_PROXY: "1",
      PARLEY_METRICS_TOKEN: "m".repeat(32),
      LOG_LEVEL: "debug",
    });
    expect(config).toMatchObject({
      port: 8080,
      host: "0.0.0.0",
      databaseUrl: own.DATABASE_URL,
      redisUrl: "redis://cache.example",
      secret,
      publicUrl: "https://chat.example.com",
      origins: ["https://chat.example.com", "https://shop.example.com", "https://www.example.com"],
      furtherOrigins: ["https://shop.example.com", "https://www.example.com"],
      imageHosts: ["images.example.com", "cdn.example:8443"],
      isDemo: true,
      reservedNames: ["Acme Motors", "Hausmeister"],
      hasRateLimits: false,
      trustsProxy: true,
      metricsToken: "m".repeat(32),
      logLevel: "debug",
    });
  });

  it("turns the demo off with an external database, unless it is asked for", () => {
    expect(loadConfig(own).isDemo).toBe(false);
    expect(loadConfig({ ...own, PARLEY_DEMO: "1" }).isDemo).toBe(true);
  });

  it("treats an empty value as absent", () => {
    expect(loadConfig({ ...own, PORT: "", REDIS_URL: " " })).toMatchObject({ port: 3000, redisUrl: null });
  });

  it("stores its generated secret in a file that only its owner can read", () => {
    const PARLEY_DATA_DIR = dataDir();
    const first = loadConfig({ PARLEY_DATA_DIR }).secret;
    expect(first.length).toBeGreaterThanOrEqual(32);
    expect(loadConfig({ PARLEY_DATA_DIR }).secret).toBe(first);
    expect(statSync(join(PARLEY_DATA_DIR, "secret")).mode & 0o777).toBe(0o600);
    writeFileSync(join(PARLEY_DATA_DIR, "secret"), "short");
    expect(() => loadConfig({ PARLEY_DATA_DIR })).toThrow(/^PARLEY_SECRET .* too short/);
  });

  it("derives the metrics token from the secret without revealing it, and differently for each secret", () => {
    expect(loadConfig(own).metricsToken).toMatch(/^[\da-f]{64}$/);
    expect(loadConfig(own).metricsToken).not.toContain(secret);
    expect(metricsTokenOf(secret)).not.toBe(metricsTokenOf(`${secret}x`));
  });

  it("uses the port that the system has chosen", () => {
    const further = { ...own, PORT: "0", PARLEY_ORIGINS: "https://shop.example.com" };
    expect(withPort(loadConfig(further), 4711)).toMatchObject({
      port: 4711,
      publicUrl: "http://localhost:4711",
      origins: [
        "http://localhost:4711",
        "http://127.0.0.1:4711",
        "http://[::1]:4711",
        "https://shop.example.com",
      ],
    });
    const isPublic = { ...further, PARLEY_URL: "https://chat.example.com" };
    expect(withPort(loadConfig(isPublic), 4711)).toMatchObject({
      port: 4711,
      publicUrl: "https://chat.example.com",
      origins: ["https://chat.example.com", "https://shop.example.com"],
    });
  });

  describe("the allowed origins", () => {
    const origins = (env: Record<string, string>) => loadConfig({ ...own, ...env }).origins;
    const here = (scheme: string, port: string) =>
      ["localhost", "127.0.0.1", "[::1]"].map((host) => `${scheme}://${host}${port}`);

    it("are all names of this machine when the public address is one of them, with its scheme and port", () => {
      expect(origins({ PARLEY_URL: "http://localhost:8080" })).toEqual(here("http", ":8080"));
      expect(origins({ PARLEY_URL: "https://127.0.0.1" })).toEqual(here("https", ""));
    });

    it("are only the public address when it is set, without other schemes or ports of that host", () => {
      expect(origins({ PARLEY_URL: "https://chat.example.com", HOST: "0.0.0.0" })).toEqual([
        "https://chat.example.com",
      ]);
    });

    it("are the listening addresses when there is no public address", () => {
      expect(origins({ HOST: "10.0.0.7" })).toEqual([...here("http", ":3000"), "http://10.0.0.7:3000"]);
      expect(origins({ HOST: "fd00::7" })).toEqual([...here("http", ":3000"), "http://[fd00::7]:3000"]);
      expect(origins({ HOST: "chat.lan" })).toEqual([...here("http", ":3000"), "http://chat.lan:3000"]);
      expect(origins({ HOST: "0.0.0.0" })).toEqual(expect.arrayContaining(here("http", ":3000")));
      expect(origins({ HOST: "1.2.3.4.5" })).toEqual(here("http", ":3000"));
    });

    it("cause a warning when other machines can connect and no public address is set", () => {
      expect(lacksPublicUrl(loadConfig(own))).toBe(false);
      expect(lacksPublicUrl(loadConfig({ ...own, HOST: "0.0.0.0" }))).toBe(true);
      const named = { ...own, HOST: "0.0.0.0", PARLEY_URL: "https://chat.example.com" };
      expect(lacksPublicUrl(loadConfig(named))).toBe(false);
    });
  });

  it.each([
    ["PORT", "http"],
    ["PORT", "65536"],
    ["PORT", "-1"],
    ["HOST", "a b"],
    ["DATABASE_URL", "mysql://db/parley"],
    ["DATABASE_URL", "db"],
    ["REDIS_URL", "http://cache"],
    ["PARLEY_SECRET", "x".repeat(31)],
    ["PARLEY_URL", "talk.example.org"],
    ["PARLEY_URL", "https://example.com/chat"],
    ["PARLEY_ORIGINS", "https://a.example, b"],
    ["PARLEY_IMAGE_HOSTS", "https://images.example.com"],
    ["PARLEY_IMAGE_HOSTS", "*"],
    ["PARLEY_DEMO", "yes"],
    ["PARLEY_RATE_LIMITS", "none"],
    ["PARLEY_TRUST_PROXY", "on"],
    ["PARLEY_METRICS_TOKEN", "m".repeat(31)],
    ["PARLEY_METRICS_TOKEN", `${"m".repeat(32)} and a space`],
    ["LOG_LEVEL", "loud"],
  ])("refuses %s=%s in one line that names the variable and not the value", (name, value) => {
    let error: unknown;
    try {
      loadConfig({ ...own, [name]: value });
    } catch (thrown) {
      error = thrown;
    }
    expect(error).toBeInstanceOf(ConfigError);
    const { message } = error as Error;
    expect(message).toMatch(new RegExp(`^${name} must [^\\n]+$`));
    expect(message).not.toContain(value.length > 4 ? value : "\n");
  });

  it("requires a secret with an external database", () => {
    expect(() => loadConfig({ DATABASE_URL: own.DATABASE_URL })).toThrow(
      /^PARLEY_SECRET is required with DATABASE_URL/,
    );
  });
});

describe("the log", () => {
  it("redacts secrets", () => {
    const lines: string[] = [];
    const log = createLog({ logLevel: "info" }, { write: (line) => void lines.push(line) });
    log.info(
      {
        token: "s3",
        request: { headers: { authorization: "s3", cookie: "s3" } },
        body: { password: "s3", text: "s3" },
      },
      "in",
    );
    log.debug("not at this level");
    expect(lines).toHaveLength(1);
    expect(lines[0]).not.toContain("s3");
    expect(JSON.parse(lines[0] ?? "")).toMatchObject({ level: "info", msg: "in", token: "[hidden]" });
  });
});
