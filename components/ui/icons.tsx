// The few icons that the primitives themselves need; everything else takes lucide's.
export { Check as CheckIcon, ChevronDown as ChevronDownIcon, X as CloseIcon } from "lucide-react";
