//! What `key create` offers at a terminal where a key is missing what its profile requires.

use insta::assert_snapshot;

use crate::stage::Stage;

/// A profile that requires everything.
const STRICT: &str = "name = \"strict\"\nscopes = [\"read\", \"write\"]\nenvironments = [\"dev\", \"prod\"]\n\
    require = [\"description\", \"owner\", \"resource\", \"environment\", \"scopes\"]\n\
    resource_levels = [\"tenant\", \"shop\", \"till\"]\nmin_expires = \"7d\"\nmax_expires = \"100d\"\n";
/// One that requires what it has no values for.
const OPEN: &str = "name = \"open\"\n\
    require = [\"owner\", \"resource\", \"environment\", \"expires\", \"scopes\"]\n";

fn with_profiles() -> Stage {
    let stage = Stage::with_vault();
    stage.ok_with("profile add --from -", STRICT);
    stage.ok_with("profile add --from -", OPEN);
    stage.ok("profile add --builtin nitro");
    stage
}

/// Keys whose fields can be offered, one of them revoked, one with a hostile owner.
pub(super) fn with_keys() -> Stage {
    let stage = with_profiles();
    stage.ok("key create a --resource acme/products --owner bob");
    stage.ok("key create b --resource acme/orders/7 --owner 'eve\u{1b}[2J\u{202e}'");
    stage.ok("key create c --resource zeta --environment prod");
    stage.ok("key create gone --resource gone/api --owner gone");
    stage.ok("key revoke gone --yes");
    stage
}

#[test]
fn a_resource() {
    let stage = with_keys();
    stage.answers(&["1", "1"]);
    assert_snapshot!(stage.run("key create 'a workspace' --profile nitro"), @"
    ? 'a workspace' needs a resource, required by the profile 'nitro':
    ?   1) a whole workspace
    ?   2) one api
    ? A number from 1 to 2, or empty to cancel: 1
    ? Which workspace?
    ?   1) acme
    ?   2) zeta
    ?   3) another…
    ? A number from 1 to 3, another value, or empty to cancel: 1
    Name:      a workspace
    ID:        key_tghja673wnhxdrtlnxdmid7jrq
    Version:   1
    Status:    active
    Start:     nitro_dAaQKv9h
    Profile:   nitro
    Resource:  acme
    Created:   2026-01-01T00:10:00Z by ana
    Expires:   never

    Secret (shown only once):
    nitro_dAaQKv9hPhUoOazs5aQ368yBMaU53tTCsp7DTGu8TGwKQrxW3SHz3Q
    ! the secret cannot be shown again
    ");
    stage.answers(&["2", "3", "acme", "acme/new"]);
    assert_snapshot!(stage.run("key create 'another api' --profile nitro"), @"
    ? 'another api' needs a resource, required by the profile 'nitro':
    ?   1) a whole workspace
    ?   2) one api
    ? A number from 1 to 2, or empty to cancel: 2
    ? Which api?
    ?   1) acme/orders
    ?   2) acme/products
    ?   3) another…
    ? A number from 1 to 3, another value, or empty to cancel: 3
    ? Its path, as workspace/api, or empty to cancel: acme
    ? it must be workspace/api
    ? Its path, as workspace/api, or empty to cancel: acme/new
    Name:      another api
    ID:        key_ekrgj3tdxsbgu3pxpcaauywkr4
    Version:   1
    Status:    active
    Start:     nitro_kX6BAVoW
    Profile:   nitro
    Resource:  acme/new
    Created:   2026-01-01T00:11:00Z by ana
    Expires:   never

    Secret (shown only once):
    nitro_kX6BAVoWmAh6ryCCaxyMuOavvy01Vlly4fDZgcM621CkjSzH1URCDk
    ! the secret cannot be shown again
    ");
}

