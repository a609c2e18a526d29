//! Nodes put back, exchanged, removed, altered: whoever can write to the file and has no key.

use super::super::node::{Child, Node};
use super::super::pages::SEALED_SIZE;
use super::super::{Held, MAX_HEIGHT};
use super::*;

/// A tree of three levels, and the same before its last change.
struct Scene {
    file: File,
    root: Root,
    next_id: i64,
    /// Every node as its parent names it, with its level and the first key below it.
    nodes: Vec<(Child, u8, Vec<u8>)>,
    earlier: BTreeMap<i64, Vec<u8>>,
}

impl Scene {
    fn new() -> Self {
        let (file, mut tree) = (File::new(), Tree::new(1));
        let put = |tree: &mut Tree, number, byte| {
            tree.put(&file.pages(), &long(number), &[byte; 5_000]).unwrap();
        };
        (0..50).for_each(|number| put(&mut tree, number, 1));
        tree.flush(&file.pages()).unwrap();
        let earlier = file.ids().into_iter().map(|id| (id, file.row(id))).collect();
        (0..50).for_each(|number| put(&mut tree, number, 2));
        tree.flush(&file.pages()).unwrap();
        file.end("COMMIT");
        let (root, next_id, mut nodes) = (tree.root(), tree.next_id(), Vec::new());
        assert_eq!(root.height, 3);
        Tree::walk(&file.pages(), &root, next_id, &mut |visit| {
            let low = visit.span.from.clone().max(long(0));
            nodes.push((visit.child, visit.node?.level(), low));
            Ok::<_, StoreError>(())
        })
        .unwrap();
        Self { file, root, next_id, nodes, earlier }
    }

    fn open(&self) -> Tree {
        Tree::open(self.root, self.next_id, 2).unwrap()
    }

    /// This node alone is refused, by a walk, by every read on whose way it is, and by a re-key; and no other read.
    fn refuses(&self, child: &Child, level: u8, low: &[u8], what: &str) {
        let mut refused = Vec::new();
        Tree::walk(&self.file.pages(), &self.root, self.next_id, &mut |visit| {
            if let Err(error) = visit.node {
                refused.push((visit.child.id, is_tampered::<()>(Err(error))));
            }
            Ok::<_, StoreError>(())
        })
        .unwrap();
        assert_eq!(refused, [(child.id, true)], "{what}: node {}", child.id);
        let pages = self.file.pages();
        assert!(is_tampered(pages.read(child, level)));
        assert!(is_tampered(self.open().get(&pages, low)), "{what}: node {}", child.id);
        assert!(is_tampered(self.open().leaf(&pages, low)));
        assert!(is_tampered(self.open().rank(&pages, low)));
        assert!(is_tampered(self.open().before(&pages, low)));
        assert!(is_tampered(self.open().put(&pages, low, b"")));
        assert!(is_tampered(self.open().delete(&pages, low)));
        if level == 0 {
            let elsewhere = if *low < *long(25) { long(49) } else { long(0) };
            assert!(self.open().get(&pages, &elsewhere).unwrap().is_some(), "{what}: another leaf");
        }
        let numbers = (self.next_id, 2);
        assert!(is_tampered(Tree::reseal((&pages, &pages), &self.root, numbers, &mut |_| ())));
    }
}

#[test]
fn each_node_put_back_exchanged_removed_or_altered() {
    let scene = Scene::new();
    let count = scene.nodes.len();
    let alter = |(child, level, low): &(Child, u8, Vec<u8>), what, sealed: Option<&[u8]>| {
        match sealed {
            Some(sealed) => scene.file.put_row(child.id, sealed),
            None => scene.file.pages().delete(child.id).unwrap(),
        }
        scene.refuses(child, *level, low, what);
        scene.file.end("ROLLBACK");
    };
    for (place, node) in scene.nodes.iter().enumerate() {
        let id = node.0.id;
        let row = scene.file.row(id);
        assert_eq!(row.len(), SEALED_SIZE);
        alter(node, "an earlier one", Some(&scene.earlier[&id]));
        alter(node, "another", Some(&scene.file.row(scene.nodes[(place + 1) % count].0.id)));
        alter(node, "none", None);
        // Under the nonce that its parent names.
        alter(
            node,
            "the ciphertext of an earlier one",
            Some(&[&row[..12], &scene.earlier[&id][12..]].concat()),
        );
        for at in [0, 12, 8_000, SEALED_SIZE - 1] {
            let mut altered = row.clone();
            altered[at] ^= 1;
            alter(node, "an altered byte", Some(&altered));
        }
        alter(node, "too short", Some(&row[..SEALED_SIZE - 1]));
        alter(node, "too long", Some(&[&row[..], &[0]].concat()));
        alter(node, "empty", Some(&[]));
    }
    assert_eq!(scene.open().rank(&scene.file.pages(), &[0xff]).unwrap(), 50);
}

