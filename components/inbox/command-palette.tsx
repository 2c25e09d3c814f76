"use client";
// Everything in one place: type a name, a listing, or what is to be done.
import { Command } from "cmdk";
import {
  Archive,
  CheckCheck,
  Inbox,
  Keyboard,
  Languages,
  MessageSquareQuote,
  Moon,
  MoonStar,
  Search,
  Settings,
  Store,
} from "lucide-react";
import { useRouter } from "next/navigation";
import { type KeyboardEvent, type ReactNode, type RefObject, useEffect, useRef, useState } from "react";
import { useFormat, useText } from "@/components/text/text-provider";
import { Avatar } from "@/components/ui/avatar";
import { Dialog } from "@/components/ui/dialog";
import { useMe, useQuery } from "@/lib/client/hooks";
import type { Conversation, Customer, Listing } from "@/lib/contract/entities";
import { limits } from "@/lib/contract/limits";
import { othersIn } from "./people";
import { SubjectPhoto, Thumbnail } from "./subject-photo";
import { useLater } from "./use-later";
import { usePaletteActions } from "./use-palette-actions";
import { useSide } from "./use-place";

type Props = { isOpen: boolean; onClose(): void; onHelp(): void };
const shownItems = 6;

export default function CommandPalette({ isOpen, onClose, onHelp }: Props) {
  const t = useText("inbox");
  return (
    <Dialog isOpen={isOpen} onClose={onClose} title={t("palette")} isTitleHidden width="medium">
      <Palette onClose={onClose} onHelp={onHelp} />
    </Dialog>
  );
}

/** What was found for the words, in the order in which it stands here. */
function useFinds(search: string) {
  const me = useMe();
  const { isSeller } = useSide();
  const conversations = useQuery("conversation:list", { limit: shownItems, ...(search && { search }) });
  const customers = useQuery("customer:list", isSeller && search ? { search, limit: shownItems } : null);
  const listings = useQuery(
    "listing:list",
    search ? { search, limit: shownItems, ...(isSeller && { sellerId: me.id }) } : null,
  );
  return {
    isStale:
      conversations.isStale || (search !== "" && (listings.isStale || (isSeller && customers.isStale))),
    conversations: conversations.data?.items ?? [],
    customers: (search && customers.data?.items) || [],
    listings: (search && listings.data?.items) || [],
  };
}

function Palette({ onClose, onHelp }: Omit<Props, "isOpen">) {
  const t = useText("inbox");
  const [text, setText] = useState("");
  const wanted = text.trim();
  const search = useLater(wanted);
  const { conversations, customers, listings, isStale } = useFinds(search);
  const list = useRef<HTMLDivElement>(null);
  const enter = useLateEnter(list, search !== wanted || isStale);
  const best = [...conversations, ...customers, ...listings][0]?.id ?? "";
  // What is best is chosen whenever it becomes another, so that Enter goes there; the arrows choose otherwise.
  const [chosen, setChosen] = useState({ best, value: best });
  if (chosen.best !== best) setChosen({ best, value: best });
  const then = (act: () => void) => () => {
    onClose();
    act();
  };
  return (
    <Command
      label={t("palette")}
      shouldFilter={false}
      loop
      value={chosen.value}
      onValueChange={(value) => setChosen({ best, value })}
      onKeyDown={enter}
      className="-mx-5 -mb-5 flex max-h-[min(32rem,70dvh)] flex-col"
    >
      <div className="flex items-center gap-2 border-line border-b px-4">
        <Search aria-hidden className="size-4 shrink-0 text-ink-muted" />
        <Command.Input
          value={text}
          onValueChange={setText}
          maxLength={limits.searchChars}
          placeholder={t("paletteHint")}
          className="min-h-12 w-full bg-transparent text-base outline-none placeholder:text-ink-muted"
        />
      </div>
      <Command.List
        ref={list}
        className="min-h-0 flex-1 overflow-y-auto overscroll-contain p-2 [&_[cmdk-group-heading]]:px-2.5 [&_[cmdk-group-heading]]:pt-2 [&_[cmdk-group-heading]]:pb-1 [&_[cmdk-group-heading]]:font-semibold [&_[cmdk-group-heading]]:text-ink-muted [&_[cmdk-group-heading]]:text-xs"
      >
        <Command.Empty className="px-3 py-6 text-center text-ink-muted text-sm">
          {t("paletteNothing")}
        </Command.Empty>
        <FoundConversations items={conversations} then={then} />
        <FoundCustomers items={customers} then={then} />
        <FoundListings items={listings} then={then} />
        <Actions wanted={wanted} then={then} onHelp={onHelp} />
      </Command.List>
    </Command>
  );
}