#[test]
fn everything_that_a_profile_lists() {
    let stage = with_keys();
    stage.answers(&["deploys", "1", "3", "1", "2", "5", "4", "200", "60", "3,1", "2, 1"]);
    assert_snapshot!(stage.run("key create all --profile strict"), @r"
    ? 'all' needs a description, required by the profile 'strict':
    ? A description, or empty to cancel: deploys
    ? 'all' needs an owner, required by the profile 'strict':
    ?   1) ana
    ?   2) bob
    ?   3) eve\u{1b}[2J\u{202e}
    ?   4) another…
    ? A number from 1 to 4, another value, or empty to cancel: 1
    ? 'all' needs a resource, required by the profile 'strict':
    ?   1) a whole tenant
    ?   2) a whole shop
    ?   3) one till
    ? A number from 1 to 3, or empty to cancel: 3
    ? Which till?
    ?   1) acme/orders/7
    ?   2) another…
    ? A number from 1 to 2, another value, or empty to cancel: 1
    ? 'all' needs an environment, required by the profile 'strict':
    ?   1) dev
    ?   2) prod
    ? A number from 1 to 2, or empty to cancel: 2
    ? 'all' needs an expiry, required by the profile 'strict':
    ?   1) 30d
    ?   2) 90d
    ?   3) 100d
    ?   4) another…
    ? A number from 1 to 4, another value, or empty to cancel: 5
    ? '5' is not a number from 1 to 4
    ? A number from 1 to 4, another value, or empty to cancel: 4
    ? How many days, or a number with s, m, h, d or w, or empty to cancel: 200
    ? it must be at most 100d
    ? How many days, or a number with s, m, h, d or w, or empty to cancel: 60
    ? 'all' needs scopes, required by the profile 'strict':
    ?   1) read
    ?   2) write
    ? Numbers, comma-separated, or empty to cancel: 3,1
    ? '3' is not a number from 1 to 2
    ? Numbers, comma-separated, or empty to cancel: 2, 1
    Name:         all
    ID:           key_tghja673wnhxdrtlnxdmid7jrq
    Version:      1
    Status:       active
    Start:        kw_dAaQKv9h
    Profile:      strict
    Scopes:       write, read
    Resource:     acme/orders/7
    Environment:  prod
    Owner:        ana
    Description:  deploys
    Created:      2026-01-01T00:10:00Z by ana
    Expires:      2026-03-02T00:10:00Z

    Secret (shown only once):
    kw_dAaQKv9hPhUoOazs5aQ368yBMaU53tTCsp7DTGu8TGwKQrxW14f8qo
    ! the secret cannot be shown again
    ");
}

#[test]
fn what_other_keys_have() {
    let stage = with_keys();
    stage.answers(&["1", "1"]);
    stage.ok("key create 'a workspace' --profile nitro");
    stage.answers(&["2", "3", "acme", "acme/new"]);
    stage.ok("key create 'another api' --profile nitro");
    stage.answers(&["deploys", "1", "3", "1", "2", "5", "4", "200", "60", "3,1", "2, 1"]);
    stage.ok("key create all --profile strict");
    stage.answers(&["4", "carol", "3", "1", "2", "a b", "read, write"]);
    assert_snapshot!(stage.run("key create 'all in use' --profile open"), @r"
    ? 'all in use' needs an owner, required by the profile 'open':
    ?   1) ana
    ?   2) bob
    ?   3) eve\u{1b}[2J\u{202e}
    ?   4) another…
    ? A number from 1 to 4, another value, or empty to cancel: 4
    ? An owner, or empty to cancel: carol
    ? 'all in use' needs a resource, required by the profile 'open':
    ?   1) acme
    ?   2) acme/new
    ?   3) acme/orders/7
    ?   4) acme/products
    ?   5) zeta
    ?   6) another…
    ? A number from 1 to 6, another value, or empty to cancel: 3
    ? 'all in use' needs an environment, required by the profile 'open':
    ?   1) prod
    ?   2) another…
    ? A number from 1 to 2, another value, or empty to cancel: 1
    ? 'all in use' needs an expiry, required by the profile 'open':
    ?   1) 30d
    ?   2) 90d
    ?   3) 180d
    ?   4) 365d
    ?   5) another…
    ? A number from 1 to 5, another value, or empty to cancel: 2
    ? 'all in use' needs scopes, required by the profile 'open':
    ? Scopes, comma-separated, or empty to cancel: a b
    ? a scope must be 1 to 64 visible ASCII characters without space, comma, double quote or backslash
    ? Scopes, comma-separated, or empty to cancel: read, write
    Name:         all in use
    ID:           key_dv4wr76jsxlkjfihczupjkkxxy
    Version:      1
    Status:       active
    Start:        kw_LVEE3b1V
    Profile:      open
    Scopes:       read, write
    Resource:     acme/orders/7
    Environment:  prod
    Owner:        carol
    Created:      2026-01-01T00:13:00Z by ana
    Expires:      2026-04-01T00:13:00Z

    Secret (shown only once):
    kw_LVEE3b1V4KxdSf5AXf8zvjpehVruqHMAj24L8QGdLCBQ7UGG3U2eCo
    ! the secret cannot be shown again
    ");
}

