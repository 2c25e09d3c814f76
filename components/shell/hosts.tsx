"use client";
import { Toaster } from "@/components/ui/toaster";
import { TooltipHost } from "@/components/ui/tooltip-host";
import { loadToastCards, loadTooltips } from "./later";

/** What stands above every page and is empty most of the time. */
export function Hosts() {
  return (
    <>
      <Toaster load={loadToastCards} />
      <TooltipHost load={loadTooltips} />
    </>
  );
}
