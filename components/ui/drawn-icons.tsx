// Icons as plain markup, for pages that count every kilobyte: those of the icon library come with code for the browser.
// The drawings are lucide's (ISC).
import type { ReactNode } from "react";

export type IconProps = { className?: string };

export function DrawnIcon({ className = "size-6", children }: IconProps & { children: ReactNode }) {
  return (
    <svg
      aria-hidden
      viewBox="0 0 24 24"
      fill="none"
      stroke="currentColor"
      strokeWidth="2"
      strokeLinecap="round"
      strokeLinejoin="round"
      className={className}
    >
      {children}
    </svg>
  );
}

/**
 * Most are one path. Each is marked as pure, so that a page carries those alone that it shows; an icon of one component
 * is drawn there.
 */
export const drawn = (path: string) => (props: IconProps) => (
  <DrawnIcon {...props}>
    <path d={path} />
  </DrawnIcon>
);

const ring = "M22 12a10 10 0 1 1-20 0 10 10 0 0 1 20 0z";
const lens = "M19 11a8 8 0 1 1-16 0 8 8 0 0 1 16 0zm2 10-4.3-4.3";

export const ChevronStartIcon = /* @__PURE__ */ drawn("m15 18-6-6 6-6");
export const ChevronEndIcon = /* @__PURE__ */ drawn("m9 18 6-6-6-6");
export const CrossIcon = /* @__PURE__ */ drawn("M18 6 6 18M6 6l12 12");
export const InfoIcon = /* @__PURE__ */ drawn(`${ring}M12 16v-4m0-4h.01`);
export const ClockIcon = /* @__PURE__ */ drawn(`${ring}M12 6v6h4`);
export const SearchIcon = /* @__PURE__ */ drawn(lens);
export const NothingFoundIcon = /* @__PURE__ */ drawn(`${lens}M13.5 8.5l-5 5m0-5 5 5`);
export const OfflineIcon = /* @__PURE__ */ drawn(
  "M12 20h.01M8.5 16.429a5 5 0 0 1 7 0M5 12.859a10 10 0 0 1 5.17-2.69M19 12.859a10 10 0 0 0-2.007-1.523M2 8.82a15 15 0 0 1 4.177-2.643M22 8.82a15 15 0 0 0-11.288-3.764M2 2l20 20",
);
