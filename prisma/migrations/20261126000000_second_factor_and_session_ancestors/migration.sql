-- A session that was exchanged from another names it and that one's own ancestors, so that it ends with any of them.
ALTER TABLE "Session" ADD COLUMN     "ancestorIds" UUID[] NOT NULL DEFAULT ARRAY[]::UUID[],
ADD COLUMN     "network" TEXT;

ALTER TABLE "User" ADD COLUMN     "signUpNetwork" TEXT;

-- For IPv4 a network is one address. Sessions that came over IPv6 are simply not counted as known.
UPDATE "Session" SET "network" = "address" WHERE "address" LIKE '%.%';

-- CreateTable
CREATE TABLE "Totp" (
    "userId" UUID NOT NULL,
    "secret" TEXT NOT NULL,
    "enabledAt" TIMESTAMPTZ(3),
    "lastStep" INTEGER,
    "recoveryHashes" TEXT[] NOT NULL DEFAULT ARRAY[]::TEXT[],
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "Totp_pkey" PRIMARY KEY ("userId")
);

-- AddForeignKey
ALTER TABLE "Totp" ADD CONSTRAINT "Totp_userId_fkey" FOREIGN KEY ("userId") REFERENCES "User"("id") ON DELETE CASCADE ON UPDATE CASCADE;
