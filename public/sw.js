// Parley's service worker: opens the application when there is no network. It keeps
// - the code of its build, all of it, so that no menu or dialog is missing offline;
// - some pages ahead of their first use. Among them the shell of each inbox, which stands in for all of its
//   conversations and shows what the device knows of them;
// - pages that were opened, asked of the network first;
// - a few public pictures.
// It never touches the API. Its address carries the build (`/sw.js?v=...`), so that each build brings a new worker. A
// new one takes over at once, which harms no open page, since it serves old and new builds alike.

const assets = "parley-assets";
const aheads = "parley-ahead";
const pages = "parley-pages";
const files = "parley-files";
const meta = "parley-meta";
const kept = [assets, aheads, pages, files, meta];

const mostAssets = 500;
/** The same as in scripts/list-parts.mjs, which refuses to build more. */
const mostParts = 400;
const mostAhead = 20;
const mostPages = 60;
const mostFiles = 200;
const partsAtOnce = 3;
/** So long the network may take before a page that is kept is shown instead. */
const pageWaitMs = 4000;
const aheadMaxAgeMs = 24 * 60 * 60 * 1000;

const offlinePage = "/offline";
const accountKey = "/parley-account";
const partsKey = "/parley-parts";
const build = new URL(self.location.href).searchParams.get("v");
const partsPath = `/_next/static/${build}/parts.json`;

self.addEventListener("install", (event) => {
  event.waitUntil(keepOfflinePage().then(() => self.skipWaiting()));
});

self.addEventListener("activate", (event) => {
  event.waitUntil(
    (async () => {
      for (const name of await caches.keys())
        if (name.startsWith("parley-") && !kept.includes(name)) await caches.delete(name);
      await trim(assets, mostAssets);
      await self.clients.claim();
    })(),
  );
});

self.addEventListener("message", (event) => {
  const { type, account, ahead, isFirst, pictures } = event.data ?? {};
  if (type === "account") event.waitUntil(inTurn(() => setAccount({ account, ahead }, event.source?.url, isFirst)));
  if (type === "keep") event.waitUntil(inTurn(() => keepAhead(pictures)));
  if (type === "refresh") event.waitUntil(keepOfflinePage());
});

let lastTurn = Promise.resolve();

/** What a page asks for is done in its order. What fails is tried again by the next page. */
function inTurn(work) {
  lastTurn = lastTurn.then(work).catch(() => undefined);
  return lastTurn;
}

self.addEventListener("fetch", (event) => {
  const { request } = event;
  if (request.method !== "GET") return;
  const url = new URL(request.url);
  if (url.origin !== self.location.origin) return;
  if (request.mode === "navigate") {
    if (isPage(url)) event.respondWith(page(event, url));
  } else if (url.pathname.startsWith("/_next/static/")) event.respondWith(asset(request));
  else if (isFile(url)) event.respondWith(file(event, request));
});

self.addEventListener("notificationclick", (event) => {
  event.notification.close();
  const { href } = event.notification.data ?? {};
  event.waitUntil(show(typeof href === "string" && /^\/(?!\/)/.test(href) ? href : "/start"));
});

// Pages

const isFile = ({ pathname }) => /^\/(?:demo\/|icons\/|icon\.svg$)/.test(pathname);
const isPage = ({ pathname }) => !/^\/(?:api|_next|socket\.io|metrics)(?:\/|$)/.test(pathname);
const inboxPath = /^(\/inbox|\/dashboard\/messages)((?:\/[0-9a-f-]{36})?)\/?$/i;
/** An inbox and all of its conversations are one page, and have one shell. */
const shellOf = ({ pathname }) => {
  const [, base] = inboxPath.exec(pathname) ?? [];
  return base && `${base}/shell`;
};
const isShell = (path) => path.endsWith("/shell");
/** Entrances show nobody's data and make no sense without the network. */
const isWorthKeeping = (url) =>
  isPage(url) && !shellOf(url) && !/^\/(?:sign-in|sign-up|start|invitation)(?:\/|$)/.test(url.pathname);

/** The same page whatever its search parameters are called for by the framework. */
const keyOf = (url) => {
  const { pathname, searchParams } = new URL(url);
  searchParams.delete("_rsc");
  const search = searchParams.toString();
  return search ? `${pathname}?${search}` : pathname;
};

