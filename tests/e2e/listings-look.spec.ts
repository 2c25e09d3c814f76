// Accessibility, stable layout and fitting screens of the listing pages.
import { expectNoViolations } from "./support/axe";
import { shiftOf, watchShifts } from "./support/layout-shift";
import { expect, test } from "./support/test";

for (const theme of ["light", "dark"] as const) {
  test(`axe finds no barrier in the ${theme} theme`, async ({ openAs, people }) => {
    const { id } = await people.listing(await people.seller(), {
      photos: ["/demo/sofa.svg", "/demo/sofa-2.svg"],
      attributes: { Width: "212 cm" },
      status: "RESERVED",
    });
    const page = await openAs(null, { colorScheme: theme });
    for (const path of [
      "/",
      "/?search=nothing-at-all-like-it",
      `/listings/${id}`,
      `/listings/${id}?chat=1`,
    ]) {
      await page.goto(path);
      if (path.endsWith("chat=1")) await page.getByRole("textbox", { name: "Message" }).waitFor();
      await expectNoViolations(page);
    }
  });
}

test.describe("layout", () => {
  for (const width of [320, 768, 1440, 3840]) {
    test(`is stable and within ${width} pixels, in both directions`, async ({ openAs, people }) => {
      const { id } = await people.listing(await people.seller(`Seller${"with".repeat(18)}`), {
        title: `Donaudampfschifffahrts${"gesellschaft".repeat(8)}`,
        description: "word ".repeat(200) + "x".repeat(400),
        attributes: { ["y".repeat(40)]: "z".repeat(200) },
        photos: ["/demo/sofa.svg", "/demo/sofa-2.svg"],
      });
      for (const locale of ["en-GB", "ar"]) {
        const page = await openAs(null, { viewport: { width, height: 900 }, locale });
        await watchShifts(page);
        for (const path of ["/", `/listings/${id}`]) {
          await page.goto(path);
          await page.waitForLoadState("networkidle");
          const overflow = await page.evaluate(
            () => document.documentElement.scrollWidth - window.innerWidth,
          );
          expect(overflow, `${path} ${locale}`).toBeLessThanOrEqual(0);
          expect(await shiftOf(page), `${path} ${locale}`).toBeLessThanOrEqual(0.02);
        }
      }
    });
  }
});
