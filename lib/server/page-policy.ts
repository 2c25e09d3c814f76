// The content security policy of pages: they may run only scripts with the nonce, and call only their own server.

type Page = {
  nonce: string;
  /** Host and port by which the browser has called. */
  host: string;
  /** Hosts of the pictures that pages may show. */
  imageHosts: readonly string[];
  isDev: boolean;
};

/** A host as browsers send it. Other values could inject directives into the policy. */
const plainHost = /^(?:[a-z0-9.-]{1,253}|\[[0-9a-f:.]{2,45}\])(?::\d{1,5})?$/i;

export function pagePolicy({ nonce, host, imageHosts, isDev }: Page): string {
  // Older browsers do not count sockets to the own server as `self`.
  const sockets = plainHost.test(host) ? [`ws://${host}`, `wss://${host}`] : [];
  const directives: Record<string, string[]> = {
    "default-src": ["'none'"],
    // Scripts loaded by our scripts are trusted, too. React evaluates code only in development.
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
