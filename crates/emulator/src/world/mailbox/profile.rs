//! What a number says of itself, and to whom.

/// What others see of a number.
#[derive(Clone, Debug)]
pub(crate) struct Profile {
    /// The name that was chosen; see [`Instance::push_name`](crate::world::Instance::push_name) for the one that shows.
    pub(crate) name: Option<String>,
    pub(crate) about: String,
    /// Where the picture is.
    pub(crate) picture: Option<String>,
}

impl Default for Profile {
    fn default() -> Self {
        Self { name: None, about: super::super::contacts::ABOUT.to_owned(), picture: None }
    }
}

/// Who sees what, in WhatsApp's own words: `all`, `contacts`, `contact_blacklist`, `none`; `match_last_seen` for
/// `online`, `known` for `call_add`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Privacy {
    pub(crate) last_seen: String,
    pub(crate) about: String,
    pub(crate) picture: String,
    pub(crate) online: String,
    pub(crate) read_receipts: String,
    pub(crate) call_add: String,
    pub(crate) group_add: String,
}

impl Default for Privacy {
    fn default() -> Self {
        let all = || "all".to_owned();
        Self {
            last_seen: all(),
            about: all(),
            picture: all(),
            online: all(),
            read_receipts: all(),
            call_add: all(),
            group_add: all(),
        }
    }
}