async function page(event, url) {
  const network = fetchPage(event, url);
  const found = await keptPage(url);
  if (!found) return network.catch(() => standIn(url));
  const answered = network.then((response) => (response.status >= 500 ? found : response)).catch(() => found);
  return Promise.race([answered, later(pageWaitMs).then(() => found)]);
}

async function fetchPage(event, url) {
  const { account } = await owner();
  const response = await fetch(event.request);
  if (isDocument(response) && isWorthKeeping(url)) {
    const copy = response.clone();
    event.waitUntil(putPage(pages, keyOf(url), copy, mostPages, account));
  }
  return response;
}

const isDocument = ({ ok, redirected, headers }) =>
  ok && !redirected && /^text\/html/.test(headers.get("content-type") ?? "");

/** The page that brings the worker to a browser has come before it. */
async function keepPage(address, account) {
  const url = new URL(address);
  if (!isWorthKeeping(url)) return;
  const response = await fetch(url);
  if (!isDocument(response)) return;
  await putPage(pages, keyOf(url), response.clone(), mostPages, account);
  await keepAssetsOf(await response.text());
}

/** A page belongs to the person for whom it was fetched, and is dropped if that person has left meanwhile. */
async function putPage(name, key, response, most, account) {
  if ((await owner()).account !== account) return;
  await put(name, key, response, most);
  if ((await owner()).account !== account) await (await caches.open(name)).delete(key);
}

async function keptPage(url) {
  const shell = shellOf(url);
  if (shell) return (await caches.open(aheads)).match(shell);
  const key = keyOf(url);
  return (await (await caches.open(pages)).match(key)) ?? (await caches.open(aheads)).match(key);
}

async function standIn(url) {
  const { ahead } = await owner();
  const home = ahead.find(isShell)?.replace(/\/shell$/, "");
  if (url.pathname === "/start" && home) return Response.redirect(home, 302);
  // People who only buy have one inbox, and the other one's addresses lead there.
  const [, base, rest] = inboxPath.exec(url.pathname) ?? [];
  if (base && home && !ahead.includes(`${base}/shell`)) return Response.redirect(home + rest + url.search, 302);
  return (await (await caches.open(pages)).match(offlinePage)) ?? Response.error();
}

// Whose pages these are

/** `ahead`: the addresses that are to be there without a network, the shell of the person's home first. */
async function owner() {
  const stored = await (await caches.open(meta)).match(accountKey);
  const { account = "", ahead = [] } = (await stored?.json().catch(() => null)) ?? {};
  return { account, ahead };
}

/**
 * Pages of somebody else, or of nobody, are not shown to the person who is signed in now. Another list of pages means
 * that this person has become a seller, and what was kept shows the navigation of before.
 */
async function setAccount(given, address, isFirst) {
  const account = typeof given.account === "string" ? given.account : "";
  const ahead = Array.isArray(given.ahead) ? given.ahead.slice(0, mostAhead) : [];
  const before = await owner();
  const isOther = before.account !== account || before.ahead.join() !== ahead.join();
  if (isOther) {
    await (await caches.open(meta)).put(accountKey, Response.json({ account, ahead }));
    await Promise.all([caches.delete(pages), caches.delete(aheads)]);
    await keepOfflinePage();
  }
  for (const path of ahead.filter(isShell)) await keepPageAhead(path, account);
  if (address && (isFirst || isOther)) await keepPage(address, account);
}

// Fetching ahead

/** What breaks off goes on where it was with the next page, since what is kept already is not fetched again. */
async function keepAhead(pictures = []) {
  if (navigator.connection?.saveData) return;
  const { account, ahead } = await owner();
  if (!account) return;
  const store = await caches.open(meta);
  const whole = (await (await store.match(partsKey))?.text()) === build;
  if (!whole) {
    const { paths } = await (await fetched(partsPath)).json();
    const wanted = paths.slice(0, mostParts);
    await keepParts(wanted);
    await dropOthers(wanted);
    await store.put(partsKey, new Response(build));
  }
  for (const path of ahead) await keepPageAhead(path, account);
  await keepPictures(pictures);
}

