//! `scan` and git: files that it tracks, and its history.

use std::path::Path;
use std::time::Duration;

use serde_json::Value;

use crate::support::{Answer, Call, Home, available};

/// A repository in a home with a vault.
struct Scene {
    home: Home,
    live: String,
}

impl Scene {
    /// `None`: there is no git to test with.
    fn new() -> Option<Self> {
        if !available("git") {
            return None;
        }
        let home = Home::with_vault();
        let live = home.create("live", "--prefix acme_live").secret;
        let scene = Self { home, live };
        scene.git("init -q -b main repo");
        Some(scene)
    }

    fn git(&self, args: &str) -> String {
        let program = self.home.program("git", "-c user.name=ana -c user.email=ana@example.com");
        program.args(args).run().exits(0).stdout
    }

    fn write(&self, name: &str, bytes: impl AsRef<[u8]>) {
        let path = self.home.path("repo").join(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, bytes).unwrap();
    }

    /// Commits everything. Returns the commit's id.
    fn commit(&self, message: &str) -> String {
        self.git("-C repo add -A -f");
        let program =
            self.home.program("git", "-c user.name=ana -c user.email=ana@example.com -C repo commit -q");
        program.args("--allow-empty -m").arg(message).run().exits(0);
        self.head()
    }

    fn head(&self) -> String {
        self.git("-C repo rev-parse HEAD").trim().to_owned()
    }

    /// With a PATH, so that git is found.
    fn call(&self, args: &str) -> Call {
        self.home.call(args).env("PATH", "/usr/local/bin:/usr/bin:/bin")
    }

    fn scan(&self, args: &str) -> Answer {
        self.call(&format!("scan {args} -o json")).run()
    }

    /// Another live secret.
    fn secret(&self, name: &str) -> String {
        self.home.create(name, "--prefix acme_live").secret
    }
}

fn paths(ran: &Answer) -> Vec<String> {
    let path = |item: &Value| item["path"].as_str().unwrap().to_owned();
    ran.json()["items"].as_array().unwrap().iter().map(path).collect()
}

/// Commit, path (empty for a message), line and column (0 in a name) of each finding.
fn history(ran: &Answer) -> Vec<(String, String, u64, u64)> {
    let of = |item: &Value| {
        let number = |name: &str| item[name].as_u64().unwrap_or(0);
        let text = |name: &str| item[name].as_str().unwrap_or_default().to_owned();
        (text("commit"), text("path"), number("line"), number("column"))
    };
    ran.json()["items"].as_array().unwrap().iter().map(of).collect()
}

#[test]
fn what_git_tracks_is_searched_though_it_is_ignored() {
    let Some(scene) = Scene::new() else { return };
    let Scene { home, live } = &scene;
    scene.write(".gitignore", ".env\nbuild/\n*.tmp\n");
    scene.write(".ignore", "fixtures\n");
    for name in [".env", "build/deep/key", "fixtures/key", "a.tmp"] {
        scene.write(name, live);
    }
    scene.commit("all");
    for name in ["build/untracked", "build/other/key", "b.tmp"] {
        scene.write(name, live);
    }
    let expected = ["repo/.env", "repo/a.tmp", "repo/build/deep/key", "repo/fixtures/key"];
    let ran = scene.scan("repo").exits(8);
    assert_eq!(paths(&ran), expected);
    let searched = &ran.json()["searched"];
    assert_eq!((&searched["ignored_files"], &searched["ignored_folders"]), (&2.into(), &1.into()));
    assert_eq!(ran.stderr, "");
    // A repository that was made in there later does not hide what the outer one tracks.
    scene.git("init -q repo/build/deep");
    assert_eq!(paths(&scene.scan("repo").exits(8)), expected);
    std::fs::remove_dir_all(home.path("repo/build/deep/.git")).unwrap();
    // From a folder below, in a worktree, with newer forms of the index, and by another hash.
    let ran = scene.scan("repo/build/deep").exits(8);
    assert_eq!(paths(&ran), ["repo/build/deep/key"]);
    scene.git("-C repo worktree add -q ../worktree");
    scene.git("-C repo update-index --index-version 4");
    assert_eq!(paths(&scene.scan("worktree").exits(8)).len(), 4);
    assert_eq!(paths(&scene.scan("repo").exits(8)), expected);
    scene.git("init -q --object-format=sha256 other");
    home.write("other/.gitignore", ".env\n");
    home.write("other/.env", live);
    assert!(paths(&scene.scan("other").exits(0)).is_empty());
    scene.git("-C other add -f .env");
    assert_eq!(paths(&scene.scan("other").exits(8)), ["other/.env"]);
}

