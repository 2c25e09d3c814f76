-- Postgres takes a character without width for a part of the word around it, so that "mi\u200Cdanam" was found by the
-- whole of it at best. It now ends a word, in the index as in the query.
DROP INDEX "Message_text_idx";
CREATE INDEX "Message_text_idx" ON "Message" USING gin (to_tsvector('simple'::regconfig, translate(text, E'./@-+<>&~_\u200B\u200C\u200D\u00AD', '              '))) WITH (fastupdate = on);
