//! stub
use crate::error::Result;
use crate::store::*;
#[derive(Debug, Default)]
pub struct Request {}
#[derive(Debug)]
pub struct Published {
    pub name: String,
    pub changed: bool,
}
impl Published {
    pub fn problem(&self) -> Option<String> {
        None
    }
}
pub fn publish(
    _: &Vault<Unlocked>,
    _: &Request,
    _: &dyn crate::ports::Clock,
    _: Clocking,
    _: super::hook::Programs<'_>,
    _: &mut dyn FnMut(u64),
) -> Result<Vec<Published>> {
    Ok(vec![])
}
pub fn merge(_: &mut Vec<Published>, _: Vec<Published>) {}
