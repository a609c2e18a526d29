-- The decision on a presented key. See README.md. Installed after schema.sql, again and again.

SET search_path = pg_catalog, pg_temp;
SET ROLE keywright_owner;

-- An address, where an IPv4 address written as IPv6 is an IPv4 address. Anything else is an error of the caller:
-- PostgreSQL itself takes more for an address than others do.
CREATE OR REPLACE FUNCTION keywright.keywright_address(address text) RETURNS inet
LANGUAGE plpgsql IMMUTABLE STRICT SET search_path = keywright, pg_temp AS $$
DECLARE
  octet CONSTANT text := '(25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])';
  found inet;
BEGIN
  IF NOT (address COLLATE "C" ~ ('^(([0-9A-Fa-f]{0,4}:){2,7}[0-9A-Fa-f]{0,4}|([0-9A-Fa-f]{0,4}:){2,6}'
      || octet || '(\.' || octet || '){3}|' || octet || '(\.' || octet || '){3})$')) THEN
    RAISE invalid_parameter_value USING MESSAGE = 'the address is malformed';
  END IF;
  found := address::inet;
  IF found <<= '::ffff:0.0.0.0/96'::inet THEN
    RETURN '0.0.0.0'::inet + (found - '::ffff:0.0.0.0'::inet);
  END IF;
  RETURN found;
END $$;

-- Whether a key is valid for what is asked. What is NULL is not asked, and named in "unchecked" if the key is bound to
-- it. What is malformed is an error, never an answer.
--
-- It takes the digest of the presented key, never the key: statements are logged. One look at the tables: STABLE, so
-- that a load that ends in between is not seen.
CREATE OR REPLACE FUNCTION keywright.keywright_check(
  sub text, digest text, scope text, resource text, environment text, address text,
  OUT valid boolean, OUT reason text, OUT id text, OUT unchecked text[])
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = keywright, pg_temp AS $$
DECLARE
  segment CONSTANT text := '[A-Za-z0-9._~:@+=-]{1,64}';
  key keywright_key;
  head keywright_head;
  now CONSTANT bigint := floor(extract(epoch FROM clock_timestamp()));
  wanted CONSTANT text[] := string_to_array($3, ' ');
  place CONSTANT inet := keywright_address($6);
BEGIN
  valid := false;
  IF EXISTS (SELECT 1 FROM unnest(wanted) w WHERE length(w) NOT BETWEEN 1 AND 64
      OR w COLLATE "C" ~ '[^!-~]' OR w ~ '[",\\]') OR $3 = '' THEN
    RAISE invalid_parameter_value USING MESSAGE = 'the scope is malformed';
  END IF;
  IF $4 COLLATE "C" !~ ('^' || segment || '(/' || segment || '){0,15}$') OR $4 ~ '(^|/)\.\.?(/|$)' THEN
    RAISE invalid_parameter_value USING MESSAGE = 'the resource is malformed';
  END IF;
  IF $5 COLLATE "C" !~ '^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$' THEN
    RAISE invalid_parameter_value USING MESSAGE = 'the environment is malformed';
  END IF;

  SELECT * INTO head FROM keywright_head h WHERE h.sub = $1;
  IF NOT FOUND OR now >= head.not_after OR head.iat > now + 300 THEN
    reason := 'stale';
    RETURN;
  END IF;
  IF $2 IS NULL OR $2 COLLATE "C" !~ '^[0-9a-f]{64}$'
      OR EXISTS (SELECT 1 FROM keywright_nothing n WHERE n.digest = $2) THEN
    reason := 'malformed';
    RETURN;
  END IF;
  SELECT * INTO key FROM keywright_key k WHERE k.sub = $1 AND k.digest = $2;
  IF NOT FOUND THEN
    reason := 'unknown';
    RETURN;
  END IF;
  id := key.id;
  reason := CASE
    WHEN now < key.nbf THEN 'not_yet_valid'
    WHEN now >= key.exp THEN 'expired'
    WHEN key.net IS NOT NULL
      AND (place <<= ANY (string_to_array(key.net, ' ')::inet[])) IS NOT TRUE THEN 'network'
    WHEN NOT string_to_array(key.scope, ' ') @> wanted THEN 'scope'
    WHEN $4 <> key.resource AND NOT starts_with($4, key.resource || '/') THEN 'resource'
    WHEN $5 <> key.environment THEN 'environment'
  END;
  IF reason IS NOT NULL THEN
    RETURN;
  END IF;
  valid := true;
  unchecked := array_remove(ARRAY[
    CASE WHEN wanted IS NULL AND key.scope <> '' THEN 'scope' END,
    CASE WHEN $4 IS NULL AND key.resource IS NOT NULL THEN 'resource' END,
    CASE WHEN $5 IS NULL AND key.environment IS NOT NULL THEN 'environment' END], NULL);
END $$;

-- For PostgREST and Supabase, before each request. What a request must be allowed stands here, not in the request:
-- adapt the marked lines. Then, as the owner of the role that PostgREST logs in as:
--
--   ALTER ROLE authenticator SET pgrst.db_pre_request = 'keywright.pre_request';
--   GRANT keywright_app TO web_anon;
CREATE OR REPLACE FUNCTION keywright.pre_request() RETURNS void
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = keywright, pg_temp AS $$
DECLARE
  headers CONSTANT json := nullif(current_setting('request.headers', true), '')::json;
  is_read CONSTANT boolean := coalesce(current_setting('request.method', true), '') IN ('GET', 'HEAD');
  secret CONSTANT text := coalesce(headers ->> 'x-api-key', '');
  answer record;
BEGIN
  -- Before anything else: nobody is let in by the id of an earlier request.
  PERFORM set_config('keywright.id', '', true);
  SELECT * INTO answer FROM keywright_check(
    'edge',                                                 -- the target
    encode(sha256(convert_to(secret, 'UTF8')), 'hex'),
    CASE WHEN is_read THEN 'read' ELSE 'read write' END,    -- the scopes
    NULL,                                                   -- the resource, such as 'acme/shop'
    NULL,                                                   -- the environment, such as 'prod'
    NULL);                                                  -- the address: PostgREST does not know it
  IF answer.reason = 'stale' THEN
    RAISE SQLSTATE 'PT503' USING MESSAGE = 'stale';
  ELSIF lower(btrim(secret, E' \t\n\f\r')) IN ('', '-', 'null', 'nil', 'none', 'undefined') THEN
    RAISE SQLSTATE 'PT401' USING MESSAGE = 'malformed';
  ELSIF answer.reason IN ('network', 'scope', 'resource', 'environment') THEN
    RAISE SQLSTATE 'PT403' USING MESSAGE = answer.reason;
  ELSIF answer.valid IS NOT TRUE THEN
    RAISE SQLSTATE 'PT401' USING MESSAGE = answer.reason;
  END IF;
  -- For row-level security: current_setting('keywright.id', true).
  PERFORM set_config('keywright.id', answer.id, true);
END $$;

REVOKE ALL ON FUNCTION keywright.keywright_address(text) FROM PUBLIC;
REVOKE ALL ON FUNCTION keywright.keywright_check(text, text, text, text, text, text) FROM PUBLIC;
REVOKE ALL ON FUNCTION keywright.pre_request() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION keywright.keywright_check(text, text, text, text, text, text) TO keywright_app;
GRANT EXECUTE ON FUNCTION keywright.pre_request() TO keywright_app;

RESET ROLE;
RESET search_path;
