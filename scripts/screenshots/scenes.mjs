// The scenes of the screenshots. `as` is the demo account that is signed in. `prepare(page, view)` creates the state.
// `views` replaces the default views: 320, 768 and 1440 in both themes, and right-to-left.

const buyer = "buyer@parley.test";
const seller = "seller@parley.test";
/** Made when first needed, with a name that is hard on every line. */
const newcomer = "maximiliana@parley.test";
const newSeller = "new-seller@parley.test";
export const newPeople = {
  [newcomer]: { name: "Maximiliana-Theodora von Hohenstaufen-Wolkenstein", role: "CUSTOMER" },
  [newSeller]: { name: "Notyetasale Trading", role: "SELLER" },
};

/** One width and theme each, for states whose layout another scene shows at every width. */
const few = [
  { width: 320, theme: "light", locale: "en" },
  { width: 1440, theme: "dark", locale: "en" },
];

const openAccountPanel = async (page) => {
  await page.locator("[popovertarget=account-panel]").click();
  await page.locator("#account-panel input").first().waitFor({ state: "attached" });
};

/** Rows by their attribute, so that it works in every language. */
const openRow = async (page) => {
  await page.locator("a[data-row]").first().click();
  await page.locator("[role=log] article").first().waitFor();
};
const openPalette = async (page) => {
  await page.keyboard.press("Control+k");
  await page.getByRole("dialog").getByRole("option").nth(6).waitFor();
};
const selectSome = async (page) => {
  for (const index of [1, 2]) {
    await page.locator("a[data-row]").nth(index).focus();
    await page.keyboard.press("x");
  }
};

const firstListing = async (page) => {
  await page.locator("main a[href^='/listings/']").first().click();
  await page.waitForURL(/\/listings\/./);
  await page.locator("main h1").waitFor();
};
const openChat = async (page) => {
  await firstListing(page);
  await page
    .getByRole("button", { name: /Chat with seller|محادثة البائع/ })
    .first()
    .click();
  await page.locator("textarea").waitFor();
};

/** Opens the conversation with everything in it that may break a line, a bubble or a row. */
const openHardTexts = async (page) => {
  const id = await page.evaluate(async () => {
    const post = async (path, body) => {
      const answer = await fetch(path, {
        method: "POST",
        headers: { "Content-Type": "application/json" },
        body: JSON.stringify(body),
      });
      return (await answer.json()).data;
    };
    const read = async (path) => (await (await fetch(path)).json()).data.items;
    const [known] = await read("/api/conversations?limit=1");
    if (known) return known.id;
    const [listing] = await read("/api/listings?limit=1");
    const { conversation } = await post("/api/conversations", { listingId: listing.id });
    const words = "It runs well, and every service is in the book; the tyres are two years old. ";
    const texts = [
      words.repeat(65).slice(0, 5_000),
      "Donaudampfschifffahrtsgesellschaftskapitänsmützenabzeichenhalterung".repeat(4),
      `https://example.com/${"a-very-long-path/".repeat(12)}?q=${"x".repeat(80)}`,
      "هل السعر قابل للتفاوض؟ I can come on Saturday. شكرًا",
      "One\n\n\nline\nafter\nanother",
    ];
    for (const text of texts)
      await post(`/api/conversations/${conversation.id}/messages`, { id: crypto.randomUUID(), text });
    return conversation.id;
  });
  await page.goto(`/inbox/${id}`);
  await page.locator("[role=log] article").first().waitFor();
};

/** Two messages wait for a network. */
const writeOffline = async (page) => {
  await openHardTexts(page);
  await page.context().setOffline(true);
  for (const text of ["Are you there on Sunday?", "I would come by train."]) {
    await page.locator("textarea").fill(text);
    await page.getByRole("button", { name: /^(Send|إرسال)$/ }).click();
  }
  await page
    .getByText(/Queued|في الانتظار/)
    .first()
    .waitFor({ state: "attached" });
  await page.getByRole("main").getByRole("status").filter({ hasText: /./ }).waitFor();
};

const lastMessage = (page) => page.locator("[role=log] article").last();
const openActions = async (page, view) => {
  await openRow(page);
  await lastMessage(page).hover();
  if (view.width < 768) await lastMessage(page).locator("button").last().click();
};
const press = (key) => async (page) => {
  await page.locator("body").press(key);
  await page.getByRole("dialog").waitFor();
};
const openThreadMenu = async (page) => {
  await openRow(page);
  await page.getByRole("button", { name: /Conversation menu|قائمة المحادثة/ }).click();
  await page.getByRole("menuitem").first().waitFor();
};
const openOwnListing = async (page) => {
  const { items } = await (await page.request.get("/api/listings?mine=true")).json().then(({ data }) => data);
  await page.goto(`/listings/${items[0].id}`);
};

