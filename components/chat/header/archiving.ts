"use client";
// Archiving from within a thread. A list around it knows what to open next, and says so here.
import { createContext } from "react";
import type { Conversation } from "@/lib/contract/entities";

export type SetArchived = (conversation: Conversation, archived: boolean) => Promise<unknown>;

/** null: the thread stands alone, as in the chat of a listing. */
export const ArchivingContext = createContext<SetArchived | null>(null);