#[test]
fn where_git_cannot_tell_everything_is_searched() {
    let Some(scene) = Scene::new() else { return };
    scene.write(".gitignore", ".env\nbuild/\n");
    scene.write(".env", &scene.live);
    scene.write("build/key", &scene.live);
    scene.commit("nothing");
    let all = ["repo/.env", "repo/build/key"];
    let ran = scene.home.call("scan repo").env("PATH", "/nowhere").run().exits(8);
    assert!(
        ran.stderr.contains("cannot tell what git tracks in ") && ran.stderr.contains("no such program"),
        "{ran}"
    );
    let ran = scene.home.call("scan repo -o json").env("PATH", "/nowhere").run().exits(8);
    assert_eq!(paths(&ran), all);
    let index = std::fs::read(scene.home.path("repo/.git/index")).unwrap();
    for damaged in [&b"DIRC\0\0\0\x09"[..], &index[..40]] {
        std::fs::write(scene.home.path("repo/.git/index"), damaged).unwrap();
        let ran = scene.call("scan repo").run().exits(8);
        assert!(ran.stderr.contains("cannot tell what git tracks in "), "{ran}");
        assert_eq!(paths(&scene.scan("repo")), all);
    }
    // One that would never end.
    std::fs::remove_file(scene.home.path("repo/.git/index")).unwrap();
    scene.home.program("mkfifo", "repo/.git/index").run().exits(0);
    let ran = scene.call("scan repo -o json").timeout(Duration::from_secs(20)).run().exits(8);
    assert_eq!(paths(&ran), all);
}

#[test]
fn a_repository_runs_no_program_and_hides_nothing() {
    let Some(scene) = Scene::new() else { return };
    let Scene { home, live } = &scene;
    scene.write(".gitignore", "*.tmp\n");
    scene.write("a.tmp", live);
    let old = scene.commit("old");
    std::fs::remove_file(home.path("repo/a.tmp")).unwrap();
    let new = scene.commit("new");
    scene.write("a.tmp", "");
    let trap = home.path("trap");
    home.write("evil", format!("#!/bin/sh\ntouch '{}'\n", trap.display()));
    home.program("chmod", "+x evil").run().exits(0);
    let evil = home.text("evil");
    for setting in [
        "core.fsmonitor",
        "core.sshCommand",
        "core.pager",
        "core.alternateRefsCommand",
        "gpg.program",
        "diff.external",
        "core.gitProxy",
        "remote.origin.uploadpack",
        "filter.x.smudge",
        "filter.x.clean",
        "diff.x.textconv",
        "credential.helper",
    ] {
        home.program("git", "-C repo config").arg(setting).arg(&evil).run().exits(0);
    }
    for setting in ["log.showSignature true", "remote.origin.url @/repo", "remote.origin.promisor true"] {
        home.program("git", "-C repo config").args(setting).run().exits(0);
    }
    home.program("git", "-C repo config core.hooksPath").arg(home.path("")).run().exits(0);
    scene.write(".gitattributes", "* filter=x diff=x\n");
    // A replacement and a graft that hide the commit before.
    let empty = scene.git("-C repo commit-tree -m x 4b825dc642cb6eb9a060e54bf8d69288fbee4904");
    let _ = std::fs::remove_file(&trap);
    scene.git(&format!("-C repo -c core.fsmonitor=false replace {old} {}", empty.trim()));
    std::fs::write(home.path("repo/.git/info/grafts"), format!("{new}\n")).unwrap();
    let _ = std::fs::remove_file(&trap);
    scene.scan("repo").exits(0);
    let found = history(&scene.scan("repo --git").exits(8));
    assert_eq!(found, [(old, "a.tmp".to_owned(), 1, 1)]);
    assert!(!trap.exists(), "a program of the repository was run");
    // Nor is a program that lies there taken for git.
    home.write("repo/git", "#!/bin/sh\ntouch ../trap\n");
    home.program("chmod", "+x repo/git").run().exits(0);
    let ran = home.shell("cd repo && PATH=:. \"$KW\" scan --git").run();
    assert!(ran.code == 10 && !trap.exists(), "{ran}");
}

