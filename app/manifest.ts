import type { MetadataRoute } from "next";
import { pageColours } from "@/components/shell/theme";

export default function manifest(): MetadataRoute.Manifest {
  return {
    id: "/",
    name: "Parley",
    short_name: "Parley",
    description: "Buyers and sellers talk here, safely and without losing a message.",
    start_url: "/start",
    scope: "/",
    display: "standalone",
    background_color: pageColours.light,
    theme_color: pageColours.light,
    categories: ["business", "shopping", "social"],
    icons: [
      { src: "/icon.svg", sizes: "any", type: "image/svg+xml" },
      { src: "/icons/icon-192.png", sizes: "192x192", type: "image/png" },
      { src: "/icons/icon-512.png", sizes: "512x512", type: "image/png" },
      { src: "/icons/maskable-512.png", sizes: "512x512", type: "image/png", purpose: "maskable" },
    ],
  };
}
