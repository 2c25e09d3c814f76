"use client";
import { createContext, use } from "react";

/** Opens the command palette. */
export const PaletteContext = createContext<() => void>(() => {});
export const usePalette = () => use(PaletteContext);
