//! Views made of others: two as one, and one with another member.

use serde::ser::{Serialize, Serializer};

use super::fields::Datum;
use super::layout::Yield;
use super::table::Cell;
use super::view::View;

/// Two views as one.
pub struct Joined<A, B>(pub A, pub B);

impl<A: View, B: View> Serialize for Joined<A, B> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        flat(&self.0, &self.1).serialize(serializer)
    }
}

impl<A: View, B: View> View for Joined<A, B> {
    fn members() -> Vec<&'static str> {
        [A::members(), B::members()].concat()
    }

    fn columns() -> Vec<&'static str> {
        [A::columns(), B::columns()].concat()
    }

    fn yields() -> Vec<Yield> {
        [A::yields(), B::yields()].concat()
    }

    fn cells(&self) -> Vec<Cell> {
        self.0.cells().into_iter().chain(self.1.cells()).collect()
    }

    fn facts(&self) -> Vec<(&'static str, String)> {
        [self.0.facts(), self.1.facts()].concat()
    }
}

/// The members of both.
fn flat<'a, A: Serialize, B: Serialize>(view: &'a A, extra: &'a B) -> impl Serialize + use<'a, A, B> {
    /// `flatten` requires a map.
    #[derive(serde::Serialize)]
    struct Flat<'a, A: Serialize, B: Serialize> {
        #[serde(flatten)]
        view: &'a A,
        #[serde(flatten)]
        extra: &'a B,
    }
    Flat { view, extra }
}

/// A view with one more member of its JSON.
pub struct With<V, T> {
    view: V,
    extra: T,
}

/// The result of a change: the JSON of the item, and `changed`.
pub type Changed<V> = With<V, IsChanged>;

/// The member `changed`: whether anything was changed.
pub struct IsChanged(bool);

/// A member that is added to a view.
pub trait Extra {
    const MEMBER: &'static str;

    fn value(&self) -> Datum;

    /// The facts for people, when the item is shown alone.
    fn facts(&self) -> Vec<(&'static str, String)> {
        Vec::new()
    }
}

impl Extra for IsChanged {
    const MEMBER: &'static str = "changed";

    fn value(&self) -> Datum {
        self.0.into()
    }
}

impl<V: View> Changed<V> {
    pub fn new(view: V, changed: bool) -> Self {
        Self { view, extra: IsChanged(changed) }
    }
}

impl<V: View, T: Extra> With<V, T> {
    pub fn also(view: V, extra: T) -> Self {
        Self { view, extra }
    }
}

impl<V: View, T: Extra> Serialize for With<V, T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let extra = Datum::Map(vec![(T::MEMBER.to_owned(), self.extra.value())]);
        flat(&self.view, &extra).serialize(serializer)
    }
}

impl<V: View, T: Extra> View for With<V, T> {
    fn members() -> Vec<&'static str> {
        [V::members(), vec![T::MEMBER]].concat()
    }

    fn columns() -> Vec<&'static str> {
        V::columns()
    }

    fn yields() -> Vec<Yield> {
        V::yields()
    }

    fn in_blocks() -> bool {
        V::in_blocks()
    }

    fn telling_apart() -> Option<usize> {
        V::telling_apart()
    }

    fn cells(&self) -> Vec<Cell> {
        self.view.cells()
    }

    fn facts(&self) -> Vec<(&'static str, String)> {
        [self.view.facts(), self.extra.facts()].concat()
    }
}
