#!lua name=keywright
-- The decision on a presented key, in Redis 7 or later, or Valkey. See README.md.
--
--   redis-cli -x FUNCTION LOAD REPLACE < keywright.lua
--
--   FCALL_RO keywright_check 1 kw:{edge} DIGEST [SCOPES [RESOURCE [ENVIRONMENT]]]
--     → status, reason, id, unchecked
--
-- It takes the digest of the presented key, never the key: MONITOR and the slow log show commands. SCOPES are separated
-- by spaces. What is empty is not asked, and named in "unchecked" if the key is bound to it. What is malformed is an
-- error, never an answer.

-- Digests of what programs send when they have no key: an empty text, null, undefined.
local NOTHING = {
  ['e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855'] = true,
  ['01ba4719c80b6fe911b091a7c05124b64eeece964e09c058ef8f9805daca546b'] = true,
  ['7eb70257593da06f682a3ddda54a9d260d4fc514f645237f5ca74b08f8da61a6'] = true,
  ['36a9e7f1c95b82ffb99743e0c5c4ce95d83c9a430aac59f84ef3cbfab6145068'] = true,
  ['3973e022e93220f9212c18d0d0c543ae7c309e46640da93a4a0314de999f5112'] = true,
  ['61d1954b9aba0c9aedb8d1338804e817c7262cfc36da94161dab8e3ed7a3a43a'] = true,
  ['204186334624a3b0dfb97ca25b9a55680ed46da561f9dade54ed4c0712dd8f4e'] = true,
  ['e86dd77a7ee765ea10ff34e3886eac5b21673b5809c242e96b376ed76c28e48c'] = true,
  ['74234e98afe7498fb5daf1f36ac2d78acc339464f950703b8c019892f982b90b'] = true,
  ['38e0b9de817f645c4bec37c0d4a3e58baecccb040f5718dc069a72c7385a0bed'] = true,
  ['abdfbffecbe18ed94df9829819e596ee285b52a94aa108514452a9121721c789'] = true,
  ['e257a8a313a33f755c90d6767b69e32915c49cc09eb3becdb1af265d56fdb02e'] = true,
  ['fb329000228cc5a24c264c57139de8bf854fc86fc18bf1c04ab61a2b5cb4b921'] = true,
  ['21726c10dcf9e11a1bc65ffab39bb4df9a068d87d16f1946d8f54d44860395a5'] = true,
  ['cf3e339d25c3c023c9417ffc5d8e73f1da828b18feecaf14fdb9c24d04e49ba0'] = true,
  ['afd3e749b15f550b369e5c87afe9c07a368407fb6e302dc2259dee776773b079'] = true,
  ['fa1d2db62d4d952e2031452e1bc1ddcad0b192c2e29a706f11ce426ae5acddea'] = true,
  ['a002524d8279a757abff9705262271831c988b48b06dbee7e143b4179da4abde'] = true,
  ['08dc191e6050094638f76ca78137a68218cb10c0ff3680ae88a648d95139edbb'] = true,
  ['b88211f72aa36c5e34cebb0cc453b5346e0f8b6619fc22a18a29e5ae45aa987b'] = true,
  ['5da3a4c7f117944275b4c8629c4916403625d5a4a6573a01ecb03f0e9d2edbe6'] = true,
  ['aaf215657c1641b3e65abc4a8aa222131edbb86b8e67d208ba6c8aa9041735c3'] = true,
  ['2f4f0824143ac211c48f0e61864948e2bda03423033ca10bbcdb84d51191d9ea'] = true,
  ['abadaa4ed1cc7f86b363fb92283c9cfeb4ffb5242352ad71f4fbcf862e6db72c'] = true,
  ['69e69621d904f5d0ebdeaec523b5bcce258ad7aaf64e8734cbef8be36f963d54'] = true,
  ['14fcc52d92b64e2e7ac7b3bd783160c3ab02356339395661739624a4bec0d45a'] = true,
  ['150556e275841c32113ca2467da3c96e4f3bc9bfd655bfd4e6bdf1b083fefd46'] = true,
  ['464ae32572abfb64ebf71b6e01c202cc7ea3097083fd70b9b73256607d399d03'] = true,
  ['e118b5c29cb4b975251601a6cc3209a4ea3eb0b429b205b679a8645da47da654'] = true,
  ['be2b6f8b290dd74c7c8b6b13d23d2c562afee5b1a1fe68a8375cce8e014433d1'] = true,
  ['01d921debc549ce0446eea1b257183da1d0d422f679e511f610b2ff73c51b98c'] = true,
  ['6814dcb79555e4dcd076233248802b1179980dd839615a3ee41168c5d6559835'] = true,
  ['140bedbf9c3f6d56a9846d2ba7088798683f4da0c248231336e6a05679e4fdfe'] = true,
  ['fcf33dfbe13c2354bf0e1b063f9fb422747a46cee00b7420bceff2b81457b345'] = true,
  ['db49250fa673e01fc0aaf7d9d007f1e0d84adf8d1515e5e1cf0d160235f50f2a'] = true,
  ['e8dfbbe626a96c4c4163420479c2b0bb4e1ee5f4ffc0964f585f8398ee3ce57a'] = true,
  ['c627c09c14e58e44bc51622dac392958ec88244e414b508020634f53cfcd1e69'] = true,
  ['51cfd463b6af8a57b3380487f986abf10f137073e9be453e44a7e9a5b4c0e72b'] = true,
  ['4c735ee4dffa08f9eb254284050ca480467649d887bf446345dfc48cf6318b45'] = true,
  ['afba42b540f02e63150214b5b87be6d6cc779afd1d4aca7157779c0d42a1bbe0'] = true,
  ['dc937b59892604f5a86ac96936cd7ff09e25f18ae6b758e8014a24c7fa039e91'] = true,
  ['af5d8a21858f42808c9bcc17012b77bcc2fd6ab3b071dbd4a05f13f410470541'] = true,
  ['98151f3a6ba251eea70e602202c1c01eaa43d05f8677d9c9505e59e6ca4577c2'] = true,
  ['d53fca1b220d3c49135917af528b7ebae7a9f744a17e1fa7660552d0ff72933c'] = true,
  ['eb045d78d273107348b0300c01d29b7552d622abbc6faf81b3ec55359aa9950c'] = true,
  ['770c2d18aa4ec3159f46da461ef452972949942ff4f6a9771044485faa146398'] = true,
  ['aa82166ce4a0891a42ac8d6eda21c6048c86cafb311055d81266ac61d6167350'] = true,
  ['0f739d96ddb0b87937fe2ee24597397c79d4744a756df1a0513bb0e03289f987'] = true,
  ['b460b79e4bfbaefde51fa7d10a935bc604cd77aef3aa6a81ba91fe0bcd57e04c'] = true,
  ['dd6abb67757936d021cd209c19578c8d679f50f14c7e15b47caeddb68afafa79'] = true,
  ['63df2aa98823c1af90a8728ccc615c98cbd8848d87d9c7ebba982e23bda36029'] = true,
  ['da9a3fc266287418a3b923f775d8eb60f8a85809c9b4fd77e039acc2f003be8e'] = true,
  ['f02dfb7da82a40b055700e27ce61e0b3ad10985137f721e7a2c62b3dc3fbaf31'] = true,
  ['50fbe849aa61688a0dde78393afa32aba45d9f4a52109662bea06fa4c45715d5'] = true,
  ['1d62e9766e9595afb9e1a8a9353c871be72aba33297835ec1371c8146349fe20'] = true,
  ['6f7c12cb284378f118130db6de991e8a9e57c6fde86d85b5670feb3c6da12f9c'] = true
}

