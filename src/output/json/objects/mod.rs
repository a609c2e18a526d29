//! The objects of answers: where their members come from, and what each says.

mod files;
mod keys;
mod rotations;
mod vaults;

use super::Member;
use crate::output::fields::Record;

/// An object, as the page shows it.
pub struct Object {
    pub name: &'static str,
    /// Its members, by the program.
    pub members: fn() -> Vec<&'static str>,
    /// What each is, in the same order…
    meanings: &'static [Member],
    /// …and those of a second table.
    also: &'static [Member],
}

impl Object {
    /// What each member is.
    pub fn meanings(&self) -> impl Iterator<Item = &'static Member> {
        self.meanings.iter().chain(self.also)
    }
}

/// The object that a table of fields describes.
const fn of<R: Record>(name: &'static str, meanings: &'static [Member]) -> Object {
    Object { name, members: members::<R>, meanings, also: &[] }
}

fn members<R: Record>() -> Vec<&'static str> {
    R::FIELDS.iter().filter_map(crate::output::fields::Field::member_name).collect()
}

/// Every object.
pub fn objects() -> impl Iterator<Item = &'static Object> {
    [keys::OBJECTS, rotations::OBJECTS, files::OBJECTS, vaults::OBJECTS].into_iter().flatten()
}
