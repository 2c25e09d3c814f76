"use client";
import { useEffect, useState } from "react";

const pauseMs = 220;

/** The value once it has not changed for a moment, for what should not be asked at every key. */
export function useLater<T>(value: T): T {
  const [later, setLater] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setLater(value), pauseMs);
    return () => clearTimeout(timer);
  }, [value]);
  return later;
}
