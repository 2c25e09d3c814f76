// Completes package-lock.json after `npm install` against a registry that lacks packages for other platforms.
// npm leaves such optional packages out of the lock file, and `npm ci` then refuses it on every machine. What is
// added names version and platform; npm adds the checksum where it installs the package.
import { readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const file = join(dirname(dirname(fileURLToPath(import.meta.url))), "package-lock.json");
const systems = [
  "aix",
  "android",
  "darwin",
  "freebsd",
  "linux",
  "netbsd",
  "openbsd",
  "openharmony",
  "sunos",
  "win32",
];
const processors = [
  "arm",
  "arm64",
  "ia32",
  "loong64",
  "mips64el",
  "ppc64",
  "riscv64",
  "s390x",
  "wasm32",
  "x64",
];

const lock = JSON.parse(readFileSync(file, "utf8"));
const added = [];
for (const [parent, { optionalDependencies = {} }] of Object.entries(lock.packages)) {
  for (const [name, version] of Object.entries(optionalDependencies)) {
    if (isListed(parent, name)) continue;
    const words = name.split(/[/-]/);
    const os = systems.filter((word) => words.includes(word));
    const cpu = processors.filter((word) => words.includes(word));
    // Without a platform npm would try to install it here.
    if (!/^\d/.test(version) || os.length + cpu.length === 0) continue;
    const libc = words.includes("musl")
      ? ["musl"]
      : os[0] === "linux" && words.includes("gnu")
        ? ["glibc"]
        : [];
    lock.packages[`node_modules/${name}`] = {
      version,
      cpu: cpu.length > 0 ? cpu : undefined,
      dev: lock.packages[parent].dev,
      libc: libc.length > 0 ? libc : undefined,
      optional: true,
      os: os.length > 0 ? os : undefined,
    };
    added.push(`${name}@${version}`);
  }
}
if (added.length > 0) {
  const sorted = Object.entries(lock.packages).sort(([a], [b]) => (a < b ? -1 : 1));
  lock.packages = Object.fromEntries(sorted);
  writeFileSync(file, `${JSON.stringify(lock, null, 2)}\n`);
}
console.log(added.length > 0 ? `Added ${added.join(", ")}` : "The lock file is complete.");

/** Returns true if Node's module resolution, starting at the parent, finds the package in the lock file. */
function isListed(parent, name) {
  for (let folder = parent; ; folder = folder.replace(/(^|\/)node_modules\/(?:@[^/]+\/)?[^/]+$/, "")) {
    if (lock.packages[`${folder ? `${folder}/` : ""}node_modules/${name}`]) return true;
    if (folder === "") return false;
  }
}
