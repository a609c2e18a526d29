-- Removes from a request what CGI, WSGI and their like take for our answer to the application, or for the key: headers
-- such as X_Key_Id or x.api-key. Directives of mod_headers and mod_setenvif need the exact name, or miss some.
local ours = { x_key_id = true, x_key_scope = true, x_key_unchecked = true, x_key_reason = true, x_api_key = true }

function remove(request)
  for name in pairs(request:headers_in_table()) do
    if ours[name:lower():gsub("[^%w]", "_")] and name:lower() ~= "x-api-key" then
      request.headers_in[name] = nil
    end
  end
  return apache2.DECLINED
end
