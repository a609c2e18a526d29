//! `export` and `public-key`.

use insta::assert_snapshot;

use super::published;

#[test]
fn to_stdout() {
    let (stage, _) = published();
    assert_snapshot!(stage.run("export --format jsonl"), @r#"
    {"jws":"eyJhbGciOiJFZERTQSIsImtpZCI6Ik1sUFFxRnlBTF9hRGJNY2JjcWJjUHlwWENfdmVFMVB0Q0F0bGMxSzlONHciLCJ0eXAiOiJrZXl3cmlnaHQtdmVyaWZpY2F0aW9uK2p3dCJ9.eyJhdWQiOltdLCJjbnQiOjEsImRpZyI6InNoYTI1NjpiZjY2YTYxMmY5YmY1NzAzNDFkZTE3ZDMyMzJkN2VhMjQyNjVhNWUwMmFmYWVhOTkzOGM3Y2Q0NTJkMDdkOGEzIiwiZXBvY2giOjE3NjcyMjU5MDAsImV4cCI6MTc2NzgzMDcwMCwiZm10IjoianNvbmwiLCJnZW4iOjEsImlhdCI6MTc2NzIyNTkwMCwiaXNzIjoidXJuOnV1aWQ6YWY1NTcwZjUtYTE4MS00YjdhLWI3OGMtYWY0YmM3MGE2NjBmIiwic3ViIjoiZXhwb3J0L2pzb25sIiwidmVyIjoxfQ.YT8B6rP3xuQcUsLuF6J8IGC4i69KS6frnzVBCPEJuI7yYFdQwcnC3pLQm1nDDOt3pq7y8CIFJodtjFvovngnAg"}
    {"digest":"a3b6c7fbb178ac94a31441d7df1528b6dae80851e962eb91dc82833bcf862b4e","id":"key_qac7alkd7idopucyl63ezfq5k4","exp":1775001720,"scope":"read write","resource":"acme"}
    ! wrote 1 key: export/jsonl generation 1, valid until 2026-01-08T00:05:00Z
    "#);
    assert_snapshot!(stage.run("export --format haproxy --audience a --audience b --valid-for 12h"), @"
    # eyJhbGciOiJFZERTQSIsImtpZCI6Ik1sUFFxRnlBTF9hRGJNY2JjcWJjUHlwWENfdmVFMVB0Q0F0bGMxSzlONHciLCJ0eXAiOiJrZXl3cmlnaHQtdmVyaWZpY2F0aW9uK2p3dCJ9.eyJhdWQiOlsiYSIsImIiXSwiY250IjoxLCJkaWciOiJzaGEyNTY6NGM0OTE2OTY1YWE2NmE2MjVkY2RkYjgxNzVmMmUxMjhiNmRjZmRkMTA1ZTJiMGFhYzMzZTJjZGQ2Zjc3ZTI5MSIsImVwb2NoIjoxNzY3MjI1OTYwLCJleHAiOjE3NjcyNjkxNjAsImZtdCI6ImhhcHJveHkiLCJnZW4iOjEsImlhdCI6MTc2NzIyNTk2MCwiaXNzIjoidXJuOnV1aWQ6YWY1NTcwZjUtYTE4MS00YjdhLWI3OGMtYWY0YmM3MGE2NjBmIiwic3ViIjoiZXhwb3J0L2hhcHJveHkvYSxiIiwidmVyIjoxfQ.uc_2gSBBMRU8oeLqFO-HsDmcH3amKzyQrIWeoHkJLTirUBiZSISG5IT4a7P6gvakiHdw8HZkPCzt6OEsSAcVBw
    _not_after 1767269160
    a3b6c7fbb178ac94a31441d7df1528b6dae80851e962eb91dc82833bcf862b4e key_qac7alkd7idopucyl63ezfq5k4:1775001720:0:,read,write,:acme:
    ! wrote 1 key: export/haproxy/a,b generation 1, valid until 2026-01-01T12:06:00Z
    ");
}

#[test]
fn to_a_file() {
    let (stage, _) = published();
    assert_snapshot!(stage.run("export --format jsonl --audience edge --out [HOME]/keys"), @"! wrote 1 key to [HOME]/keys: export/jsonl/edge generation 2, valid until 2026-01-08T00:05:00Z");
    assert_snapshot!(stage.run("export --format jsonl --out [HOME]/none/keys -o json"), @r#"
    ! {"error":{"code":"io","message":"writing '[HOME]/none/keys' failed: no such file or directory","hint":null},"exit_code":10}
    exit 10
    "#);
}

#[test]
fn public_key() {
    let (stage, _) = published();
    assert_snapshot!(stage.run("public-key --format pem"), @"
    -----BEGIN PUBLIC KEY-----
    MCowBQYDK2VwAyEAaUMSxHlMak/ac5yn13/EplTZbL1z7ifNCgq1Mh9tO/Q=
    -----END PUBLIC KEY-----
    ");
    assert_snapshot!(stage.run("public-key --format jwk"), @r#"{"kty":"OKP","crv":"Ed25519","x":"aUMSxHlMak_ac5yn13_EplTZbL1z7ifNCgq1Mh9tO_Q","kid":"MlPQqFyAL_aDbMcbcqbcPypXC_veE1PtCAtlc1K9N4w","alg":"EdDSA","use":"sig"}"#);
    assert_snapshot!(stage.run("public-key --format raw"), @"aUMSxHlMak_ac5yn13_EplTZbL1z7ifNCgq1Mh9tO_Q");
}