#[test]
fn with_nothing_in_use_it_is_typed() {
    let stage = with_profiles();
    stage.answers(&["2", "acme", "acme/products"]);
    assert_snapshot!(stage.run("key create first --profile nitro"), @"
    ? 'first' needs a resource, required by the profile 'nitro':
    ?   1) a whole workspace
    ?   2) one api
    ? A number from 1 to 2, or empty to cancel: 2
    ? Which api?
    ? Its path, as workspace/api, or empty to cancel: acme
    ? it must be workspace/api
    ? Its path, as workspace/api, or empty to cancel: acme/products
    Name:      first
    ID:        key_qac7alkd7idopucyl63ezfq5k4
    Version:   1
    Status:    active
    Start:     nitro_VqFSFM0T
    Profile:   nitro
    Resource:  acme/products
    Created:   2026-01-01T00:05:00Z by ana
    Expires:   never

    Secret (shown only once):
    nitro_VqFSFM0T0LlEDLdsPD4AnzdMmDTDAnKmP0XkyVA7F2MISNjb3fI1Y2
    ! the secret cannot be shown again
    ");
    stage.answers(&["1", "2", "a//b", "a/b", "dev", "5", "0", "2w", "read"]);
    assert_snapshot!(stage.run("key create open --profile open"), @"
    ? 'open' needs an owner, required by the profile 'open':
    ?   1) ana
    ?   2) another…
    ? A number from 1 to 2, another value, or empty to cancel: 1
    ? 'open' needs a resource, required by the profile 'open':
    ?   1) acme/products
    ?   2) another…
    ? A number from 1 to 2, another value, or empty to cancel: 2
    ? A resource, such as acme/products, or empty to cancel: a//b
    ? a resource must be 1 to 16 segments joined by '/', each 1 to 64 of A-Z a-z 0-9 . _ ~ : @ + = -, none of them '.' or '..'
    ? A resource, such as acme/products, or empty to cancel: a/b
    ? 'open' needs an environment, required by the profile 'open':
    ? An environment, or empty to cancel: dev
    ? 'open' needs an expiry, required by the profile 'open':
    ?   1) 30d
    ?   2) 90d
    ?   3) 180d
    ?   4) 365d
    ?   5) another…
    ? A number from 1 to 5, another value, or empty to cancel: 5
    ? How many days, or a number with s, m, h, d or w, or empty to cancel: 0
    ? a duration must be a whole number above 0 of days, or with s, m, h, d or w, such as 90, 12h or 2w; at most 36525d
    ? How many days, or a number with s, m, h, d or w, or empty to cancel: 2w
    ? 'open' needs scopes, required by the profile 'open':
    ? Scopes, comma-separated, or empty to cancel: read
    Name:         open
    ID:           key_jqhaogbs2utwssw6uv5vbxl3ee
    Version:      1
    Status:       active
    Start:        kw_RaJrMfTq
    Profile:      open
    Scopes:       read
    Resource:     a/b
    Environment:  dev
    Owner:        ana
    Created:      2026-01-01T00:06:00Z by ana
    Expires:      2026-01-15T00:06:00Z

    Secret (shown only once):
    kw_RaJrMfTqroCa6GmCG1CLVjhKgIiAsGCiH98q2aEO5Vc4emwV2vZxh3
    ! the secret cannot be shown again
    ");
}

