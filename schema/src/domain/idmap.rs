//! User and group ids of a container and of the host: `<idmap>`.

use crate::Element;
use crate::xml::Extra;

/// Which ids of the host stand behind those of the guest: `<idmap>` of a domain (a container with a user
/// name space) and of a virtiofs `<filesystem>`.
///
/// ```xml
/// <idmap>
///   <uid start='0' target='100000' count='65536'/>
///   <gid start='0' target='100000' count='65536'/>
/// </idmap>
/// ```
#[derive(Element, Clone, Debug, Default, PartialEq)]
pub struct Idmap {
    /// Ranges of user ids.
    #[xml(children = "uid")]
    pub uids: Vec<Range>,
    /// Ranges of group ids.
    #[xml(children = "gid")]
    pub gids: Vec<Range>,
    /// What the model does not know.
    #[xml(extra)]
    pub extra: Extra,
}

/// A range of ids: `<uid>` or `<gid>`.
#[derive(Element, Clone, Debug, Default, PartialEq)]
#[xml(name = "uid")]
pub struct Range {
    /// First id in the guest; the first range of a container begins with 0.
    #[xml(attr, required)]
    pub start: Option<u32>,
    /// The id of the host that stands behind the first one.
    #[xml(attr, required)]
    pub target: Option<u32>,
    /// How many ids the range has.
    #[xml(attr, required)]
    pub count: Option<u32>,
    /// What the model does not know.
    #[xml(extra)]
    pub extra: Extra,
}

impl Idmap {
    /// One range for users and groups alike, from 0 in the guest and from `target` on the host.
    ///
    /// ```
    /// use domxml_schema::domain::idmap::Idmap;
    ///
    /// let map = Idmap::from_root(100_000, 65_536);
    /// assert_eq!(map.uids[0].host_id(33), Some(100_033));
    /// ```
    pub fn from_root(target: u32, count: u32) -> Self {
        let range = Range::new(0, target, count);
        Self { uids: vec![range.clone()], gids: vec![range], ..Self::default() }
    }
}

impl Range {
    /// A range of `count` ids from `start` in the guest, which are those from `target` on the host.
    pub fn new(start: u32, target: u32, count: u32) -> Self {
        Self { start: Some(start), target: Some(target), count: Some(count), ..Self::default() }
    }

    /// The id of the host behind an id of the guest, if that is in the range.
    pub fn host_id(&self, id: u32) -> Option<u32> {
        let offset = id.checked_sub(self.start?)?;
        if offset < self.count? { self.target?.checked_add(offset) } else { None }
    }
}