const openDetails = async (page, view) => {
  await openRow(page);
  if (view.width < 1280) await page.getByRole("button", { name: /^(Details|التفاصيل)$/ }).click();
  await page.getByRole("combobox").first().waitFor();
};

export const scenes = [
  { name: "listings", path: "/" },
  { name: "listings-signed-in", path: "/", as: buyer, views: few },
  { name: "listings-none", path: "/?search=zeppelin", views: few },
  { name: "listing", path: "/", as: buyer, prepare: firstListing, isFullPage: true },
  { name: "listing-own", path: "/dashboard/listings", as: seller, views: few, prepare: openOwnListing },
  { name: "listing-chat", path: "/", as: buyer, prepare: openChat },
  { name: "listing-chat-guest", path: "/", prepare: openChat, views: few },
  { name: "my-listings", path: "/dashboard/listings", as: seller },
  { name: "my-listings-none", path: "/dashboard/listings", as: newSeller, views: few },
  { name: "new-listing", path: "/dashboard/listings/new", as: seller, isFullPage: true },
  { name: "inbox-empty", path: "/inbox", as: newSeller },
  { name: "messages-empty", path: "/dashboard/messages", as: newSeller, views: few },
  { name: "customers-none", path: "/dashboard/messages?tab=customers", as: newSeller, views: few },
  { name: "thread-hard-texts", path: "/inbox", as: newcomer, prepare: openHardTexts },
  { name: "thread-offline", path: "/inbox", as: newcomer, prepare: writeOffline },
  { name: "thread-missing", path: "/inbox/01890000-0000-7000-8000-000000000001", as: buyer, views: few },
  { name: "thread-actions", path: "/inbox", as: buyer, prepare: openActions },
  { name: "thread-menu", path: "/dashboard/messages", as: seller, prepare: openThreadMenu },
  { name: "thread-details", path: "/dashboard/messages", as: seller, prepare: openDetails },
  { name: "help", path: "/inbox", as: buyer, views: few, prepare: press("?") },
  { name: "seller-settings", path: "/settings", as: seller, views: few, isFullPage: true },
  { name: "inbox", path: "/inbox", as: buyer },
  { name: "inbox-thread", path: "/inbox", as: buyer, prepare: openRow },
  { name: "inbox-archive", path: "/inbox?view=archived", as: buyer, views: few },
  { name: "inbox-search", path: "/dashboard/messages?q=golf", as: seller, views: few },
  { name: "messages", path: "/dashboard/messages", as: seller },
  { name: "messages-waiting", path: "/dashboard/messages?view=waiting", as: seller, views: few },
  { name: "inbox-seller", path: "/inbox", as: seller, views: few },
  { name: "messages-thread", path: "/dashboard/messages", as: seller, prepare: openRow },
  { name: "messages-selecting", path: "/dashboard/messages", as: seller, views: few, prepare: selectSome },
  { name: "messages-palette", path: "/dashboard/messages", as: seller, views: few, prepare: openPalette },
  { name: "customers", path: "/dashboard/messages?tab=customers", as: seller },
  {
    name: "customers-invite",
    path: "/dashboard/messages?tab=customers",
    as: seller,
    views: few,
    prepare: async (page) => {
      await page.locator("button[aria-haspopup=dialog]", { hasText: "Invite" }).click();
      await page.getByRole("dialog").locator("input").waitFor();
    },
  },
  { name: "quick-replies", path: "/dashboard/settings/quick-replies", as: seller },
  { name: "away-message", path: "/dashboard/settings/away-message", as: seller, isFullPage: true },
  { name: "sign-in", path: "/sign-in" },
  {
    name: "sign-in-wrong",
    path: "/sign-in",
    views: few,
    prepare: async (page) => {
      await page.getByLabel("Email").fill(buyer);
      await page.getByLabel("Password", { exact: true }).fill("wrong password");
      await page.getByRole("button", { name: "Sign in" }).click();
      await page.getByRole("main").getByRole("alert").filter({ hasText: /./ }).waitFor();
    },
  },
  { name: "sign-up", path: "/sign-up", isFullPage: true },
  { name: "settings", path: "/settings", as: buyer, isFullPage: true },
  {
    name: "settings-end-others",
    path: "/settings",
    as: buyer,
    prepare: async (page) => {
      await page.locator("main ul + div button").click();
      await page.getByRole("alertdialog").waitFor();
    },
  },
  { name: "offline", path: "/offline", views: few },
  { name: "not-found", path: "/no-such-page", as: buyer },
  { name: "account-panel", path: "/no-such-page", as: seller, prepare: openAccountPanel },
  { name: "account-panel-signed-out", path: "/sign-in", views: few, prepare: openAccountPanel },
];
