// The codes of authenticator apps, against the test vectors of RFC 6238 (appendix B), RFC 4226 (appendix D) and RFC 4648.
import { describe, expect, it } from "vitest";
import { normaliseCode } from "../../lib/domain/totp/recovery-codes";
import {
  base32,
  matchStep,
  stepAt,
  type TotpAlgorithm,
  totpCode,
  totpUri,
} from "../../lib/domain/totp/totp-code";

const seeds: Record<TotpAlgorithm, Buffer> = {
  sha1: Buffer.from("12345678901234567890"),
  sha256: Buffer.from("12345678901234567890123456789012"),
  sha512: Buffer.from("1234567890123456789012345678901234567890123456789012345678901234"),
};
const vectors: [seconds: number, sha1: string, sha256: string, sha512: string][] = [
  [59, "94287082", "46119246", "90693936"],
  [1_111_111_109, "07081804", "68084774", "25091201"],
  [1_111_111_111, "14050471", "67062674", "99943326"],
  [1_234_567_890, "89005924", "91819424", "93441116"],
  [2_000_000_000, "69279037", "90698825", "38618901"],
  [20_000_000_000, "65353130", "77737706", "47863826"],
];

describe("a code", () => {
  it.each(vectors)("at second %i is that of RFC 6238", (seconds, sha1, sha256, sha512) => {
    const at = (algorithm: TotpAlgorithm) => totpCode(seeds[algorithm], stepAt(seconds * 1000), 8, algorithm);
    expect([at("sha1"), at("sha256"), at("sha512")]).toEqual([sha1, sha256, sha512]);
  });

  it("of six digits is that of RFC 4226", () => {
    const codes = Array.from({ length: 10 }, (_, step) => totpCode(seeds.sha1, step));
    expect(codes.join(" ")).toBe("755224 287082 359152 969429 338314 254676 287922 162583 399871 520489");
  });

  it("is valid in its step, the one before and the one after, and in no other", () => {
    const nowMs = 1_700_000_000_000;
    const now = stepAt(nowMs);
    const matches = [-2, -1, 0, 1, 2].map((drift) =>
      matchStep(seeds.sha1, totpCode(seeds.sha1, now + drift), nowMs),
    );
    expect(matches).toEqual([null, now - 1, now, now + 1, null]);
    for (const typed of ["", "000", "abcdef", "１２３４５６", "1".repeat(40)])
      expect(matchStep(seeds.sha1, typed, nowMs)).toBeNull();
  });

  it("may be typed with spaces, hyphens and capitals", () => {
    expect(normaliseCode(" 123 456 ")).toBe("123456");
    expect(normaliseCode("１２３４５６")).toBe("123456");
    expect(normaliseCode("ABCD-efgh jkmn")).toBe("abcdefghjkmn");
  });
});

describe("a secret", () => {
  it("is written in base32 as in RFC 4648", () => {
    const written = ["", "f", "fo", "foo", "foob", "fooba", "foobar"].map((text) =>
      base32(Buffer.from(text)),
    );
    expect(written).toEqual(["", "MY", "MZXQ", "MZXW6", "MZXW6YQ", "MZXW6YTB", "MZXW6YTBOI"]);
  });

  it("is put into an address that authenticator apps accept, for any account name", () => {
    const uri = new URL(totpUri("MZXW6YTBOI", "mara+x@example.com"));
    expect(uri.protocol + uri.host).toBe("otpauth:totp");
    expect(decodeURIComponent(uri.pathname)).toBe("/Parley:mara+x@example.com");
    expect(Object.fromEntries(uri.searchParams)).toEqual({
      secret: "MZXW6YTBOI",
      issuer: "Parley",
      algorithm: "SHA1",
      digits: "6",
      period: "30",
    });
  });
});
