-- The decision on a presented key: one statement, which an application prepares once. See README.md.
--
-- :digest is the lowercase hex SHA-256 of the presented key, :sub the target. :scope (separated by spaces), :resource
-- and :environment are what is asked, or NULL. What is NULL is named in "unchecked" if the key is bound to it. What is
-- malformed is denied with the reason request: a mistake of the application.
--
-- Keys that are bound to networks are denied: SQLite knows no addresses.
WITH asked AS MATERIALIZED (
  SELECT :sub AS sub, :digest AS digest, :scope AS scope, :resource AS resource, :environment AS environment,
    CAST(strftime('%s', 'now') AS INTEGER) AS now
),
-- The scopes and the segments, cut at their spaces and slashes.
word (rest, word) AS (
  SELECT scope || ' ', NULL FROM asked WHERE scope IS NOT NULL
  UNION ALL
  SELECT substr(rest, instr(rest, ' ') + 1), substr(rest, 1, instr(rest, ' ') - 1) FROM word WHERE instr(rest, ' ')
),
segment (rest, segment) AS (
  SELECT resource || '/', NULL FROM asked WHERE resource IS NOT NULL
  UNION ALL
  SELECT substr(rest, instr(rest, '/') + 1), substr(rest, 1, instr(rest, '/') - 1) FROM segment WHERE instr(rest, '/')
),
request AS MATERIALIZED (
  -- A text with a NUL ends there for some functions, and not for others.
  SELECT EXISTS (SELECT 1 FROM (SELECT scope AS text UNION ALL SELECT resource UNION ALL SELECT environment)
      WHERE typeof(text) NOT IN ('text', 'null') OR instr(text, char(0)))
    OR EXISTS (SELECT 1 FROM word WHERE word IS NOT NULL
      AND (length(word) NOT BETWEEN 1 AND 64 OR word GLOB '*[^!-~]*' OR word GLOB '*[",\]*'))
    OR EXISTS (SELECT 1 FROM segment WHERE segment IS NOT NULL
      AND (length(segment) NOT BETWEEN 1 AND 64 OR segment IN ('.', '..') OR segment GLOB '*[^A-Za-z0-9._~:@+=-]*'))
    OR (SELECT count(segment) > 16 FROM segment)
    OR coalesce(length(environment) NOT BETWEEN 1 AND 64 OR environment GLOB '[^A-Za-z0-9]*'
      OR environment GLOB '*[^A-Za-z0-9._-]*', 0) AS is_malformed
  FROM asked
),
answer AS (
  SELECT k.*, a.resource AS wanted_resource, a.environment AS wanted_environment, a.scope AS wanted_scope,
    CASE
      WHEN (SELECT is_malformed FROM request) THEN 'request'
      WHEN h.sub IS NULL OR a.now >= h.not_after OR h.iat > a.now + 300 THEN 'stale'
      WHEN a.digest IS NULL OR length(a.digest) <> 64 OR a.digest GLOB '*[^0-9a-f]*'
        OR a.digest IN (SELECT digest FROM keywright_nothing) THEN 'malformed'
      WHEN k.digest IS NULL THEN 'unknown'
      WHEN a.now < k.nbf THEN 'not_yet_valid'
      WHEN a.now >= k.exp THEN 'expired'
      WHEN k.net IS NOT NULL THEN 'network'
      WHEN EXISTS (SELECT 1 FROM word WHERE word IS NOT NULL
        AND instr(' ' || k.scope || ' ', ' ' || word || ' ') = 0) THEN 'scope'
      WHEN a.resource <> k.resource
        AND substr(a.resource, 1, length(k.resource) + 1) <> k.resource || '/' THEN 'resource'
      WHEN a.environment <> k.environment THEN 'environment'
    END AS reason
  FROM asked a
  LEFT JOIN keywright_head h ON h.sub = a.sub
  LEFT JOIN keywright_key k ON k.sub = a.sub AND k.digest = a.digest
)
SELECT
  reason IS NULL AS valid,
  reason,
  CASE WHEN reason IS NULL OR reason NOT IN ('request', 'stale', 'malformed', 'unknown') THEN id END AS id,
  CASE WHEN reason IS NULL THEN trim(
    CASE WHEN wanted_scope IS NULL AND scope <> '' THEN 'scope' ELSE '' END ||
    CASE WHEN wanted_resource IS NULL AND resource IS NOT NULL THEN ' resource' ELSE '' END ||
    CASE WHEN wanted_environment IS NULL AND environment IS NOT NULL THEN ' environment' ELSE '' END) END AS unchecked
FROM answer;