#[test]
fn the_history_names_commit_and_file() {
    let Some(scene) = Scene::new() else { return };
    let [second, third, fourth, fifth] = ["two", "three", "four", "five"].map(|name| scene.secret(name));
    scene.write("config/app.py", format!("a = 1\nKEY = '{}'\n", scene.live));
    let first = scene.commit("first");
    scene.write("config/app.py", format!("a = 2\nb = 2\nKEY = '{}'\n", scene.live));
    scene.commit("later versions of the same file are no findings of their own");
    scene.git("-C repo mv config/app.py config/renamed.py");
    scene.commit("renamed");
    std::fs::remove_dir_all(scene.home.path("repo/config")).unwrap();
    let message = scene.commit(&format!("removed\n\nit was {second}, sorry"));
    scene.git("-C repo checkout -q -b side HEAD~2");
    scene.write("binary", [b"\0\n\0", third.as_bytes()].concat());
    let side = scene.commit("on a branch");
    scene.git("-C repo checkout -q main");
    scene.git("-C repo merge -q --no-commit -s ours side");
    scene.write("merged", &fourth);
    let merge = scene.commit("merge");
    scene.git(&format!("-C repo tag -a v1 -m 'release {fifth}' HEAD~1"));
    let tag = scene.git("-C repo rev-parse v1").trim().to_owned();
    scene.git("-C repo branch -q -D side");
    let ran = scene.scan("repo --git").exits(8);
    let is = |commit: &str, path: &str, line, column| (commit.to_owned(), path.to_owned(), line, column);
    let expected = [
        is(&tag, "", 1, 9),
        is(&first, "config/app.py", 2, 8),
        is(&message, "", 3, 8),
        is(&side, "binary", 2, 1),
        is(&merge, "merged", 1, 1),
    ];
    let (mut found, mut sorted) = (history(&ran), expected.to_vec());
    assert_eq!(found[0], expected[0]);
    found.sort();
    sorted.sort();
    assert_eq!(found, sorted);
    let searched = &ran.json()["searched"];
    assert_eq!((&searched["commits"], &searched["shallow"]), (&6.into(), &false.into()));
    // The same from below, of the current folder, and by RANGE.
    for args in ["repo/.git --git", "--git repo"] {
        assert_eq!(history(&scene.scan(args).exits(8)).len(), 5, "{args}");
    }
    let within = scene.home.shell("cd repo && \"$KW\" scan --git").run().exits(8);
    let short = |id: &str| id[..12].to_owned();
    let line = format!("{}:config/app.py:2:8: key_", short(&first));
    assert!(within.stdout.lines().any(|found| found.starts_with(&line)), "{within}");
    let line = format!("{}: in its message:3:8: key_", short(&message));
    assert!(within.stdout.lines().any(|found| found.starts_with(&line)), "{within}");
    assert!(within.stderr.starts_with("scanned 6 commits with "), "{within}");
    assert!(!within.output().contains(&scene.live[20..40]), "{within}");
    assert_eq!(history(&scene.scan("repo --git HEAD^..").exits(8)).len(), 2);
    assert_eq!(history(&scene.scan("repo --git=HEAD^1..HEAD").exits(8)).len(), 2);
    assert_eq!(history(&scene.scan("repo --git HEAD..").exits(0)), []);
    let log = scene.call("scan repo --git --format sarif").run().exits(8).json();
    let results = log["runs"][0]["results"].as_array().unwrap();
    let of_file = results.iter().find(|result| result["properties"]["commit"] == first.as_str()).unwrap();
    let artifact = &of_file["locations"][0]["physicalLocation"]["artifactLocation"];
    assert_eq!((&artifact["uri"], &artifact["uriBaseId"]), (&"config/app.py".into(), &"%SRCROOT%".into()));
    assert!(of_file["message"]["text"].as_str().unwrap().contains(&first));
}

#[test]
fn every_reference_leads_to_history() {
    let Some(scene) = Scene::new() else { return };
    let ran = scene.call("scan repo --git").run().exits(0);
    assert_eq!(ran.stderr, "scanned 0 commits with 0 files, found 0 secrets: 0 live\n");
    scene.write("file", "1");
    scene.commit("one");
    scene.write("file", &scene.live);
    scene.git("-C repo stash -q");
    let ran = scene.scan("repo --git").exits(8);
    assert_eq!(history(&ran)[0].1, "file");
    // Names, with what terminals must not see; files that are the same in content, and one that is a link.
    let other = scene.secret("other");
    scene.write(&format!("sub\u{1b}[31m/{other}/x\ny"), "1");
    std::os::unix::fs::symlink(&other, scene.home.path("repo/link")).unwrap();
    let named = scene.commit("names");
    let found = history(&scene.scan("repo --git HEAD^..").exits(8));
    let start = format!("sub\u{1b}[31m/{}…", &other[..18]);
    assert_eq!(found, [(named.clone(), "link".to_owned(), 1, 1), (named, start, 0, 0)]);
    let ran = scene.call("scan repo --git").run().exits(8);
    assert!(!ran.output().contains('\u{1b}') && !ran.output().contains(&other[20..40]), "{ran}");
    // A bare repository, and one that knows only the last commit.
    scene.git("clone -q --bare repo bare.git");
    assert_eq!(history(&scene.scan("bare.git --git").exits(8)).len(), 2);
    scene.git("clone -q --depth 1 file://@/repo shallow");
    let ran = scene.call("scan shallow --git").run().exits(8);
    assert!(ran.stderr.contains("the clone is shallow"), "{ran}");
    assert_eq!(scene.scan("shallow --git").json()["searched"]["shallow"], true);
    // A submodule's commit is not one of this repository's files.
    scene.git("-C repo -c protocol.file.allow=always submodule --quiet add ../bare.git module");
    scene.commit("module");
    scene.scan("repo --git HEAD^..").exits(0);
}

