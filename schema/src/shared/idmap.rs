//! Mapping of user and group ids: `<idmap>`.

use crate::Element;
use crate::xml::Extra;

/// Mapping of the guest's user and group ids to those of the host: `<idmap>` of a domain (a container with a user
/// namespace) and of a virtiofs `<filesystem>`.
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
    /// Unrecognized content, preserved.
    #[xml(extra)]
    pub extra: Extra,
}

/// Range of ids: `<uid>` or `<gid>`.
#[derive(Element, Clone, Debug, Default, PartialEq)]
#[xml(name = "uid", identity("index", "@start"))]
pub struct Range {
    /// First id in the guest; 0 in the first range of a container.
    #[xml(attr, required)]
    pub start: Option<u32>,
    /// Id on the host that the first id maps to.
    #[xml(attr, required)]
    pub target: Option<u32>,
    /// Number of ids in the range.
    #[xml(attr, required)]
    pub count: Option<u32>,
    /// Unrecognized content, preserved.
    #[xml(extra)]
    pub extra: Extra,
}

impl Idmap {
    /// Creates one range for users and one for groups, from 0 in the guest and from `target` on the host.
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
    /// Creates a range of `count` ids, from `start` in the guest and from `target` on the host.
    pub fn new(start: u32, target: u32, count: u32) -> Self {
        Self { start: Some(start), target: Some(target), count: Some(count), ..Self::default() }
    }

    /// Returns the id on the host for an id of the guest, if it is in the range.
    pub fn host_id(&self, id: u32) -> Option<u32> {
        let offset = id.checked_sub(self.start?)?;
        if offset < self.count? { self.target?.checked_add(offset) } else { None }
    }
}
