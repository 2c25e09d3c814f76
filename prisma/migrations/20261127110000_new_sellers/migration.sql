-- When a customer's first listing made the account a seller's. Each node asks once a second for the latest, so that
-- connections that are open then act by the new role.
ALTER TABLE "User" ADD COLUMN "becameSellerAt" TIMESTAMPTZ(3);

CREATE INDEX "User_becameSellerAt_idx" ON "User" ("becameSellerAt") WHERE "becameSellerAt" IS NOT NULL;
