//! `export` and `public-key`.

use insta::assert_snapshot;

use super::published;

#[test]
fn to_stdout() {
    let (stage, _) = published();
    assert_snapshot!(stage.run("export --format jsonl"), @r#"
    {"jws":"eyJhbGciOiJFZERTQSIsImtpZCI6IlJPeGkxQ1A5MXliY1U3OHVlc3o3RXBPNzBiWlZnLVdDQ0JYSGZEYXEyUEUiLCJ0eXAiOiJrZXl3cmlnaHQtdmVyaWZpY2F0aW9uK2p3dCJ9.eyJhdWQiOltdLCJjbnQiOjEsImRpZyI6InNoYTI1Njo1OGU1ZGIwM2VkMTVkZGVkMDcyMDZlMmZiNzU5YmNlZDlmZmJlNDgzNTZlYWY4NzRlYjhiNTBmMGY5MjVlM2IwIiwiZXBvY2giOjE3NjcyMjU5MDAsImV4cCI6MTc2NzgzMDcwMCwiZm10IjoianNvbmwiLCJnZW4iOjEsImlhdCI6MTc2NzIyNTkwMCwiaXNzIjoidXJuOnV1aWQ6YWY1NTcwZjUtYTE4MS00YjdhLWI3OGMtYWY0YmM3MGE2NjBmIiwic3ViIjoiZXhwb3J0L2pzb25sIiwidmVyIjoxfQ.4-lV7e2-Ks4neVByYChoGxfdZVd_QTWbcpDbUJZTzxdGwwwbeaHATNBmeruQFg6d5YCpAZVHkEogZSxlr3R4Cg"}
    {"digest":"42bfb3e263a910e852c078329ff70411174f334f4d727c8cbd5e3870fdfe5da4","id":"key_2vuiuuwvliboysxkl3a6vx774e","exp":1775001720,"scope":"read write","resource":"acme"}
    ! wrote 1 key: export/jsonl generation 1, valid until 2026-01-08T00:05:00Z
    "#);
    assert_snapshot!(stage.run("export --format haproxy --audience a --audience b --valid-for 12h"), @"
    # eyJhbGciOiJFZERTQSIsImtpZCI6IlJPeGkxQ1A5MXliY1U3OHVlc3o3RXBPNzBiWlZnLVdDQ0JYSGZEYXEyUEUiLCJ0eXAiOiJrZXl3cmlnaHQtdmVyaWZpY2F0aW9uK2p3dCJ9.eyJhdWQiOlsiYSIsImIiXSwiY250IjoxLCJkaWciOiJzaGEyNTY6MzE4OGY2ZmJkODA0ZTU4NDEzNmZmMzhiZmJjZDkzZjgxNWI2NWNhMTMzZTAzODJkNTFjYzUxMjg0Nzg2ODhiNiIsImVwb2NoIjoxNzY3MjI1OTYwLCJleHAiOjE3NjcyNjkxNjAsImZtdCI6ImhhcHJveHkiLCJnZW4iOjEsImlhdCI6MTc2NzIyNTk2MCwiaXNzIjoidXJuOnV1aWQ6YWY1NTcwZjUtYTE4MS00YjdhLWI3OGMtYWY0YmM3MGE2NjBmIiwic3ViIjoiZXhwb3J0L2hhcHJveHkvYSxiIiwidmVyIjoxfQ.hr7DuJGCjCkZDF2veixUm-JULPsYP1z3MwXoNtLjYsAr3IrMAjcApduFWgj6dIrhqfMRmTWPy7-2Rvd5huiNDQ
    _not_after 1767269160
    42bfb3e263a910e852c078329ff70411174f334f4d727c8cbd5e3870fdfe5da4 key_2vuiuuwvliboysxkl3a6vx774e:1775001720:0:,read,write,:acme:
    ! wrote 1 key: export/haproxy/a,b generation 1, valid until 2026-01-01T12:06:00Z
    ");
}

#[test]
fn to_a_file() {
    let (stage, _) = published();
    assert_snapshot!(stage.run("export --format jsonl --audience edge --out [HOME]/keys"), @"! wrote 1 key to [HOME]/keys: export/jsonl/edge generation 2, valid until 2026-01-08T00:05:00Z");
    assert_snapshot!(stage.run("export --format jsonl --out '[HOME]/no such/keys' -o json"), @r#"
    ! {"error":{"code":"io","message":"writing '[HOME]/no such/keys' failed: there is no folder '[HOME]/no such'","hint":"make it with `mkdir -p '[HOME]/no such'`, or name another path"},"exit_code":10}
    exit 10
    "#);
}

#[test]
fn public_key() {
    let (stage, _) = published();
    assert_snapshot!(stage.run("public-key --format pem"), @"
    -----BEGIN PUBLIC KEY-----
    MCowBQYDK2VwAyEA8l+LqSPSQG/cru9fV6vWfNrjvjNYX/ulnRSMEqo1tR4=
    -----END PUBLIC KEY-----
    ");
    assert_snapshot!(stage.run("public-key --format jwk"), @r#"{"kty":"OKP","crv":"Ed25519","x":"8l-LqSPSQG_cru9fV6vWfNrjvjNYX_ulnRSMEqo1tR4","kid":"ROxi1CP91ybcU78uesz7EpO70bZVg-WCCBXHfDaq2PE","alg":"EdDSA","use":"sig"}"#);
    assert_snapshot!(stage.run("public-key --format raw"), @"8l-LqSPSQG_cru9fV6vWfNrjvjNYX_ulnRSMEqo1tR4");
}

#[test]
fn for_databases() {
    let (stage, _) = published();
    assert_snapshot!(stage.run("export --format sql --audience edge"), @"
    -- eyJhbGciOiJFZERTQSIsImtpZCI6IlJPeGkxQ1A5MXliY1U3OHVlc3o3RXBPNzBiWlZnLVdDQ0JYSGZEYXEyUEUiLCJ0eXAiOiJrZXl3cmlnaHQtdmVyaWZpY2F0aW9uK2p3dCJ9.eyJhdWQiOlsiZWRnZSJdLCJjbnQiOjEsImRpZyI6InNoYTI1NjpjNTBjYzVhNzI5MWNiODZmYjg5MDBiMzBhMjM0NjA3YzliNzJhMmZlOTMxOTI4ZTc5Zjk0NjdhYjZkMzY4N2Q4IiwiZXBvY2giOjE3NjcyMjU5MDAsImV4cCI6MTc2NzgzMDcwMCwiZm10Ijoic3FsIiwiZ2VuIjoxLCJpYXQiOjE3NjcyMjU5MDAsImlzcyI6InVybjp1dWlkOmFmNTU3MGY1LWExODEtNGI3YS1iNzhjLWFmNGJjNzBhNjYwZiIsInN1YiI6ImV4cG9ydC9zcWwvZWRnZSIsInZlciI6MX0.NxoO8hQc2eVk54ZXp7DeHhbGy9cPt1KkmHMOIpGlrUyj8Oq3dDMQx8KU_YTPmcralYz5itGOZ4jOHQdg6Dc-Cw
    BEGIN;
    INSERT INTO keywright_guard (sub, state) VALUES ('export/sql/edge', 1) ON CONFLICT (sub) DO UPDATE SET state = 1;
    DROP TABLE IF EXISTS keywright_new;
    CREATE TEMP TABLE keywright_new AS SELECT digest, id, nbf, exp, scope, resource, environment, net FROM keywright_key WHERE false;
    INSERT INTO keywright_new VALUES
    ('42bfb3e263a910e852c078329ff70411174f334f4d727c8cbd5e3870fdfe5da4','key_2vuiuuwvliboysxkl3a6vx774e',NULL,1775001720,'read write','acme',NULL,NULL);
    CREATE UNIQUE INDEX keywright_new_digest ON keywright_new (digest);
    INSERT INTO keywright_head (sub, iss, epoch, gen, iat, not_after, cnt, ent) SELECT 'export/sql/edge', 'urn:uuid:af5570f5-a181-4b7a-b78c-af4bc70a660f', 1767225900, 1, 1767225900, 1767830700, 1, '05421219e4512faf580935e17e7c32c8e61f0a1c31e5fe7d8a80ac6848d52f01' WHERE (SELECT count(*) FROM keywright_new) = 1 AND CURRENT_TIMESTAMP <= '2026-01-08 00:04:59+00' ON CONFLICT (sub) DO UPDATE SET epoch = excluded.epoch, gen = excluded.gen, iat = excluded.iat, not_after = excluded.not_after, cnt = excluded.cnt, ent = excluded.ent WHERE keywright_head.iss = excluded.iss AND (keywright_head.epoch < excluded.epoch OR (keywright_head.epoch = excluded.epoch AND keywright_head.gen < excluded.gen));
    UPDATE keywright_guard SET state = CASE WHEN NOT ((SELECT count(*) FROM keywright_new) = 1) THEN -1 WHEN NOT (CURRENT_TIMESTAMP <= '2026-01-08 00:04:59+00') THEN -2 WHEN NOT EXISTS (SELECT 1 FROM keywright_head h WHERE h.sub = 'export/sql/edge' AND h.iss = 'urn:uuid:af5570f5-a181-4b7a-b78c-af4bc70a660f') THEN -3 WHEN NOT EXISTS (SELECT 1 FROM keywright_head h WHERE h.sub = 'export/sql/edge' AND h.iss = 'urn:uuid:af5570f5-a181-4b7a-b78c-af4bc70a660f' AND h.epoch = 1767225900 AND h.gen = 1) THEN -4 WHEN NOT EXISTS (SELECT 1 FROM keywright_head h WHERE h.sub = 'export/sql/edge' AND h.iss = 'urn:uuid:af5570f5-a181-4b7a-b78c-af4bc70a660f' AND h.not_after = 1767830700 AND h.cnt = 1 AND h.ent = '05421219e4512faf580935e17e7c32c8e61f0a1c31e5fe7d8a80ac6848d52f01') THEN -5 ELSE 2 END WHERE sub = 'export/sql/edge';
    DELETE FROM keywright_key AS k WHERE k.sub = 'export/sql/edge' AND EXISTS (SELECT 1 FROM keywright_guard g WHERE g.sub = 'export/sql/edge' AND g.state = 2) AND NOT EXISTS (SELECT 1 FROM keywright_new n WHERE n.digest = k.digest AND n.id IS NOT DISTINCT FROM k.id AND n.nbf IS NOT DISTINCT FROM k.nbf AND n.exp IS NOT DISTINCT FROM k.exp AND n.scope IS NOT DISTINCT FROM k.scope AND n.resource IS NOT DISTINCT FROM k.resource AND n.environment IS NOT DISTINCT FROM k.environment AND n.net IS NOT DISTINCT FROM k.net);
    INSERT INTO keywright_key (sub, digest, id, nbf, exp, scope, resource, environment, net) SELECT 'export/sql/edge', n.digest, n.id, n.nbf, n.exp, n.scope, n.resource, n.environment, n.net FROM keywright_new n WHERE EXISTS (SELECT 1 FROM keywright_guard g WHERE g.sub = 'export/sql/edge' AND g.state = 2) AND NOT EXISTS (SELECT 1 FROM keywright_key k WHERE k.sub = 'export/sql/edge' AND k.digest = n.digest);
    UPDATE keywright_guard SET state = 1 WHERE sub = 'export/sql/edge';
    DROP TABLE keywright_new;
    COMMIT;
    ! wrote 1 key: export/sql/edge generation 1, valid until 2026-01-08T00:05:00Z
    ");
    assert_snapshot!(stage.run("export --format sql --dialect postgresql --audience edge"), @r"
    -- eyJhbGciOiJFZERTQSIsImtpZCI6IlJPeGkxQ1A5MXliY1U3OHVlc3o3RXBPNzBiWlZnLVdDQ0JYSGZEYXEyUEUiLCJ0eXAiOiJrZXl3cmlnaHQtdmVyaWZpY2F0aW9uK2p3dCJ9.eyJhdWQiOlsiZWRnZSJdLCJjbnQiOjEsImRpZyI6InNoYTI1Njo0ZTEwY2E5MmI0NzljY2I1MDAzMGE2ZWYxMDQxY2M5OGFlYzliZTBlMjc2ZGMwMWQ1MThhMzI3Mzk5NWVmY2EyIiwiZXBvY2giOjE3NjcyMjU5MDAsImV4cCI6MTc2NzgzMDc2MCwiZm10Ijoic3FsIiwiZ2VuIjoyLCJpYXQiOjE3NjcyMjU5NjAsImlzcyI6InVybjp1dWlkOmFmNTU3MGY1LWExODEtNGI3YS1iNzhjLWFmNGJjNzBhNjYwZiIsInN1YiI6ImV4cG9ydC9zcWwvZWRnZSIsInZlciI6MX0.45ipDTkzr0jE-rsYywZqqApLGY0qspGG3ZLYPMpoiOsYy7JUQZwvMvH-MOYufFj-s8MuZPii5MqIDbrRRZHqBA
    BEGIN ISOLATION LEVEL READ COMMITTED;
    SET LOCAL search_path = pg_catalog, pg_temp;
    INSERT INTO keywright.keywright_guard (sub, state) VALUES ('export/sql/edge', 1) ON CONFLICT (sub) DO UPDATE SET state = 1;
    DROP TABLE IF EXISTS pg_temp.keywright_new;
    CREATE TEMP TABLE keywright_new AS SELECT digest, id, nbf, exp, scope, resource, environment, net FROM keywright.keywright_key WHERE false;
    COPY pg_temp.keywright_new (digest, id, nbf, exp, scope, resource, environment, net) FROM stdin;
    42bfb3e263a910e852c078329ff70411174f334f4d727c8cbd5e3870fdfe5da4	key_2vuiuuwvliboysxkl3a6vx774e	\N	1775001720	read write	acme	\N	\N
    \.
    CREATE UNIQUE INDEX keywright_new_digest ON pg_temp.keywright_new (digest);
    INSERT INTO keywright.keywright_head (sub, iss, epoch, gen, iat, not_after, cnt, ent) SELECT 'export/sql/edge', 'urn:uuid:af5570f5-a181-4b7a-b78c-af4bc70a660f', 1767225900, 2, 1767225960, 1767830760, 1, 'f41d6d4a92ba4025b369143dfebd193575304a79439f990c0f73a02b5f4735ce' WHERE (SELECT count(*) FROM pg_temp.keywright_new) = 1 AND CURRENT_TIMESTAMP <= '2026-01-08 00:05:59+00' ON CONFLICT (sub) DO UPDATE SET epoch = excluded.epoch, gen = excluded.gen, iat = excluded.iat, not_after = excluded.not_after, cnt = excluded.cnt, ent = excluded.ent WHERE keywright_head.iss = excluded.iss AND (keywright_head.epoch < excluded.epoch OR (keywright_head.epoch = excluded.epoch AND keywright_head.gen < excluded.gen));
    UPDATE keywright.keywright_guard SET state = CASE WHEN NOT ((SELECT count(*) FROM pg_temp.keywright_new) = 1) THEN -1 WHEN NOT (CURRENT_TIMESTAMP <= '2026-01-08 00:05:59+00') THEN -2 WHEN NOT EXISTS (SELECT 1 FROM keywright.keywright_head h WHERE h.sub = 'export/sql/edge' AND h.iss = 'urn:uuid:af5570f5-a181-4b7a-b78c-af4bc70a660f') THEN -3 WHEN NOT EXISTS (SELECT 1 FROM keywright.keywright_head h WHERE h.sub = 'export/sql/edge' AND h.iss = 'urn:uuid:af5570f5-a181-4b7a-b78c-af4bc70a660f' AND h.epoch = 1767225900 AND h.gen = 2) THEN -4 WHEN NOT EXISTS (SELECT 1 FROM keywright.keywright_head h WHERE h.sub = 'export/sql/edge' AND h.iss = 'urn:uuid:af5570f5-a181-4b7a-b78c-af4bc70a660f' AND h.not_after = 1767830760 AND h.cnt = 1 AND h.ent = 'f41d6d4a92ba4025b369143dfebd193575304a79439f990c0f73a02b5f4735ce') THEN -5 ELSE 2 END WHERE sub = 'export/sql/edge';
    DELETE FROM keywright.keywright_key AS k WHERE k.sub = 'export/sql/edge' AND EXISTS (SELECT 1 FROM keywright.keywright_guard g WHERE g.sub = 'export/sql/edge' AND g.state = 2) AND NOT EXISTS (SELECT 1 FROM pg_temp.keywright_new n WHERE n.digest = k.digest AND n.id IS NOT DISTINCT FROM k.id AND n.nbf IS NOT DISTINCT FROM k.nbf AND n.exp IS NOT DISTINCT FROM k.exp AND n.scope IS NOT DISTINCT FROM k.scope AND n.resource IS NOT DISTINCT FROM k.resource AND n.environment IS NOT DISTINCT FROM k.environment AND n.net IS NOT DISTINCT FROM k.net);
    INSERT INTO keywright.keywright_key (sub, digest, id, nbf, exp, scope, resource, environment, net) SELECT 'export/sql/edge', n.digest, n.id, n.nbf, n.exp, n.scope, n.resource, n.environment, n.net FROM pg_temp.keywright_new n WHERE EXISTS (SELECT 1 FROM keywright.keywright_guard g WHERE g.sub = 'export/sql/edge' AND g.state = 2) AND NOT EXISTS (SELECT 1 FROM keywright.keywright_key k WHERE k.sub = 'export/sql/edge' AND k.digest = n.digest);
    UPDATE keywright.keywright_guard SET state = 1 WHERE sub = 'export/sql/edge';
    DROP TABLE pg_temp.keywright_new;
    COMMIT;
    ! wrote 1 key: export/sql/edge generation 2, valid until 2026-01-08T00:06:00Z
    ");
    assert_snapshot!(stage.run("export --format redis --audience edge"), @r#"
    SET kw:{export/redis/edge}:header:1767226020.1 eyJhbGciOiJFZERTQSIsImtpZCI6IlJPeGkxQ1A5MXliY1U3OHVlc3o3RXBPNzBiWlZnLVdDQ0JYSGZEYXEyUEUiLCJ0eXAiOiJrZXl3cmlnaHQtdmVyaWZpY2F0aW9uK2p3dCJ9.eyJhdWQiOlsiZWRnZSJdLCJjbnQiOjEsImRpZyI6InNoYTI1NjphNWM1OWE3MWY0Yjc2ZjRlMjg3ZGM1ZjgyOThiOGE1MzFhM2ZlZjg0NDY0NGFiMWExYTAyNTcyM2ZhNTBhNWM4IiwiZXBvY2giOjE3NjcyMjYwMjAsImV4cCI6MTc2NzgzMDgyMCwiZm10IjoicmVkaXMiLCJnZW4iOjEsImlhdCI6MTc2NzIyNjAyMCwiaXNzIjoidXJuOnV1aWQ6YWY1NTcwZjUtYTE4MS00YjdhLWI3OGMtYWY0YmM3MGE2NjBmIiwic3ViIjoiZXhwb3J0L3JlZGlzL2VkZ2UiLCJ2ZXIiOjF9.UG1nxtbwoyQ9eMErbfwPjdelpKo4OrFuTC_PX_wH9ADALwxUFd4lAFJb7HRetxXmLedrYOHeTHf2Mxdpd_fTCQ
    EXPIRE kw:{export/redis/edge}:header:1767226020.1 3600
    UNLINK kw:{export/redis/edge}:1767226020.1
    HSET kw:{export/redis/edge}:1767226020.1 42bfb3e263a910e852c078329ff70411174f334f4d727c8cbd5e3870fdfe5da4 key_2vuiuuwvliboysxkl3a6vx774e:1775001720:0:,read,write,:acme:
    EXPIRE kw:{export/redis/edge}:1767226020.1 3600
    EVAL "local K,H,G,J=KEYS[1],KEYS[2],KEYS[3],KEYS[4] local iss,e,g,x,n=ARGV[1],tonumber(ARGV[2]),tonumber(ARGV[3]),tonumber(ARGV[5]),tonumber(ARGV[6]) local h=redis.call('HMGET',H,'iss','epoch','gen','ent','jws','not_after') local he,hg=tonumber(h[2] or 0),tonumber(h[3] or 0) local again=e==he and g==hg local function no(why) redis.call('UNLINK',G) if not again then redis.call('UNLINK',J) elseif h[5] then redis.call('SET',J,h[5]) redis.call('EXPIREAT',J,h[6]) end return redis.error_reply('KEYWRIGHT '..why) end if redis.call('HLEN',G)~=n or #(ARGV[7] or '')~=64 then return no('the file was cut short') end if tonumber(redis.call('TIME')[1])>=x then return no('the file is stale') end if h[1] and h[1]~=iss then return no('the file is of another vault') end if e<he or e==he and g<hg then return no('the file is older than the one in use') end if again and h[4]~=ARGV[7] then return no('the file has other keys than the one in use') end redis.call('HSET',G,'_issued_at',ARGV[4],'_not_after',ARGV[5]) redis.call('UNLINK',K) redis.call('RENAME',G,K) redis.call('EXPIREAT',K,x) redis.call('EXPIREAT',J,x) if h[1] and not again then redis.call('UNLINK',K..':header:'..h[2]..'.'..h[3]) end redis.call('HSET',H,'iss',iss,'epoch',ARGV[2],'gen',ARGV[3],'iat',ARGV[4],'not_after',ARGV[5],'cnt',ARGV[6],'ent',ARGV[7],'jws',redis.call('GET',J)) return redis.status_reply('OK')" 4 kw:{export/redis/edge} kw:{export/redis/edge}:head kw:{export/redis/edge}:1767226020.1 kw:{export/redis/edge}:header:1767226020.1 urn:uuid:af5570f5-a181-4b7a-b78c-af4bc70a660f 1767226020 1 1767226020 1767830820 1 d82bd7ae08bd2b66176d6b5549ee821276ed1969c1d15a45384541a9512abd85
    ! wrote 1 key: export/redis/edge generation 1, valid until 2026-01-08T00:07:00Z
    "#);
}

#[test]
fn a_dialect_of_what_has_none() {
    let (stage, _) = published();
    assert_snapshot!(stage.run("export --format redis --dialect postgresql"), @"
    ! error: --dialect postgresql: the format redis has no dialects
    ! hint: use --format sql, or --dialect portable
    exit 2
    ");
    assert_snapshot!(stage.run("export --format jsonl --dialect portable --audience c --out [HOME]/other"), @"! wrote 1 key to [HOME]/other: export/jsonl/c generation 1, valid until 2026-01-08T00:06:00Z");
}
