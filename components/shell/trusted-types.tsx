"use client";
import { useServerInsertedHTML } from "next/navigation";
import { useRef } from "react";

// Runs before every other script of a page, written into it with the page's nonce. The page's policy refuses markup,
// script addresses and script texts that no trusted policy has passed. What the framework and React do is passed
// here, and nothing else: addresses of our own code, the empty script element from which React makes script elements,
// and data in one of those (a listing's description for search engines), which is no code whatever stands in it.
const script = `if (window.trustedTypes) trustedTypes.createPolicy("default", {
  createScriptURL(text) {
    const url = new URL(text, location.origin);
    return url.origin === location.origin && /^\\/(?:_next\\/static\\/|sw\\.js$)/.test(url.pathname) ? text : null;
  },
  createHTML(text) {
    return text === "<script></" + "script>" ? text : null;
  },
  createScript(text) {
    try {
      return typeof JSON.parse(text) === "object" ? text : null;
    } catch {
      return null;
    }
  },
});`;

/** Written into the page by the server alone: the browser has run it by the time it could make it again. */
export function TrustedTypes({ nonce }: { nonce: string | undefined }) {
  const isWritten = useRef(false);
  useServerInsertedHTML(() => {
    if (isWritten.current) return null;
    isWritten.current = true;
    // biome-ignore lint/security/noDangerouslySetInnerHtml: a constant of our own, which has to run before all else.
    return <script nonce={nonce} dangerouslySetInnerHTML={{ __html: script }} />;
  });
  return null;
}
