//! `redis`: commands that put the keys of a series into a new hash, and a script that puts it in the place of the one
//! in use, or changes nothing.
//!
//! They are inline commands, one on each line. Redis reads quotes and backslashes in them, so no value has one.

use super::put;
use crate::domain::digest::Digest;
use crate::verification::claims::Claims;

/// How many keys a command has at most.
const PAIRS: u64 = 100;
/// How many bytes: below the limit of an inline command, 64 KiB.
const BYTES: usize = 60 << 10;
/// Seconds until what a load left that was cut short is gone.
const STAGED: &str = "3600";

/// The flip. `K` is the hash in use, `H` the head, `G` what is staged, `J` its header. Without double quotes and
/// backslashes.
const FLIP: &str = concat!(
    "local K,H,G,J=KEYS[1],KEYS[2],KEYS[3],KEYS[4] ",
    "local iss,e,g,x,n=ARGV[1],tonumber(ARGV[2]),tonumber(ARGV[3]),tonumber(ARGV[5]),tonumber(ARGV[6]) ",
    "local h=redis.call('HMGET',H,'iss','epoch','gen','ent','jws','not_after') ",
    "local he,hg=tonumber(h[2] or 0),tonumber(h[3] or 0) local again=e==he and g==hg ",
    // The header of the file in use has been overwritten, if this one claims the same generation.
    "local function no(why) redis.call('UNLINK',G) ",
    "if not again then redis.call('UNLINK',J) elseif h[5] then ",
    "redis.call('SET',J,h[5]) redis.call('EXPIREAT',J,h[6]) end ",
    "return redis.error_reply('KEYWRIGHT '..why) end ",
    // A line that was cut short is executed too.
    "if redis.call('HLEN',G)~=n or #(ARGV[7] or '')~=64 then return no('the file was cut short') end ",
    "if tonumber(redis.call('TIME')[1])>=x then return no('the file is stale') end ",
    "if h[1] and h[1]~=iss then return no('the file is of another vault') end ",
    "if e<he or e==he and g<hg then return no('the file is older than the one in use') end ",
    "if again and h[4]~=ARGV[7] then return no('the file has other keys than the one in use') end ",
    "redis.call('HSET',G,'_issued_at',ARGV[4],'_not_after',ARGV[5]) ",
    "redis.call('UNLINK',K) redis.call('RENAME',G,K) redis.call('EXPIREAT',K,x) redis.call('EXPIREAT',J,x) ",
    "if h[1] and not again then redis.call('UNLINK',K..':header:'..h[2]..'.'..h[3]) end ",
    "redis.call('HSET',H,'iss',iss,'epoch',ARGV[2],'gen',ARGV[3],'iat',ARGV[4],'not_after',ARGV[5],",
    "'cnt',ARGV[6],'ent',ARGV[7],'jws',redis.call('GET',J)) ",
    "return redis.status_reply('OK')",
);

/// The hash of a series in use, with the braces that keep all of its keys in one slot of a cluster.
fn in_use(claims: &Claims) -> String {
    format!("kw:{{{}}}", claims.sub)
}

/// The key of a file's header.
pub(in crate::verification) fn header(claims: &Claims) -> String {
    format!("{}:header:{}.{}", in_use(claims), claims.epoch.unix(), claims.generation)
}

/// The commands around the entries.
pub(super) struct Layout {
    /// The key of what is staged.
    staged: String,
    /// How many entries the present command has; 0: none was begun.
    pairs: u64,
    /// How many bytes.
    bytes: usize,
    /// Whether the present command is the first one.
    is_first: bool,
}

impl Layout {
    pub(super) fn begin(claims: &Claims, body: &mut Vec<u8>) -> Self {
        let staged = format!("{}:{}.{}", in_use(claims), claims.epoch.unix(), claims.generation);
        put(body, &["EXPIRE ", &header(claims), " ", STAGED, "\n", "UNLINK ", &staged, "\n"]);
        Self { staged, pairs: 0, bytes: 0, is_first: true }
    }

    pub(super) fn entry(&mut self, pair: &[u8], body: &mut Vec<u8>) {
        if self.pairs == PAIRS || self.bytes + 1 + pair.len() > BYTES {
            self.end(body);
        }
        if self.pairs == 0 {
            put(body, &["HSET ", &self.staged]);
            self.bytes = "HSET ".len() + self.staged.len();
        }
        put(body, &[" "]);
        body.extend_from_slice(pair);
        self.pairs += 1;
        self.bytes += 1 + pair.len();
    }

    /// Ends the present command, if one was begun.
    fn end(&mut self, body: &mut Vec<u8>) {
        if self.pairs == 0 {
            return;
        }
        put(body, &["\n"]);
        if std::mem::take(&mut self.is_first) {
            put(body, &["EXPIRE ", &self.staged, " ", STAGED, "\n"]);
        }
        (self.pairs, self.bytes) = (0, 0);
    }

    pub(super) fn finish(mut self, claims: &Claims, ent: Digest, body: &mut Vec<u8>) {
        self.end(body);
        let Claims { iss, iat, exp, epoch, generation, cnt, .. } = claims;
        let (in_use, staged, header) = (in_use(claims), &self.staged, header(claims));
        let keys = format!("{in_use} {in_use}:head {staged} {header}");
        let (epoch, iat, exp) = (epoch.unix(), iat.unix(), exp.unix());
        let values = format!("{iss} {epoch} {generation} {iat} {exp} {cnt} {ent}");
        put(body, &["EVAL \"", FLIP, "\" 4 ", &keys, " ", &values, "\n"]);
    }
}

/// The entries in a command: a digest, a space, a value.
pub(super) fn entries_on(line: &[u8]) -> impl Iterator<Item = &[u8]> {
    let key_and_pairs = line.strip_prefix(b"HSET ").unwrap_or_default();
    let spaces = key_and_pairs.iter().enumerate().filter(|(_, byte)| **byte == b' ').map(|(place, _)| place);
    // Before each entry, and at the end.
    let mut bounds = spaces.step_by(2).chain([key_and_pairs.len()]);
    let mut start = bounds.next();
    bounds.filter_map(move |end| {
        let from = start.replace(end)? + 1;
        key_and_pairs.get(from..end)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pairs_are_found_and_nothing_else() {
        let found = |line: &'static str| {
            entries_on(line.as_bytes()).map(|pair| std::str::from_utf8(pair).unwrap()).collect::<Vec<_>>()
        };
        assert_eq!(found("HSET k a 1"), ["a 1"]);
        assert_eq!(found("HSET k a 1 b 2 c 3"), ["a 1", "b 2", "c 3"]);
        assert_eq!(found("HSET k a 1 b"), ["a 1", "b"]);
        for other in ["HSET k", "HSET ", "", "UNLINK k a 1", "EVAL \"HSET k a 1\""] {
            assert_eq!(found(other), [""; 0], "{other}");
        }
    }

    /// Else Redis would end the script there.
    #[test]
    fn the_script_needs_no_escape() {
        assert!(FLIP.bytes().all(|byte| (b' '..=b'~').contains(&byte) && byte != b'"' && byte != b'\\'));
    }
}
