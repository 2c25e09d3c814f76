// Encrypts second factors in the database with keys derived from PARLEY_SECRET. So a leaked copy of the database reveals
// neither the secrets of authenticator apps nor recovery codes.
import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes } from "node:crypto";
import type { TotpVault } from "../../domain/totp/vault";
import { use } from "../slot";

const version = "v1";
const nonceBytes = 12;
const tagBytes = 16;

const keyFor = (secret: string, purpose: string): Buffer =>
  Buffer.from(hkdfSync("sha256", secret, "", `parley-${purpose}`, 32));

export function totpVault(secret = use("config").secret): TotpVault {
  return {
    seal(plain, userId) {
      const nonce = randomBytes(nonceBytes);
      const cipher = createCipheriv("aes-256-gcm", keyFor(secret, "totp"), nonce);
      // Bound to its owner, so that a row moved to another account opens nothing.
      cipher.setAAD(Buffer.from(userId));
      const sealed = Buffer.concat([nonce, cipher.update(plain), cipher.final(), cipher.getAuthTag()]);
      return `${version}.${sealed.toString("base64url")}`;
    },
    open(sealed, userId) {
      const [, data = ""] = sealed.split(".");
      const bytes = Buffer.from(data, "base64url");
      const cipher = createDecipheriv("aes-256-gcm", keyFor(secret, "totp"), bytes.subarray(0, nonceBytes));
      cipher.setAAD(Buffer.from(userId));
      cipher.setAuthTag(bytes.subarray(-tagBytes));
      return Buffer.concat([cipher.update(bytes.subarray(nonceBytes, -tagBytes)), cipher.final()]);
    },
    hash(code, userId) {
      return createHmac("sha256", keyFor(secret, "recovery")).update(`${userId}:${code}`).digest("base64url");
    },
  };
}
