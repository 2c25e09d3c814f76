-- Which span of time a recurring job was last enqueued for. The queue itself lives in the schema graphile_worker.
CREATE TABLE "RecurringJob" (
    "name" TEXT NOT NULL,
    "lastAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "RecurringJob_pkey" PRIMARY KEY ("name")
);
