-- Enforces a map written by `keywright publish` or `export --format haproxy` (see docs/format/verification-file.md).
-- lighttpd keeps this script, and the map, in each worker; a map that was replaced is read at the next request.
local MAP = "/etc/lighttpd/keywright.map"
-- What this server is: a key bound to another stage or resource stays out.
local RESOURCE, ENVIRONMENT = "acme/products", "prod"

local request = lighty.r
local headers = request.req_header

local function refuse(status)
  if status == 401 then request.resp_header["WWW-Authenticate"] = "Bearer" end
  return status
end

-- Globals do not outlive a request; what is loaded does.
local loaded = package.loaded.keywright or {}
package.loaded.keywright = loaded
local file = lighty.stat(MAP)
if not file then return refuse(503) end
local mark = file.st_ino .. "/" .. file.st_mtime .. "/" .. file.st_size
if loaded.mark ~= mark then
  local lines, not_after = {}, 0
  for line in io.lines(MAP) do
    local digest, value = line:match("^(%x+) (key_.*)$")
    if digest then lines[digest] = value end
    not_after = tonumber(line:match("^_not_after (%d+)$")) or not_after
  end
  loaded.lines, loaded.not_after, loaded.mark = lines, not_after, mark
end

-- A map that is past its time, or has no time, admits nobody.
local now = os.time()
if now >= loaded.not_after then return refuse(503) end

-- The key as presented. lighttpd joins repeated headers by ", ", which no key contains.
local key = headers["X-API-Key"] or ""
local nothing = { [""] = true, ["-"] = true, null = true, ["nil"] = true, none = true, undefined = true }
if nothing[key:lower()] then return refuse(401) end
local value = loaded.lines[lighty.c.md("sha256", key):lower()]
if not value then return refuse(401) end

-- id : expires or 0 : valid from or 0 : ,scope,scope, : resource : environment
local id, expires, from, scopes, resource, environment =
  value:match("^(key_%w+):(%d+):(%d+):([^:]*):([^:]*):([^:]*)$")
if not id then return refuse(503) end
expires, from = tonumber(expires), tonumber(from)
if (expires > 0 and now >= expires) or now < from then return refuse(401) end

-- Example of rights: GET and HEAD need the scope "read", everything else "write".
-- Inside a scope, '%', ':', ',' and space are percent-encoded: users:write is ",users%3Awrite,".
local method = request.req_attr["request.method"]
local needed = (method == "GET" or method == "HEAD") and "read" or "write"
if not scopes:find("," .. needed .. ",", 1, true) then return refuse(403) end
if resource ~= "" and resource ~= RESOURCE and RESOURCE:sub(1, #resource + 1) ~= resource .. "/" then
  return refuse(403)
end
if environment ~= "" and environment ~= ENVIRONMENT then return refuse(403) end

-- The application learns who called, never the key itself, in whatever spelling: CGI, WSGI and their like take
-- X_Key_Id for X-Key-Id.
local ours = { x_key_id = true, x_key_scope = true, x_key_unchecked = true, x_key_reason = true, x_api_key = true }
local forged = {}
for name in pairs(headers) do
  if ours[name:lower():gsub("[^%w]", "_")] then forged[#forged + 1] = name end
end
for _, name in ipairs(forged) do headers[name] = nil end
headers["X-Key-Id"] = id
request.req_env["KEY_ID"] = id
