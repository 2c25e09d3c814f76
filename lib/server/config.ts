// Reads and checks the environment once, at the start. All other code reads the Config, never process.env.
import { createHmac, randomBytes } from "node:crypto";
import { existsSync, linkSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { isIP } from "node:net";
import { networkInterfaces } from "node:os";
import { join, resolve } from "node:path";
import { z } from "zod";
import { prepareDataDir } from "./db/embedded/cluster";
import { rootDir } from "./root";
import { StartError } from "./start-error";

export interface Config {
  port: number;
  host: string;
  /** Null: the embedded database in the data folder. */
  databaseUrl: string | null;
  /** Null: this process is the only one. */
  redisUrl: string | null;
  dataDir: string;
  /** Signs sessions and tokens. */
  secret: string;
  /** The address that people use, without a slash at its end. */
  publicUrl: string;
  /** Allowed hosts for pictures, with a port if it is not the default. */
  imageHosts: readonly string[];
  /** The origins that may call the API: our own, then `furtherOrigins`. */
  origins: readonly string[];
  /** PARLEY_ORIGINS: those of other sites. */
  furtherOrigins: readonly string[];
  isDemo: boolean;
  /** Names that only the operator's own people may have, beside Parley's own list. */
  reservedNames: readonly string[];
  hasRateLimits: boolean;
  /** Believe X-Forwarded-For. */
  trustsProxy: boolean;
  /** This token allows reading the metrics from another machine. */
  metricsToken: string;
  logLevel: (typeof logLevels)[number];
}

export class ConfigError extends StartError {
  override name = "ConfigError";
}

const minSecretLength = 32;
const maxOrigins = 100;
const maxReservedNames = 200;
const logLevels = ["fatal", "error", "warn", "info", "debug", "trace", "silent"] as const;
const loopbackHosts = ["localhost", "127.0.0.1", "[::1]"];

const flag = z.enum(["0", "1"], 'must be "1" or "0"').transform((text) => text === "1");
const origin = z.string().transform((text, context) => {
  const url = URL.canParse(text) ? new URL(text) : null;
  if (url && /^https?:$/.test(url.protocol) && url.pathname === "/" && !url.search && !url.username)
    return url.origin;
  context.addIssue("must be an address like https://chat.example.com, without a path");
  return z.NEVER;
});

function listOf(text: string): string[] {
  const parts = text.split(",").map((part) => part.trim());
  return parts.filter(Boolean);
}

const imageHost = z
  .string()
  .toLowerCase()
  .regex(/^[a-z0-9.-]{1,253}(?::\d{1,5})?$/, "must name hosts like images.example.com");

const environment = z.object({
  PORT: z
    .string()
    .regex(/^\d{1,5}$/, "must be a number from 0 to 65535")
    .transform(Number)
    .refine((port) => port <= 65_535, "must be a number from 0 to 65535")
    .default(3000),
  HOST: z
    .string()
    .refine(
      (host) => isIP(host) !== 0 || /^[a-z0-9.-]{1,253}$/i.test(host),
      "must be an IP address or a host name",
    )
    .default("127.0.0.1"),
  DATABASE_URL: urlOf(["postgres:", "postgresql:"]).optional(),
  REDIS_URL: urlOf(["redis:", "rediss:"]).optional(),
  PARLEY_DATA_DIR: z.string().default(".data"),
  PARLEY_SECRET: z
    .string()
    .min(minSecretLength, `must have at least ${minSecretLength} characters`)
    .optional(),
  PARLEY_URL: origin.optional(),
  PARLEY_ORIGINS: z
    .string()
    .transform(listOf)
    .pipe(z.array(origin).max(maxOrigins, `must list at most ${maxOrigins} addresses`))
    .default([]),
  PARLEY_IMAGE_HOSTS: z
    .string()
    .transform(listOf)
    .pipe(z.array(imageHost).max(maxOrigins, `must list at most ${maxOrigins} hosts`))
    .default([]),
  PARLEY_DEMO: flag.optional(),
  PARLEY_RESERVED_NAMES: z
    .string()
    .transform(listOf)
    .pipe(
      z
        .array(
          z
            .string()
            .regex(/[\p{L}\p{N}]{2}/u, "must list names of two letters at least, separated by commas"),
        )
        .max(maxReservedNames, `must list at most ${maxReservedNames} names`),
    )
    .default([]),
  PARLEY_RATE_LIMITS: z.enum(["on", "off"], 'must be "on" or "off"').default("on"),
  PARLEY_TRUST_PROXY: flag.default(false),
  PARLEY_METRICS_TOKEN: z
    .string()
    .regex(/^[\x21-\x7e]{32,500}$/, `must have at least ${minSecretLength} characters, without spaces`)
    .optional(),
  LOG_LEVEL: z.enum(logLevels, `must be one of ${logLevels.join(", ")}`).default("info"),
});

/** Reads and checks the environment; with the embedded database it also makes the data folder and the secret in it. */
export function loadConfig(env: Record<string, string | undefined>): Config {
  const parsed = environment.safeParse(withoutEmpty(env));
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    throw new ConfigError(`${String(issue?.path[0])} ${issue?.message}`);
  }
  const given = parsed.data;
  const isEmbedded = given.DATABASE_URL === undefined;
  const dataDir = resolve(rootDir, given.PARLEY_DATA_DIR);
  if (!isEmbedded && given.PARLEY_SECRET === undefined) {
    throw new ConfigError(
      `PARLEY_SECRET is required with DATABASE_URL: at least ${minSecretLength} random characters`,
    );
  }
  const secret = given.PARLEY_SECRET ?? keptSecret(dataDir);
  return {
    port: given.PORT,
    host: given.HOST,
    databaseUrl: given.DATABASE_URL ?? null,
    redisUrl: given.REDIS_URL ?? null,
    dataDir,
    secret,
    ...addresses(given.PARLEY_URL, given.PARLEY_ORIGINS, given.HOST, given.PORT),
    imageHosts: given.PARLEY_IMAGE_HOSTS,
    isDemo: given.PARLEY_DEMO ?? isEmbedded,
    reservedNames: given.PARLEY_RESERVED_NAMES,
    hasRateLimits: given.PARLEY_RATE_LIMITS === "on",
    trustsProxy: given.PARLEY_TRUST_PROXY,
    metricsToken: given.PARLEY_METRICS_TOKEN ?? metricsTokenOf(secret),
    logLevel: given.LOG_LEVEL,
  };
}

