import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { completePackage } from "../../lib/server/db/embedded/binaries";
import { type EmbeddedChild, end, isRoot, makeFolder, query, refusal, startChild } from "../helpers/embedded";

const nobody = { uid: 65_534, gid: 65_534 };

describe("an unusable data folder is reported in one line", () => {
  it("when it is a file", async () => {
    const file = join(makeFolder(), "data");
    writeFileSync(file, "");
    expect(await refusal(startChild(file))).toContain(`${file} is not a folder`);
    expect(await refusal(startChild(join(file, "data")))).toContain("cannot be written (ENOTDIR)");
  });

  it("when its database was made by another major version", async () => {
    const dataDir = makeFolder();
    await end(await startedChild(dataDir));
    writeFileSync(join(dataDir, "postgres", "PG_VERSION"), "16\n");
    expect(await refusal(startChild(dataDir))).toMatch(
      /was made by PostgreSQL 16, this Parley has PostgreSQL \d+/,
    );
  });

  it("when the database's place holds something else", async () => {
    const dataDir = makeFolder();
    mkdirSync(join(dataDir, "postgres"));
    writeFileSync(join(dataDir, "postgres", "holiday.jpg"), "");
    expect(await refusal(startChild(dataDir))).toContain("holds no database");
    expect(existsSync(join(dataDir, "postgres", "holiday.jpg"))).toBe(true);
  });

  it("when the database's password is wrong or missing", async () => {
    const dataDir = makeFolder();
    await end(await startedChild(dataDir));
    writeFileSync(join(dataDir, "postgres.password"), "another one");
    expect(await refusal(startChild(dataDir))).toContain("does not accept the password in");
    rmSync(join(dataDir, "postgres.password"));
    expect(await refusal(startChild(dataDir))).toContain("postgres.password");
  });

  it.runIf(isRoot)("when the account may not write there", async () => {
    expect(await refusal(startChild(join(makeFolder(), "data"), nobody))).toContain(
      "cannot be written (EACCES)",
    );
  });

  it.runIf(isRoot)("when the database belongs to another account", async () => {
    const dataDir = makeFolder();
    await end(await startedChild(dataDir));
    chownSync(dataDir, nobody.uid, nobody.gid);
    expect(await refusal(startChild(dataDir, nobody))).toContain("belongs to another account");
  });
});

describe.runIf(isRoot)("root, which Postgres refuses to run as,", () => {
  const owner = (dataDir: string) => statSync(join(dataDir, "postgres")).uid;

  it("runs it as another account that can reach every file", async () => {
    const dataDir = join(makeFolder(), "data");
    await startedChild(dataDir);
    expect(owner(dataDir)).toBeGreaterThan(0);
    // That account may pass through the data folder but not list it. Other accounts may not even pass.
    expect(statSync(dataDir).mode & 0o777).toBe(0o710);
  });

  it("runs it in a separate namespace where no other account may enter", async () => {
    const dataDir = join(makeFolder(0o700, "/root"), "data");
    await startedChild(dataDir);
    expect(owner(dataDir)).toBe(0);
  });

  it("finds its data again when the folder's permissions change", async () => {
    const parent = makeFolder();
    const dataDir = join(parent, "data");
    const first = startChild(dataDir);
    await query((await first.started()).connection, "CREATE TABLE kept AS SELECT 1 AS one");
    await end(first);
    for (const mode of [0o700, 0o755]) {
      chmodSync(parent, mode);
      const child = startChild(dataDir);
      expect(await query((await child.started()).connection, "SELECT one FROM kept")).toEqual([{ one: 1 }]);
      await end(child);
    }
  });

  it.each([nobody, { uid: 54_321, gid: 54_321 }])("does not need an account name: $uid", async (account) => {
    const folder = makeFolder();
    chownSync(folder, account.uid, account.gid);
    const dataDir = join(folder, "data");
    const child = startChild(dataDir, account);
    const { connection } = await child.started();
    expect(owner(dataDir)).toBe(account.uid);
    expect(await query(connection, "SELECT 1 AS one")).toEqual([{ one: 1 }]);
    await end(child);
    await startChild(dataDir, account).started();
  });
});

describe("the package that contains Postgres", () => {
  it("is completed when its install script has not run", () => {
    const folder = makeFolder();
    for (const name of ["bin", "lib"]) mkdirSync(join(folder, "native", name), { recursive: true });
    const program = join(folder, "native", "bin", "postgres");
    writeFileSync(program, "", { mode: 0o644 });
    writeFileSync(join(folder, "native", "lib", "libpq.so.5.18"), "the library");
    const links = ["libpq.so.5", "libpq.so"].map((name) => ({
      source: "native/lib/libpq.so.5.18",
      target: `native/lib/${name}`,
    }));
    writeFileSync(join(folder, "native", "pg-symlinks.json"), JSON.stringify(links));
    symlinkSync("libpq.so.5.18", join(folder, "native", "lib", "libpq.so"));
    completePackage(folder, [program]);
    expect(readFileSync(join(folder, "native", "lib", "libpq.so.5"), "utf8")).toBe("the library");
    expect(statSync(program).mode & 0o111).toBe(0o111);
  });
});

async function startedChild(dataDir: string): Promise<EmbeddedChild> {
  const child = startChild(dataDir);
  await child.started();
  return child;
}