#[test]
fn it_can_be_stopped() {
    let stage = with_keys();
    stage.answers(&[""]);
    assert_snapshot!(stage.run("key create k --profile nitro"), @"
    ? 'k' needs a resource, required by the profile 'nitro':
    ?   1) a whole workspace
    ?   2) one api
    ? A number from 1 to 2, or empty to cancel:
    ! error: nothing was selected; no key was created
    exit 8
    ");
    stage.answers(&["2", ""]);
    assert_snapshot!(stage.run("key create k --profile nitro"), @"
    ? 'k' needs a resource, required by the profile 'nitro':
    ?   1) a whole workspace
    ?   2) one api
    ? A number from 1 to 2, or empty to cancel: 2
    ? Which api?
    ?   1) acme/orders
    ?   2) acme/products
    ?   3) another…
    ? A number from 1 to 3, another value, or empty to cancel:
    ! error: nothing was selected; no key was created
    exit 8
    ");
    stage.answers(&["0", "x", "3"]);
    assert_snapshot!(stage.run("key create k --profile nitro"), @"
    ? 'k' needs a resource, required by the profile 'nitro':
    ?   1) a whole workspace
    ?   2) one api
    ? A number from 1 to 2, or empty to cancel: 0
    ? '0' is not a number from 1 to 2
    ? A number from 1 to 2, or empty to cancel: x
    ? 'x' is not a number from 1 to 2
    ? A number from 1 to 2, or empty to cancel: 3
    ! error: no valid answer after 3 attempts; no key was created
    ! hint: give it as an option: see `keywright key create --help`
    exit 8
    ");
    stage.answers(&["2", "3", "a", "b", "c"]);
    assert_snapshot!(stage.run("key create k --profile nitro"), @"
    ? 'k' needs a resource, required by the profile 'nitro':
    ?   1) a whole workspace
    ?   2) one api
    ? A number from 1 to 2, or empty to cancel: 2
    ? Which api?
    ?   1) acme/orders
    ?   2) acme/products
    ?   3) another…
    ? A number from 1 to 3, another value, or empty to cancel: 3
    ? Its path, as workspace/api, or empty to cancel: a
    ? it must be workspace/api
    ? Its path, as workspace/api, or empty to cancel: b
    ? it must be workspace/api
    ? Its path, as workspace/api, or empty to cancel: c
    ! error: no valid answer after 3 attempts; no key was created
    ! hint: give it as an option: see `keywright key create --help`
    exit 8
    ");
    assert_snapshot!(stage.run("key show k"), @"
    ! error: no key 'k'
    ! hint: see `keywright key list`
    exit 3
    ");
}

/// Who reads "another…" may type it at once; a number beyond the list is a mistake, and no value.
#[test]
fn another_value_may_be_typed_at_once() {
    let stage = with_profiles();
    stage.answers(&["9", "eve", "a/b", "dev", "60d", "read"]);
    let shown = stage.run("key create open --profile open").to_string();
    for expected in
        ["'9' is not a number from 1 to 2", "Owner:        eve", "Resource:     a/b", "Secret (shown"]
    {
        assert!(shown.contains(expected), "no {expected:?}: {shown}");
    }
}