/** Enter is for what was typed: before that has been found it waits, for what is seen is of earlier words. */
function useLateEnter(list: RefObject<HTMLElement | null>, isPending: boolean) {
  const [isWaiting, setWaiting] = useState(false);
  useEffect(() => {
    if (isPending || !isWaiting) return;
    setWaiting(false);
    requestAnimationFrame(() =>
      list.current?.querySelector<HTMLElement>('[cmdk-item][data-selected="true"]')?.click(),
    );
  }, [isPending, isWaiting, list]);
  return (event: KeyboardEvent) => {
    if (event.key === "Enter" && isPending && !event.nativeEvent.isComposing) {
      event.preventDefault();
      setWaiting(true);
    } else if (event.key !== "Enter") setWaiting(false);
  };
}

type Then = (act: () => void) => () => void;
type GroupProps<Item> = { items: readonly Item[]; then: Then };

function Item(props: {
  value: string;
  icon: ReactNode;
  hint?: string;
  onSelect(): void;
  children: ReactNode;
}) {
  const { value, icon, hint, onSelect, children } = props;
  return (
    <Command.Item
      value={value}
      onSelect={onSelect}
      className="flex min-h-11 cursor-pointer items-center gap-3 rounded-lg px-2.5 py-1.5 text-sm data-[selected=true]:bg-raised [&_svg]:size-4 [&_svg]:text-ink-muted"
    >
      <span aria-hidden className="grid w-7 shrink-0 place-items-center">
        {icon}
      </span>
      <span className="min-w-0 flex-1 truncate">{children}</span>
      {hint && <bdi className="max-w-[55%] truncate text-ink-muted text-xs">{hint}</bdi>}
    </Command.Item>
  );
}

function FoundConversations({ items, then }: GroupProps<Conversation>) {
  const t = useText("inbox");
  const me = useMe();
  const { open } = useSide();
  if (items.length === 0) return null;
  return (
    <Command.Group heading={t("conversations")}>
      {items.map((conversation) => {
        const people = othersIn(conversation, me.id);
        return (
          <Item
            key={conversation.id}
            value={conversation.id}
            icon={<SubjectPhoto subject={conversation.subject} person={people[0]} size="small" />}
            hint={conversation.subject.title ?? undefined}
            onSelect={then(() => open(conversation))}
          >
            <bdi>{people.map(({ name }) => name).join(" · ")}</bdi>
          </Item>
        );
      })}
    </Command.Group>
  );
}

function FoundCustomers({ items, then }: GroupProps<Customer>) {
  const t = useText("inbox");
  const { go } = useSide();
  if (items.length === 0) return null;
  return (
    <Command.Group heading={t("customers")}>
      {items.map((customer) => (
        <Item
          key={customer.id}
          value={customer.id}
          icon={<Avatar person={customer} size="small" />}
          hint={customer.email ?? undefined}
          onSelect={then(() => {
            const { id, conversationId } = customer;
            go({ conversationId, customerId: conversationId ? null : id, seq: null, details: false });
          })}
        >
          <bdi>{customer.name}</bdi>
        </Item>
      ))}
    </Command.Group>
  );
}

function FoundListings({ items, then }: GroupProps<Listing>) {
  const t = useText("inbox");
  const router = useRouter();
  const { money } = useFormat();
  if (items.length === 0) return null;
  return (
    <Command.Group heading={t("listings")}>
      {items.map(({ id, title, photos, priceMinor, currency }) => (
        <Item
          key={id}
          value={id}
          icon={<Thumbnail url={photos[0] ?? null} className="size-7! rounded-md!" />}
          hint={money(priceMinor, currency)}
          onSelect={then(() => router.push(`/listings/${id}`))}
        >
          <bdi>{title}</bdi>
        </Item>
      ))}
    </Command.Group>
  );
}

const icons = {
  search: <Search aria-hidden />,
  archive: <Archive aria-hidden />,
  read: <CheckCheck aria-hidden />,
  inbox: <Inbox aria-hidden />,
  listings: <Store aria-hidden />,
  quickReplies: <MessageSquareQuote aria-hidden />,
  awayMessage: <MoonStar aria-hidden />,
  settings: <Settings aria-hidden />,
  theme: <Moon aria-hidden />,
  language: <Languages aria-hidden />,
  help: <Keyboard aria-hidden />,
};
export type PaletteIcon = keyof typeof icons;

function Actions({ wanted, then, onHelp }: { wanted: string; then: Then; onHelp(): void }) {
  const t = useText("inbox");
  const { go } = useSide();
  const actions = usePaletteActions(onHelp);
  const lower = wanted.toLocaleLowerCase();
  const fitting = actions.filter(({ label }) => label.toLocaleLowerCase().includes(lower));
  return (
    <Command.Group heading={t("paletteActions")}>
      {wanted !== "" && (
        <Item
          value="search"
          icon={icons.search}
          onSelect={then(() => go({ tab: "conversations", view: "all", search: wanted }))}
        >
          {t("paletteSearch", { text: wanted })}
        </Item>
      )}
      {fitting.map(({ id, icon, label, act }) => (
        <Item key={id} value={id} icon={icons[icon]} onSelect={then(act)}>
          {label}
        </Item>
      ))}
    </Command.Group>
  );
}