/** Those of the page that has come before its worker. */
async function keepPictures(addresses) {
  const cache = await caches.open(files);
  const urls = addresses.map((address) => new URL(address, self.location.href));
  const own = urls.filter((url) => url.origin === self.location.origin && isFile(url)).slice(0, mostFiles);
  for (const { pathname } of own)
    if (!(await cache.match(pathname))) await put(files, pathname, await fetched(pathname), mostFiles);
}

async function keepParts(paths) {
  const cache = await caches.open(assets);
  const missing = [];
  for (const path of paths) if (!(await cache.match(path))) missing.push(path);
  const work = async () => {
    for (let path = missing.pop(); path; path = missing.pop())
      await cache.put(path, await fetched(path));
  };
  await Promise.all(Array.from({ length: partsAtOnce }, work));
}

/** Code of earlier builds, and pages that cannot run without it. */
async function dropOthers(paths) {
  const wanted = new Set(paths);
  const cache = await caches.open(assets);
  for (const request of await cache.keys())
    if (!wanted.has(new URL(request.url).pathname)) await cache.delete(request);
  for (const name of [pages, aheads]) {
    const store = await caches.open(name);
    for (const request of await store.keys()) {
      const html = await (await store.match(request))?.text();
      if (html && !codeOf(html).every((path) => wanted.has(path))) await store.delete(request);
    }
  }
  await keepOfflinePage();
}

async function keepPageAhead(path, account) {
  const cache = await caches.open(aheads);
  const held = await cache.match(path);
  if (held && Date.now() - Date.parse(held.headers.get("date") ?? "") < aheadMaxAgeMs) return;
  const response = await fetched(path);
  if (!isDocument(response)) return;
  await putPage(aheads, path, response.clone(), mostAhead, account);
  await keepAssetsOf(await response.text());
}

async function fetched(path) {
  const response = await fetch(path);
  if (!response.ok) throw new Error(`${path}: ${response.status}`);
  return response;
}

async function keepOfflinePage() {
  try {
    const response = await fetch(offlinePage, { cache: "no-store" });
    if (!response.ok) return;
    await put(pages, offlinePage, response.clone(), mostPages);
    await keepAssetsOf(await response.text());
  } catch {
    // Without the network there is nothing to keep; the next page tries again.
  }
}

/** Without what only browsers run that are too old for service workers. */
const codeOf = (html) => {
  const modern = html.replace(/<script[^>]*\bnomodule\b[^>]*>/gi, "");
  return [...new Set(modern.match(/\/_next\/static\/[\w./%~-]+\.(?:css|js)/g) ?? [])];
};

/** A page is of use without the network only with its styles and its code. */
async function keepAssetsOf(html) {
  const fonts = html.match(/\/_next\/static\/[\w./%~-]+\.woff2/g) ?? [];
  const paths = [...codeOf(html), ...new Set(fonts)];
  await Promise.allSettled(paths.map((path) => asset(new Request(path))));
}

// Storing

async function asset(request) {
  const cache = await caches.open(assets);
  const found = await cache.match(request);
  if (found) return found;
  const response = await fetch(request);
  if (response.ok) await cache.put(request, response.clone());
  return response;
}

/** What is kept at once, and the newer one for the next time. */
async function file(event, request) {
  const cache = await caches.open(files);
  const found = await cache.match(request);
  const fresh = fetch(request).then(async (response) => {
    if (response.ok) await put(files, request, response.clone(), mostFiles);
    return response;
  });
  if (!found) return fresh;
  event.waitUntil(fresh.catch(() => undefined));
  return found;
}

async function put(name, key, response, most) {
  // What breaks off halfway does not take away what is there.
  const whole = new Response(await response.blob(), response);
  const cache = await caches.open(name);
  await cache.delete(key);
  await cache.put(key, whole);
  await trim(name, most);
}

/** The oldest go first; what is kept again counts as new. */
async function trim(name, most) {
  const cache = await caches.open(name);
  const keys = await cache.keys();
  for (const key of keys.slice(0, Math.max(0, keys.length - most))) await cache.delete(key);
}

async function show(href) {
  const open = await self.clients.matchAll({ type: "window", includeUncontrolled: true });
  const [client] = open;
  if (!client) return self.clients.openWindow(href);
  const focused = await client.focus();
  return focused.navigate(href).catch(() => self.clients.openWindow(href));
}

const later = (ms) => new Promise((done) => setTimeout(done, ms));