/** In hexadecimal, as `openssl dgst -hmac` writes it, so that a shell can make it from the secret as well. */
export const metricsTokenOf = (secret: string): string =>
  createHmac("sha256", secret).update("parley-metrics").digest("hex");

/** The same configuration once the system has chosen the port (PORT=0). */
export function withPort(config: Config, port: number): Config {
  if (config.port === port) return config;
  const given = config.publicUrl === defaultUrl(config.port) ? undefined : config.publicUrl;
  return { ...config, port, ...addresses(given, config.furtherOrigins, config.host, port) };
}

const defaultUrl = (port: number) => `http://localhost:${port}`;

/** True if Parley may be reachable at an address that is not configured, so that browsers there cannot call it. */
export const lacksPublicUrl = ({ publicUrl, host, port }: Config): boolean =>
  publicUrl === defaultUrl(port) && !isLoopback(host);

function addresses(given: string | undefined, further: readonly string[], host: string, port: number) {
  const publicUrl = given ?? defaultUrl(port);
  const { protocol, hostname, port: publicPort } = new URL(publicUrl);
  const names = given === undefined ? namesOf(host) : isLoopback(hostname) ? loopbackHosts : [hostname];
  const own = names
    .map((name) => `${protocol}//${name}:${publicPort}`)
    .filter((address) => URL.canParse(address))
    .map((address) => new URL(address).origin);
  const furtherOrigins = further.filter((origin) => !own.includes(origin));
  return { publicUrl, origins: [...own, ...furtherOrigins], furtherOrigins };
}

const isLoopback = (host: string) => loopbackHosts.includes(host) || host === "::1";

/** Without a public address people use the names of this machine, or the addresses that it listens on. */
function namesOf(host: string): string[] {
  if (isLoopback(host)) return loopbackHosts;
  const heard = host === "0.0.0.0" || host === "::" ? addressesOfThisMachine() : [host];
  return [...new Set([...loopbackHosts, ...heard.map((name) => (isIP(name) === 6 ? `[${name}]` : name))])];
}

const addressesOfThisMachine = (): string[] =>
  Object.values(networkInterfaces()).flatMap((list = []) => list.map(({ address }) => address));

function urlOf(protocols: string[]) {
  const isUrl = (text: string) => URL.canParse(text) && protocols.includes(new URL(text).protocol);
  return z.string().refine(isUrl, `must be an address that begins with ${protocols[0]}//`);
}

/** The secret that the first start has written; two first starts at the same instant agree on one. */
function keptSecret(dataDir: string): string {
  const file = join(prepareDataDir(dataDir).dataDir, "secret");
  if (!existsSync(file)) writeSecret(file);
  let secret: string;
  try {
    secret = readFileSync(file, "utf8").trim();
  } catch (error) {
    throw unreadable(file, error);
  }
  if (secret.length >= minSecretLength) return secret;
  throw new ConfigError(
    `PARLEY_SECRET is not set and the one kept in ${file} is too short: remove that file to make a new one`,
  );
}

/** Creating a hard link is atomic, so that no other process reads a file that is only partly written. */
function writeSecret(file: string): void {
  const draft = `${file}.${process.pid}`;
  try {
    writeFileSync(draft, `${randomBytes(32).toString("base64url")}\n`, { mode: 0o600 });
    linkSync(draft, file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw unreadable(file, error);
  } finally {
    rmSync(draft, { force: true });
  }
}

function unreadable(file: string, error: unknown): ConfigError {
  return new ConfigError(
    `PARLEY_SECRET cannot be kept in ${file} (${(error as NodeJS.ErrnoException).code})`,
  );
}

/** `PORT=` means the same as no PORT. */
function withoutEmpty(env: Record<string, string | undefined>): Record<string, string | undefined> {
  return Object.fromEntries(Object.entries(env).filter(([, text]) => text?.trim()));
}
