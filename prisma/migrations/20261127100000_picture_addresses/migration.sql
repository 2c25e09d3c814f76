-- Pictures could name any address of ours, commands included, which every viewer's browser then called. What is left
-- are drawings of the demo, uploads, and pictures of other hosts over https.
CREATE FUNCTION pg_temp.is_picture(address TEXT) RETURNS BOOLEAN LANGUAGE sql IMMUTABLE AS $$
  SELECT address ~ '^https://[^[:space:]\\]+$'
      OR address ~ '^/demo/[a-z0-9-]+\.(svg|png|jpe?g|webp|avif)$'
      OR address ~ '^/api/attachments/[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}(/thumb)?$'
$$;
UPDATE "User" SET "avatarUrl" = NULL WHERE NOT pg_temp.is_picture("avatarUrl");
UPDATE "Listing" l
   SET photos = ARRAY(SELECT p FROM unnest(l.photos) WITH ORDINALITY AS x(p, n) WHERE pg_temp.is_picture(p) ORDER BY n)
 WHERE EXISTS (SELECT 1 FROM unnest(l.photos) AS p WHERE NOT pg_temp.is_picture(p));
UPDATE "Conversation" SET snapshot = jsonb_set(snapshot, '{photoUrl}', 'null')
 WHERE NOT pg_temp.is_picture(snapshot ->> 'photoUrl');
DROP FUNCTION pg_temp.is_picture(TEXT);
