// What there is to see. `as` is the demo account that looks; `prepare(page, view)` brings about a state; `views`
// replaces the usual ones: 320, 768 and 1440 in both themes, and right-to-left.

const buyer = "buyer@parley.test";
const seller = "seller@parley.test";

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

export const scenes = [
  { name: "inbox", path: "/inbox", as: buyer },
  { name: "inbox-thread", path: "/inbox", as: buyer, prepare: openRow },
  { name: "inbox-archive", path: "/inbox?view=archived", as: buyer, views: few },
  { name: "inbox-search", path: "/dashboard/messages?q=golf", as: seller, views: few },
  { name: "messages", path: "/dashboard/messages", as: seller },
  { name: "messages-thread", path: "/dashboard/messages", as: seller, prepare: openRow },
  { name: "messages-selecting", path: "/dashboard/messages", as: seller, views: few, prepare: selectSome },
  { name: "messages-palette", path: "/dashboard/messages", as: seller, views: few, prepare: openPalette },
  { name: "customers", path: "/dashboard/messages?tab=customers", as: seller },
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
