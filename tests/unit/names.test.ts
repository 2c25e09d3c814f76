// Names of people: allowed characters, and names reserved for staff.
import { describe, expect, it } from "vitest";
import { cleanName, personName } from "../../lib/contract/names";
import { isReservedName } from "../../lib/domain/account/reserved-name";
import { safeName } from "../../lib/domain/account/safe-name";

const isTaken = (name: string) => personName.safeParse(name).success;

const zwj = "\u200d";
const zwnj = "\u200c";

describe("a name", () => {
  it.each([
    "Mara Lindqvist",
    "Zoë d’Angelo-O'Brien",
    "Nguyễn Thị Minh",
    "محمد علی",
    `می${zwnj}خواهم`,
    "מרים",
    `ක්${zwj}රිෂ්ණ`,
    `क्${zwj}ष`,
    `ന്${zwj}`,
    "陳大文",
    "葛\u{e0100}城",
    "สมชาย",
    `Ann 👩${zwj}💻`,
    `Bob 👩🏽${zwj}🚀 ❤️`,
    "Cleo 🇫🇷 1️⃣",
  ])("may be %s", (name) => {
    expect(isTaken(name)).toBe(true);
    expect(cleanName(name)).toBe(name);
  });

  it.each([
    ["a zero-width space", "Ma\u200bra"],
    ["a word joiner", "Ma\u2060ra"],
    ["a soft hyphen", "Ma\u00adra"],
    ["a byte order mark", "Ma\ufeffra"],
    ["an isolate", "\u2066Mara\u2069 Lind"],
    ["an override", "Mara \u202edne"],
    ["an embedding", "Mara \u202bdne"],
    ["a mark of direction", "Mara\u200f"],
    ["the mark of Arabic letters", "Mara\u061c"],
    ["tags", `Mara${String.fromCodePoint(0xe0041, 0xe0042)}`],
    ["the tags of a flag", "\u{1f3f4}\u{e0067}\u{e0062}\u{e007f}"],
    ["a joiner between Latin letters", `Ma${zwj}ra`],
    ["a non-joiner between Latin letters", `Ma${zwnj}ra`],
    ["a joiner before anything", `${zwj}Mara`],
    ["two joiners in a row", `क्${zwj}${zwj}ष`],
    ["a joiner between a script and Latin", `م${zwnj}a`],
    ["a filler", "Mara\u3164"],
    ["a grapheme joiner", "Mar\u034fa"],
    ["a variation selector", "Mara\ufe0f"],
    ["two variants of one letter", "葛\u{e0100}\u{e0101}"],
    ["an invisible operator", "Mara\u2063"],
    ["an interlinear mark", "Mara\ufff9x"],
    ["a shorthand mark", "Mara\u{1bca0}"],
    ["a musical format mark", "Mara\u{1d173}"],
    ["a private character", "Mara\ue000"],
    ["a braille blank", "Mara\u2800B"],
    ["a pile of marks", `Ma${"\u0301".repeat(12)}ra`],
  ])("must not contain %s, which is removed from names of other services", (_, name) => {
    expect(isTaken(name)).toBe(false);
    const cleaned = cleanName(name) ?? "";
    expect(isTaken(cleaned)).toBe(true);
  });

  it("is empty when all its characters are removed", () => {
    for (const name of ["", "  ", "\u200b\u200b", "\u2800", "\u202e\u2066"])
      expect(cleanName(name)).toBeUndefined();
    expect(cleanName(`  Ma\n\tra\u2028 ${"x".repeat(200)}`)).toMatch(/^Ma ra x{74}$/);
  });
});

describe("a reserved name", () => {
  it.each([
    "Parley",
    "PARLEY",
    "parley",
    "Раrlеу",
    "Ρarley",
    "ΡΑRLΕΥ",
    "Pаrley",
    "Parłey",
    "Pàrlèÿ",
    "Ｐａｒｌｅｙ",
    "𝐏𝐚𝐫𝐥𝐞𝐲",
    "ⓟⓐⓡⓛⓔⓨ",
    "🅿🅰🆁🅻🅴🆈",
    "🇵🇦🇷🇱🇪🇾",
    "ᏢᎪᏒᏞᎬᎩ",
    "ꓑꓮꓣꓡꓰꓬ",
    "ᑭᗩᖇᒪᗴY",
    "ᗩᗪᗰIᑎ",
    "P a r l e y",
    "P.A.R.L.E.Y.",
    "Par-ley",
    "Par1ey",
    "P4rl3y",
    "Parley Support",
    "Parley-Team",
    "ParleyTeam",
    "myparleybot",
    "The Parley",
    "Admin",
    "ADMIN",
    "Adm1n",
    "Аdmin",
    "Аdміn",
    "admın",
    "αdmin",
    "Adrnin",
    "Aclmin",
    "@dmin",
    "Admin1",
    "007 Admin",
    "Admins",
    "Mara (Admin)",
    "admin_team",
    "adminteam",
    "Administrator",
    "Support",
    "Suppоrt",
    "5upport",
    "Supp0rt Desk",
    "supportteam",
    "SUPPΟRT",
    "Support 24",
    "Moderator",
    "Mara – Staff",
    "M0derat0r",
    "Moderаtors",
    "rnoderator",
    "Acme Motors",
    "Mara of Acme Motors",
    "АСМЕ MOTORS",
    "acmemotors",
  ])("is refused as %s", (name) => {
    expect(isReservedName(name, ["Acme Motors"])).toBe(true);
  });

  it.each([
    "Mara Lindqvist",
    "Kaspar Leyton",
    "Barley & Sons",
    "Badminton Club",
    "Admiral Nelson",
    "Modesty Blaise",
    "Portia Supple",
    "Team Motors",
    "Acme Bikes",
    "Motors",
    "Ali",
    "Il Postino",
    "محمد",
    "Анна Каренина",
    "Ελένη",
    "陳大文",
    "🙂",
    "Auto Desk",
  ])("is not %s", (name) => {
    expect(isReservedName(name, ["Acme Motors"])).toBe(false);
  });

  it("of another service is replaced by the email's, or by a default", () => {
    const from = (name: string | null, email: string) => safeName(name, email, ["Acme Motors"]);
    expect(from("Robin\u202e\u200b  Hood", "r@example.com")).toBe("Robin Hood");
    expect(from("Parley Support", "mara@example.com")).toBe("mara");
    expect(from(null, "mara.l@example.com")).toBe("mara.l");
    expect(from("\u200b", "admin@example.com")).toBe("New member");
  });
});
