// Parley's service worker: opens what was last seen when there is no network. It keeps three things: hashed code and
// styles, which never change; the pages of the account that is signed in here, asked of the network first; and a few
// public pictures. It never touches the API. Its address carries the build (`/sw.js?v=...`), so that each build brings
// a new one; a new one takes over at once, which harms no open page, since it serves old and new builds alike.

const assets = "parley-assets";
const pages = "parley-pages";
const files = "parley-files";
const meta = "parley-meta";
const kept = [assets, pages, files, meta];

const mostAssets = 500;
const mostPages = 60;
const mostFiles = 200;
/** So long the network may take before a page that is kept is shown instead. */
const pageWaitMs = 4000;

const offlinePage = "/offline";
const accountKey = "/parley-account";

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
  const { type, account, isFirst } = event.data ?? {};
  if (type === "account") event.waitUntil(setAccount(account).then(() => isFirst && keepPage(event.source.url)));
  if (type === "refresh") event.waitUntil(keepOfflinePage());
});

self.addEventListener("fetch", (event) => {
  const { request } = event;
  if (request.method !== "GET") return;
  const url = new URL(request.url);
  if (url.origin !== self.location.origin) return;
  if (request.mode === "navigate") {
    if (isPage(url)) event.respondWith(page(event, url));
  } else if (url.pathname.startsWith("/_next/static/")) event.respondWith(asset(request));
  else if (/^\/(?:demo\/|icons\/|icon\.svg$)/.test(url.pathname)) event.respondWith(file(event, request));
});

self.addEventListener("notificationclick", (event) => {
  event.notification.close();
  const { href } = event.notification.data ?? {};
  event.waitUntil(show(typeof href === "string" && /^\/(?!\/)/.test(href) ? href : "/start"));
});

const isPage = ({ pathname }) => !/^\/(?:api|_next|socket\.io|metrics)(?:\/|$)/.test(pathname);
/** Entrances show nobody's data and make no sense without the network. */
const isWorthKeeping = ({ pathname }) => isPage({ pathname }) && !/^\/(?:sign-in|sign-up|start)(?:\/|$)/.test(pathname);

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
  const response = await fetch(event.request);
  if (isDocument(response) && isWorthKeeping(url)) {
    const copy = response.clone();
    event.waitUntil(put(pages, keyOf(url), copy, mostPages));
  }
  return response;
}

const isDocument = ({ ok, redirected, headers }) =>
  ok && !redirected && /^text\/html/.test(headers.get("content-type") ?? "");

/** The page that brings the worker to a browser has come before it. */
async function keepPage(address) {
  const url = new URL(address);
  if (!isWorthKeeping(url)) return;
  try {
    const response = await fetch(url);
    if (!isDocument(response)) return;
    await put(pages, keyOf(url), response.clone(), mostPages);
    await keepAssetsOf(await response.text());
  } catch {
    // The next page is kept as it comes.
  }
}

async function keptPage(url) {
  return (await caches.open(pages)).match(keyOf(url));
}

/**
 * Of a conversation that was never opened here, the list is still there; of the app's start, the messages. By their
 * own address, since a page that stands at another's would not know itself.
 */
async function standIn(url) {
  const cache = await caches.open(pages);
  const homes = ["/inbox", "/dashboard/messages"];
  const home = homes.find((path) => url.pathname.startsWith(`${path}/`));
  const candidates = url.pathname === "/start" ? homes : home ? [home] : [];
  for (const candidate of candidates) if (await cache.match(candidate)) return Response.redirect(candidate, 302);
  return (await cache.match(offlinePage)) ?? Response.error();
}

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

/** Pages of somebody else, or of nobody, are not shown to whoever is signed in now. */
async function setAccount(account) {
  const cache = await caches.open(meta);
  const before = await (await cache.match(accountKey))?.text();
  const now = typeof account === "string" ? account : "";
  if (before === now) return;
  await caches.delete(pages);
  await cache.put(accountKey, new Response(now));
  await keepOfflinePage();
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

/** A page is of use without the network only with its styles and its code. */
async function keepAssetsOf(html) {
  const paths = [...new Set(html.match(/\/_next\/static\/[\w./%~-]+\.(?:css|js|woff2)/g) ?? [])];
  await Promise.allSettled(paths.map((path) => asset(new Request(path))));
}

async function show(href) {
  const open = await self.clients.matchAll({ type: "window", includeUncontrolled: true });
  const [client] = open;
  if (!client) return self.clients.openWindow(href);
  const focused = await client.focus();
  return focused.navigate(href).catch(() => self.clients.openWindow(href));
}

const later = (ms) => new Promise((done) => setTimeout(done, ms));
