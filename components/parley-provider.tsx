"use client";
// For pages, which reach the client engine through components.
export { type Initial, ParleyProvider } from "@/lib/client/hooks";
