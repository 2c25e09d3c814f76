// Radix keeps the page behind a dialog from scrolling by a style element of its own making, which the page's policy
// takes only with the page's nonce. This is where the library that makes the element looks for it.
if (typeof document !== "undefined") {
  const { nonce } = document.querySelector<HTMLScriptElement>("script[nonce]") ?? {};
  Object.assign(globalThis, { __webpack_nonce__: nonce });
}

export {};
