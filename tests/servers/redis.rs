//! Redis with `examples/redis`: its loader and its function.

use std::net::{TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Stdio};
use std::time::Duration;

use keywright::verification::{Dialect, Format};

use crate::engine::{self, Asked, Decision, Engine};
use crate::forged::{self, SUBJECT, entries};
use crate::support::{Answer, Call, Home, PROGRAM, available};

/// A Redis that is killed when dropped.
struct Redis {
    home: Home,
    child: Child,
    port: u16,
}

fn example(file: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/redis").join(file)
}

fn redis() -> Option<Redis> {
    if !["redis-server", "redis-cli", "flock"].into_iter().all(available) {
        return None;
    }
    let home = Home::with_vault();
    // Somebody else may take the free port before Redis does: then it exits, and another is tried.
    for _ in 0..5 {
        let port = TcpListener::bind(("127.0.0.1", 0)).unwrap().local_addr().unwrap().port();
        let log = std::fs::File::create(home.path("redis.log")).unwrap();
        let options = format!("--bind 127.0.0.1 --port {port} --save '' --appendonly no");
        let mut command = home.program("redis-server", &options).command();
        command.stdin(Stdio::null()).stdout(log.try_clone().unwrap()).stderr(log);
        let mut child = command.spawn().unwrap();
        for _ in 0..100 {
            if child.try_wait().unwrap().is_some() {
                break;
            }
            if TcpStream::connect(("127.0.0.1", port)).is_ok() {
                let redis = Redis { home, child, port };
                let functions = std::fs::read(example("keywright.lua")).unwrap();
                let loaded = redis.call("-x FUNCTION LOAD REPLACE").stdin(functions).run();
                assert_eq!(loaded.stdout.trim(), "keywright", "{loaded}");
                return Some(redis);
            }
            std::thread::sleep(Duration::from_millis(100));
        }
        let _ = child.kill();
        let _ = child.wait();
    }
    panic!("Redis does not start: {}", home.read("redis.log"));
}

impl Drop for Redis {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

impl Redis {
    fn call(&self, line: &str) -> Call {
        self.home.program("redis-cli", &format!("-p {}", self.port)).args(line)
    }

    fn says(&self, line: &str) -> String {
        self.call(line).run().exits(0).stdout.trim().to_owned()
    }

    /// All keys of all series that nothing will ever remove.
    fn lasting(&self) -> Vec<String> {
        let keys = self.says("KEYS *");
        keys.lines().filter(|key| self.says(&format!("TTL '{key}'")) == "-1").map(str::to_owned).collect()
    }
}

impl Engine for Redis {
    const FORMAT: Format = Format::Redis;
    const KNOWS_ADDRESSES: bool = true;

    fn home(&self) -> &Home {
        &self.home
    }

    fn loader(&self) -> Call {
        let load = example("load");
        let call = self.home.program(load.to_str().unwrap(), "").env("KEYWRIGHT", PROGRAM);
        call.env("REDIS_OPTIONS", format!("-p {}", self.port))
    }

    fn feed(&self, file: &str) -> Answer {
        let text = std::fs::read(self.home.path(file)).unwrap();
        self.call("--pipe").stdin(text).run()
    }

    fn ask(&self, sub: &str, digest: &str, asked: &Asked) -> Option<Decision> {
        let words = [asked.scope, asked.resource, asked.environment].map(Option::unwrap_or_default);
        let call = self.call("FCALL_RO keywright_check 1").arg(format!("kw:{{{sub}}}")).arg(digest);
        let answer = words.into_iter().fold(call, Call::arg).run();
        if answer.output().contains("KEYWRIGHT ") {
            return None;
        }
        let mut lines = answer.stdout.lines().map(str::to_owned);
        let mut next = || lines.next().unwrap_or_else(|| panic!("{answer}"));
        let (status, reason, id, unchecked) = (next(), next(), next(), next());
        let expected = match &*reason {
            "" => "200",
            "malformed" | "unknown" | "not_yet_valid" | "expired" => "401",
            "stale" => "503",
            _ => "403",
        };
        assert_eq!(status, expected, "{answer}");
        Some(Decision { reason, id, unchecked })
    }