-- A value as the file has it.
local function encoded(text)
  return (text:gsub('[%%:,\'"\\]', function(c) return ('%%%02X'):format(c:byte()) end))
end

local function is_scope(text)
  return #text >= 1 and #text <= 64 and not text:find('[^!-~]') and not text:find('[",\\]')
end

local function is_resource(text)
  local segments = 0
  for segment in (text .. '/'):gmatch('([^/]*)/') do
    segments = segments + 1
    if #segment < 1 or #segment > 64 or segment == '.' or segment == '..'
      or segment:find('[^A-Za-z0-9._~:@+=-]') then return false end
  end
  return segments <= 16
end

local function is_environment(text)
  return #text <= 64 and text:find('^[A-Za-z0-9][A-Za-z0-9._-]*$') ~= nil
end

-- The scopes asked, encoded; nil if they are malformed.
local function scopes_of(text)
  local scopes = {}
  if text == '' then return scopes end
  for word in (text .. ' '):gmatch('([^ ]*) ') do
    if not is_scope(word) then return nil end
    scopes[#scopes + 1] = encoded(word)
  end
  return scopes
end

local function check(keys, args)
  local digest, asked = args[1] or '', scopes_of(args[2] or '')
  local resource, environment = args[3] or '', args[4] or ''
  if not keys[1] or #args > 4 then return redis.error_reply('KEYWRIGHT one key and 1 to 4 arguments are needed') end
  if not asked then return redis.error_reply('KEYWRIGHT the scope is malformed') end
  if resource ~= '' and not is_resource(resource) then
    return redis.error_reply('KEYWRIGHT the resource is malformed')
  end
  if environment ~= '' and not is_environment(environment) then
    return redis.error_reply('KEYWRIGHT the environment is malformed')
  end

  local now = tonumber(redis.call('TIME')[1])
  local life = redis.call('HMGET', keys[1], '_issued_at', '_not_after')
  local issued_at, not_after = tonumber(life[1]), tonumber(life[2])
  if not issued_at or not not_after or now >= not_after or issued_at > now + 300 then
    return {'503', 'stale', '', ''}
  end
  -- Nothing else is a digest: not _not_after either.
  if #digest ~= 64 or digest:find('[^0-9a-f]') or NOTHING[digest] then return {'401', 'malformed', '', ''} end
  local line = redis.call('HGET', keys[1], digest)
  if not line then return {'401', 'unknown', '', ''} end

  local id, exp, nbf, scopes, bound, stage =
    line:match('^(key_%w+):(%-?%d+):(%-?%d+):([^:]*):([^:]*):([^:]*)$')
  if not id then return {'403', 'unsupported', line:match('^key_%w+') or '', ''} end
  if nbf ~= '0' and now < tonumber(nbf) then return {'401', 'not_yet_valid', id, ''} end
  if exp ~= '0' and now >= tonumber(exp) then return {'401', 'expired', id, ''} end
  for _, scope in ipairs(asked) do
    if not scopes:find(',' .. scope .. ',', 1, true) then return {'403', 'scope', id, ''} end
  end
  local place = encoded(resource)
  if place ~= '' and bound ~= '' and place ~= bound and place:sub(1, #bound + 1) ~= bound .. '/' then
    return {'403', 'resource', id, ''}
  end
  if environment ~= '' and stage ~= '' and encoded(environment) ~= stage then
    return {'403', 'environment', id, ''}
  end
  local unchecked = {}
  if #asked == 0 and scopes ~= '' then unchecked[#unchecked + 1] = 'scope' end
  if resource == '' and bound ~= '' then unchecked[#unchecked + 1] = 'resource' end
  if environment == '' and stage ~= '' then unchecked[#unchecked + 1] = 'environment' end
  return {'200', '', id, table.concat(unchecked, ' ')}
end

redis.register_function{function_name = 'keywright_check', callback = check, flags = {'no-writes'}}