/// Whoever made the repository would have the scan wait for ever.
#[test]
fn a_pipe_in_the_place_of_a_file_is_not_waited_for() {
    let Some(scene) = Scene::new() else { return };
    scene.write("file", "1");
    let head = scene.commit("one");
    let object = format!("objects/{}/{}", &head[..2], &head[2..]);
    scene.git("clone -q --bare repo bare");
    for place in ["repo/.git/HEAD", "repo/.git/config", "repo/.git/packed-refs", "bare/HEAD"] {
        let path = scene.home.path(place);
        let before = std::fs::read(&path).ok();
        let _ = std::fs::remove_file(&path);
        scene.home.program("mkfifo", "").arg(&path).run().exits(0);
        let folder = place.split('/').next().unwrap();
        let call = scene.call(&format!("scan {folder} --git")).timeout(Duration::from_secs(20));
        let ran = call.run().exits(10);
        assert!(ran.stderr.contains("is no regular file: git would wait for it"), "{ran}");
        std::fs::remove_file(&path).unwrap();
        if let Some(bytes) = before {
            std::fs::write(&path, bytes).unwrap();
        }
    }
    // By a link, and from a folder below.
    std::fs::create_dir(scene.home.path("repo/below")).unwrap();
    scene.home.program("mkfifo", "pipe").run().exits(0);
    let path = scene.home.path("repo/.git").join(object);
    std::fs::remove_file(&path).unwrap();
    std::os::unix::fs::symlink(scene.home.path("pipe"), &path).unwrap();
    let ran = scene.call("scan repo/below --git").timeout(Duration::from_secs(20)).run().exits(10);
    assert!(ran.stderr.contains(&head[2..]), "{ran}");
}

#[test]
fn what_is_no_history_is_an_error() {
    let Some(scene) = Scene::new() else { return };
    scene.write("file", "1");
    scene.commit("one");
    std::fs::create_dir(scene.home.path("plain")).unwrap();
    for (args, code, said) in [
        ("plain --git", 3, "'plain' is not in a git repository"),
        ("nothing --git", 3, "'nothing' is not a folder"),
        ("repo/file --git", 3, "'repo/file' is not a folder"),
        (
            "repo --git main..nosuch",
            3,
            "hint: give RANGE as to `git log`; `git branch --all` and `git tag` list names",
        ),
        ("repo --git nosuch", 3, "the repository has no commits 'nosuch'"),
        ("repo --git=--all", 3, "the repository has no commits '--all'"),
        ("repo --git=--output=x", 3, "the repository has no commits '--output=x'"),
        ("repo --git HEAD~10..", 3, "the repository has no commits 'HEAD~10..'"),
        ("repo repo --git", 2, "several PATHs"),
        ("- --git", 3, "'-' is not a folder"),
    ] {
        let ran = scene.call(&format!("scan {args}")).run().exits(code);
        assert!(ran.stderr.contains(said) && ran.stderr.contains("hint: "), "{ran}");
    }
    let ran = scene.home.call("scan repo --git").env("PATH", "/nowhere").run().exits(10);
    assert!(ran.stderr.contains("cannot run git") && ran.stderr.contains("hint: install git"), "{ran}");
    // Objects that are lost: the rest is searched, and it is said.
    scene.write("file", "2");
    scene.write("key", &scene.live);
    scene.commit("two");
    let lose = |what: &str| {
        let lost = scene.git(&format!("-C repo rev-parse {what}")).trim().to_owned();
        let place = Path::new(&lost[..2]).join(&lost[2..]);
        std::fs::remove_file(scene.home.path("repo/.git/objects").join(place)).unwrap();
    };
    lose("HEAD:file");
    let ran = scene.call("scan repo --git").run().exits(8);
    assert!(ran.stderr.contains("cannot read file: the repository lacks the object"), "{ran}");
    let ran = scene.call("scan repo --git HEAD --format sarif").run().exits(8);
    assert_eq!(ran.json()["runs"][0]["invocations"][0]["executionSuccessful"], false);
    // What git itself cannot go past: what comes after it was not looked at.
    lose("HEAD~1^{tree}");
    let ran = scene.call("scan repo --git").run().exits(11);
    assert!(ran.stderr.contains("git could not read all of the history; `git fsck` says why"), "{ran}");
}