    fn stored(&self) -> String {
        let sorted = |text: String| {
            let mut pairs: Vec<&str> = text.lines().collect();
            pairs.sort_unstable();
            pairs.join("\n")
        };
        let head = sorted(self.says("HGETALL kw:{edge}:head"));
        let keys = sorted(self.says("HGETALL kw:{edge}"));
        let [generation, epoch] =
            ["gen", "epoch"].map(|name| self.says(&format!("HGET kw:{{edge}}:head {name}")));
        let header = self.says(&format!("GET kw:{{edge}}:header:{epoch}.{generation}"));
        assert!(!header.is_empty(), "{head}");
        format!("{head}\n{keys}\n{header}")
    }

    fn glance(&self) -> (u64, u64, u64) {
        const LOOK: &str = "local n,r=0,0 for i,v in ipairs(redis.call('HVALS',KEYS[1])) do \
            if v:find('^key_') then n=n+1 end if v:find(',read,',1,true) then r=r+1 end end \
            return {redis.call('HGET',KEYS[2],'gen'),tostring(n),tostring(r)}";
        let answer = self.call("EVAL_RO").arg(LOOK).args("2 kw:{edge} kw:{edge}:head").run().exits(0);
        let numbers: Vec<u64> = answer.stdout.lines().map(|line| line.parse().unwrap()).collect();
        let [generation, keys, readers] = numbers[..] else { panic!("{answer}") };
        (generation, keys, readers)
    }
}

#[test]
fn decides_as_the_library_does() {
    let Some(redis) = redis() else { return };
    engine::decides_as_the_library_does(&redis);
}

#[test]
fn nothing_is_not_a_key() {
    let Some(redis) = redis() else { return };
    engine::nothing_is_not_a_key(&redis);
}

#[test]
fn follows_a_vault() {
    let Some(redis) = redis() else { return };
    let mut seen = redis.call("MONITOR").killable().timeout(Duration::from_secs(300)).spawn();
    redis.says("CONFIG SET slowlog-log-slower-than 0");
    redis.says("CONFIG SET slowlog-max-len 1000");
    for _ in 0..100 {
        if redis.says("CLIENT LIST").contains("cmd=monitor") {
            break;
        }
        std::thread::sleep(Duration::from_millis(20));
    }
    engine::follows_a_vault(&redis, || redis.says("SLOWLOG GET 1000"));
    seen.kill();
    let monitored = seen.wait().stdout;
    assert!(monitored.contains("keywright_check"), "{monitored}");
    assert!(!monitored.contains("kw_live") && !monitored.contains("secret"), "{monitored}");
}

#[test]
fn refuses_what_is_not_the_next_file() {
    let Some(redis) = redis() else { return };
    engine::refuses_what_is_not_the_next_file(&redis);
    // The head remembers the newest file, and nothing else lasts.
    assert_eq!(redis.lasting(), ["kw:{edge}:head"]);
}

#[test]
fn a_file_with_a_gap_changes_nothing() {
    let Some(redis) = redis() else { return };
    engine::a_file_with_a_gap_changes_nothing(&redis);
}

#[test]
fn a_file_that_ends_early_changes_nothing() {
    let Some(redis) = redis() else { return };
    engine::a_file_that_ends_early_changes_nothing(&redis);
}

#[test]
fn two_loads_at_once() {
    let Some(redis) = redis() else { return };
    engine::two_loads_at_once(&redis);
}

#[test]
fn readers_see_all_or_nothing() {
    let Some(redis) = redis() else { return };
    engine::readers_see_all_or_nothing(&redis);
}

#[test]
fn a_stale_file_admits_nobody() {
    let Some(redis) = redis() else { return };
    engine::a_stale_file_admits_nobody(&redis);
}

/// A `redis-cli` that says that all is well, and has sent nothing.
#[test]
fn what_is_in_use_is_looked_at_after_a_load() {
    let Some(redis) = redis() else { return };
    forged::write(&redis.home, "keys", (Format::Redis, Dialect::Portable), &entries(0..3), 1);
    redis.home.shell("mkdir bin").run().exits(0);
    let real = crate::support::find("redis-cli").unwrap();
    redis.home.write(
        "bin/redis-cli",
        format!("#!/bin/sh\ncase $* in *--pipe*) exit 0 ;; esac\nexec {} \"$@\"\n", real.display()),
    );
    redis.home.shell("chmod +x bin/redis-cli").run().exits(0);
    let load = |path: &str| {
        let options = format!("--public-key {} --audience edge", forged::PUBLIC_KEY);
        redis.loader().args(&format!("keys state {options}")).env("PATH", path).run()
    };
    let path = "/usr/local/bin:/usr/bin:/bin";
    let refused = load(&format!("{}:{path}", redis.home.path("bin").display()));
    assert!(refused.code == 1 && refused.stderr.contains("was not loaded"), "{refused}");
    load(path).exits(0);
}

/// What a load leaves that was cut short is gone within the hour, and a later load clears away the header before it.
#[test]
fn what_is_staged_does_not_last() {
    let Some(redis) = redis() else { return };
    let kind = (Format::Redis, Dialect::Portable);
    forged::write(&redis.home, "first", kind, &entries(0..250), 1);
    assert_eq!(redis.feed("first").code, 0);
    forged::write(&redis.home, "second", kind, &entries(0..250), 2);
    let text = redis.home.read("second");
    redis.home.write("cut", &text[..text.find("EVAL").unwrap()]);
    redis.feed("cut");
    let staged = "kw:{edge}:1750000000.2";
    assert_eq!(redis.says(&format!("HLEN {staged}")), "250");
    let left: i64 = redis.says(&format!("TTL {staged}")).parse().unwrap();
    assert!((3_500..=3_600).contains(&left), "{left}");
    assert_eq!(redis.lasting(), ["kw:{edge}:head"]);
    assert_eq!(redis.feed("second").code, 0);
    let mut keys: Vec<String> = redis.says("KEYS *").lines().map(str::to_owned).collect();
    keys.sort_unstable();
    assert_eq!(keys, ["kw:{edge}", "kw:{edge}:head", "kw:{edge}:header:1750000000.2"]);
    let (until, now): (i64, i64) =
        (redis.says("EXPIRETIME kw:{edge}").parse().unwrap(), crate::support::now());
    assert!((now + 3_500..=now + 3_600).contains(&until), "the file's own end");
    assert_eq!(redis.glance(), (2, 250, 250));
}

/// A function without writes: also where only reading is allowed.
#[test]
fn a_user_who_may_only_ask_can_do_nothing_else() {
    let Some(redis) = redis() else { return };
    forged::write(&redis.home, "keys", (Format::Redis, Dialect::Portable), &entries(0..3), 1);
    assert_eq!(redis.feed("keys").code, 0);
    redis.says("ACL SETUSER app on nopass resetkeys %R~kw:{edge} -@all +fcall_ro +time +hmget +hget");
    let digest = engine::digest(&forged::secret(1));
    let as_app = |line: &str| redis.call("--user app --pass x").args(line).run().output();
    let answer = as_app(&format!("FCALL_RO keywright_check 1 kw:{{{SUBJECT}}} {digest} read"));
    assert!(answer.starts_with("200\n"), "{answer}");
    for line in ["HGETALL kw:{edge}", "DEL kw:{edge}", "KEYS *", "HSET kw:{edge} a b"] {
        assert!(as_app(line).contains("NOPERM"), "{line}: {}", as_app(line));
    }
}

/// A connection that ends before the last command: `redis-cli` says that all is well.
#[test]
fn the_loader_looks_at_what_is_in_use() {
    let Some(redis) = redis() else { return };
    forged::write(&redis.home, "keys", (Format::Redis, Dialect::Portable), &entries(0..3), 1);
    std::fs::create_dir(redis.home.path("bin")).unwrap();
    let loses_the_last_command = "#!/bin/bash\ncase \"$*\" in\n\
        *--pipe*) head -n -1 | PATH=${PATH#*:} redis-cli \"$@\" ;;\n\
        *) PATH=${PATH#*:} exec redis-cli \"$@\" ;;\nesac\n";
    redis.home.write("bin/redis-cli", loses_the_last_command);
    redis.home.shell("chmod +x bin/redis-cli").run().exits(0);
    let load = || {
        let options = format!("keys state --public-key {} --audience edge", forged::PUBLIC_KEY);
        redis.loader().args(&options)
    };
    let path = format!("{}:/usr/local/bin:/usr/bin:/bin", redis.home.text("bin"));
    let refused = load().env("PATH", path).run();
    assert!(refused.code != 0 && refused.stderr.contains("was not loaded"), "{refused}");
    load().run().exits(0);
    assert_eq!(redis.glance(), (1, 3, 3));
}