/// Even a parent that names the nonce of what was put there does not make it another node.
#[test]
fn a_node_opens_in_its_place_alone() {
    let scene = Scene::new();
    let pages = scene.file.pages();
    for (child, level, _) in &scene.nodes {
        assert!(pages.read(child, *level).is_ok());
        for other in (0..MAX_HEIGHT).filter(|other| other != level) {
            assert!(is_tampered(pages.read(child, other)), "level {other}");
        }
        for (other, other_level, _) in scene.nodes.iter().filter(|(other, _, _)| other.id != child.id) {
            scene.file.put_row(child.id, &scene.file.row(other.id));
            let named = Child { nonce: other.nonce, ..*child };
            assert!(is_tampered(pages.read(child, *level)));
            assert!(is_tampered(pages.read(&named, *level)) && is_tampered(pages.read(&named, *other_level)));
            scene.file.end("ROLLBACK");
        }
    }
    let other = Keys::derive(&DataKey::new(Zeroizing::new([7; 32])), [2; 16]).unwrap();
    let other = Pages { keys: &other, ..pages };
    assert!(is_tampered(other.read(&scene.root.child(), 2)), "another vault");
    for height in [1, 2, 4] {
        let mut tree = Tree::open(Root { height, ..scene.root }, scene.next_id, 2).unwrap();
        assert!(is_tampered(tree.get(&pages, &long(1))), "another height");
    }
}

/// In a file without a table of nodes, whatever looks for one fails otherwise.
#[test]
fn an_id_that_was_never_used_is_not_looked_for() {
    let file = File::new();
    let connection = Connection::open_in_memory().unwrap();
    let pages = Pages { connection: &connection, ..file.pages() };
    for id in [7, 8, i64::MAX] {
        let mut tree = Tree::new(1);
        let mut inner = Node::new(1);
        let child = Child { id, nonce: [0; 12], entries: 1 };
        inner.insert_child(0, &[], child);
        tree.held.insert(1, Held { node: inner, dirty: false });
        (tree.root.height, tree.next_id) = (2, 7);
        assert!(is_tampered(tree.get(&pages, b"key")));
        assert!(is_tampered(tree.put(&pages, b"key", b"")));
        assert!(is_tampered(tree.leaf(&pages, b"key")));
        // One that was used is looked for.
        tree.next_id = i64::MAX;
        tree.held.get_mut(&1).unwrap().node.set_child(0, Child { id: 6, ..child });
        assert!(!is_tampered(tree.get(&pages, b"key")));
    }
    let root = Root { id: 7, nonce: [0; 12], height: 1, entries: 0 };
    assert!(is_tampered(Tree::walk(&pages, &root, 7, &mut |_| Ok::<_, StoreError>(()))));
}

/// Only a holder of the keys could write that: a walk, by which a vault is checked and re-keyed, finds it.
#[test]
fn what_a_parent_says_of_its_child_is_compared() {
    let file = File::new();
    let pages = file.pages();
    let mut leaf = Node::new(0);
    leaf.insert(0, b"a", b"");
    leaf.insert(1, b"m", b"");
    let nonce = pages.write(1, &mut leaf, 1).unwrap();
    let named = |low: &[u8], next: Option<&[u8]>, entries| {
        let mut inner = Node::new(1);
        let child = Child { id: 1, nonce, entries };
        inner.insert_child(0, low, child);
        let total = entries + next.map_or(0, |_| 2);
        if let Some(next) = next {
            inner.insert_child(1, next, Child { entries: 2, ..child });
        }
        let nonce = pages.write(2, &mut inner, 1).unwrap();
        let (mut leaves, root) = (Vec::new(), Root { id: 2, nonce, height: 2, entries: total });
        Tree::walk(&pages, &root, 3, &mut |visit| {
            leaves.extend((visit.child.id == 1).then(|| visit.node.is_ok()));
            Ok::<_, StoreError>(())
        })
        .unwrap();
        leaves
    };
    assert_eq!(named(b"", None, 2), [true]);
    assert_eq!(named(b"", None, 1), [false], "more entries than it says");
    assert_eq!(named(b"", None, 3), [false], "fewer entries than it says");
    assert_eq!(named(b"", Some(b"m"), 2), [false, false], "the same leaf twice");
    assert!(!named(b"", Some(b"b"), 2)[1], "a key before its place");
    assert_eq!(named(b"b", None, 2), [true], "the first child has no lower bound but its parent's");
    let root = |entries| Root { id: 1, nonce, height: 1, entries };
    let walk = |root| Tree::walk(&pages, &root, 3, &mut |visit| visit.node.map(|_| ()));
    assert!(walk(root(2)).is_ok());
    assert!(is_tampered(walk(root(3))), "the root too");
}
