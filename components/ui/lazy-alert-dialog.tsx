"use client";
import { lazyPart } from "./lazy-part";

/** The alert dialog for pages that seldom ask; its code comes with the first question. */
export const LazyAlertDialog = lazyPart(async () => ({
  default: (await import("./alert-dialog")).AlertDialog,
}));
