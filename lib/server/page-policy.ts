// What a page of ours may load, run and call: its own code by a nonce, its own server, and nothing else.

type Page = {
  nonce: string;
  /** Host and port by which the browser has called. */
  host: string;
  /** Whose pictures pages may show. */
  imageHosts: readonly string[];
  isDev: boolean;
};

/** A host as browsers send it; anything else could add directives of its own to the policy. */
const plainHost = /^(?:[a-z0-9.-]{1,253}|\[[0-9a-f:.]{2,45}\])(?::\d{1,5})?$/i;

export function pagePolicy({ nonce, host, imageHosts, isDev }: Page): string {
  // Older browsers do not count sockets to the own server as `self`.
  const sockets = plainHost.test(host) ? [`ws://${host}`, `wss://${host}`] : [];
  const directives: Record<string, string[]> = {
    "default-src": ["'none'"],
    // What one of our scripts loads is ours, too. React's tools for development evaluate code, React itself does not.
    "script-src": [`'nonce-${nonce}'`, "'strict-dynamic'", ...(isDev ? ["'unsafe-eval'"] : [])],
    "style-src": ["'self'", isDev ? "'unsafe-inline'" : `'nonce-${nonce}'`],
    // Measures in the markup that the server renders, such as the height of what is not drawn yet; no rules.
    "style-src-attr": ["'unsafe-inline'"],
    "img-src": ["'self'", "data:", "blob:", ...imageHosts.map((each) => `https://${each}`)],
    "media-src": ["'self'", "blob:"],
    "font-src": ["'self'"],
    "connect-src": ["'self'", ...sockets],
    "manifest-src": ["'self'"],
    "worker-src": ["'self'"],
    "form-action": ["'self'"],
    "frame-ancestors": ["'none'"],
    "base-uri": ["'none'"],
  };
  if (!isDev) {
    directives["require-trusted-types-for"] = ["'script'"];
    directives["trusted-types"] = trustedPolicies;
  }
  return Object.entries(directives)
    .map(([name, values]) => [name, ...values].join(" "))
    .join("; ");
}

/** The framework's, and ours, which stands in for those that know no policy. */
const trustedPolicies = ["nextjs", "nextjs#bundler", "default"];
