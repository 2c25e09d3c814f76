// `npm run seed` fills the database with demo data; with --conversations and the like, with data for load tests.
import { parseArgs } from "node:util";
import { hashPassword } from "@/lib/domain/account/password";
import { loadConfig } from "@/lib/server/config";
import { connectDatabase } from "@/lib/server/db/connect";
import { closeDatabase, openDatabase } from "@/lib/server/db/database";
import { applyMigrations } from "@/lib/server/db/migrate";
import { createLog } from "@/lib/server/log";
import { StartError } from "@/lib/server/start-error";
import { demoPassword, seedDemo } from "./seed/demo";
import { seedLoad } from "./seed/load";

const defaults = { conversations: 1_000, sellers: 10, messagesEach: 100 };
const usage = `npm run seed                    demo data
npm run seed -- [options]       data for load tests
  --conversations N   ${defaults.conversations} unless given
  --messages N        ${defaults.messagesEach} a conversation unless given
  --sellers N         ${defaults.sellers} unless given
  --customers N       as many as conversations unless given
  --big-seller N      conversations of the first seller, half of them unless given
  --small-seller N    conversations of the second seller, 50 unless given`;

const number = { type: "string" } as const;
const flags = {
  conversations: number,
  messages: number,
  sellers: number,
  customers: number,
  "big-seller": number,
  "small-seller": number,
  help: { type: "boolean" },
} as const;

function parse(args: string[]) {
  try {
    return parseArgs({ args, options: flags }).values;
  } catch (error) {
    throw new StartError(`${(error as Error).message.split("\n")[0]}\n${usage}`);
  }
}

type Given = ReturnType<typeof parse>;
type NumberFlag = Exclude<keyof Given, "help">;

function count(given: Given, name: NumberFlag): number | undefined {
  const text = given[name];
  if (text === undefined) return undefined;
  if (!/^\d{1,10}$/.test(text)) throw new StartError(`--${name} must be a whole number.`);
  return Number(text);
}

function loadOptions(given: Given) {
  const conversations = count(given, "conversations") ?? defaults.conversations;
  return {
    conversations,
    messages: count(given, "messages") ?? conversations * defaults.messagesEach,
    sellers: count(given, "sellers") ?? defaults.sellers,
    customers: count(given, "customers") ?? conversations,
    bigSeller: count(given, "big-seller"),
    smallSeller: count(given, "small-seller"),
  };
}

async function main(args: string[]): Promise<string> {
  const given = parse(args);
  if (given.help) return usage;
  const options = Object.keys(given).length > 0 ? loadOptions(given) : null;
  const config = loadConfig(process.env);
  const source = await connectDatabase(config, createLog(config), { sharesRunning: true });
  try {
    await applyMigrations(source.connection);
    return options ? await load(source.connection, options) : await demo(source.connection);
  } finally {
    await source.stop();
  }
}

type Connection = Parameters<typeof openDatabase>[0];

async function demo(connection: Connection): Promise<string> {
  const database = openDatabase(connection, () => undefined);
  try {
    const isNew = await seedDemo(database);
    return isNew ? `Demo data is in. Every password is ${demoPassword}.` : "The demo data is there already.";
  } finally {
    await closeDatabase(database);
  }
}

async function load(connection: Connection, options: ReturnType<typeof loadOptions>): Promise<string> {
  const startMs = performance.now();
  const tell = (line: string) => console.log(line);
  await seedLoad(connection, { ...options, passwordHash: await hashPassword(demoPassword), tell });
  const seconds = ((performance.now() - startMs) / 1000).toFixed(1);
  return `Done in ${seconds} s. Sign in as load-seller-1@parley.test or load-customer-1@parley.test, password ${demoPassword}.`;
}

try {
  console.log(await main(process.argv.slice(2)));
  // The schema engine leaves a timer of ten seconds behind.
  process.exit(0);
} catch (error) {
  process.stderr.write(`${error instanceof StartError ? error.message : (error as Error).stack}\n`);
  process.exit(1);
}
