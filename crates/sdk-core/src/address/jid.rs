//! Taking a JID, `user@server`, apart.

use super::{
    Address, AddressErrorKind, AddressKind, BroadcastId, GroupId, Lid, NewsletterId, PhoneNumber, inline,
};

/// The server of a telephone number.
pub(super) const PHONE: &str = "s.whatsapp.net";
/// The server of a telephone number as older clients write it.
const LEGACY_PHONE: &str = "c.us";
/// The server of a hidden identity.
pub(super) const LID: &str = "lid";
/// The server of groups.
pub(super) const GROUP: &str = "g.us";
/// The server of channels.
pub(super) const NEWSLETTER: &str = "newsletter";
/// The server of broadcast lists and of the status feed.
pub(super) const BROADCAST: &str = "broadcast";
/// The one user of [`BROADCAST`] that is no list.
const STATUS: &str = "status";

/// Reads every spelling of an address.
pub(super) fn read(text: &str) -> Result<Address, AddressErrorKind> {
    if let Some(address) = read_plain(text) {
        return Ok(address);
    }
    let text = trim(text);
    if text.is_empty() {
        return Err(AddressErrorKind::Empty);
    }
    match text.rsplit_once('@') {
        None => PhoneNumber::read_number(text).map(Address::Phone),
        Some((user, server)) => read_jid(user, server),
    }
}

/// Digits and a server as WhatsApp writes them, which is what nearly all JIDs are. What it does not read may be read all the same.
fn read_plain(text: &str) -> Option<Address> {
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let (user, at_server) = text.split_at_checked(digits)?;
    let server = at_server.strip_prefix('@')?;
    match server {
        PHONE => PhoneNumber::read_digits(user).map(Address::Phone),
        LID => Lid::read_user(user).ok().map(Address::Lid),
        GROUP => GroupId::read_user(user).ok().map(Address::Group),
        _ => None,
    }
}

fn read_jid(user: &str, server: &str) -> Result<Address, AddressErrorKind> {
    let is = |known: &str| server.eq_ignore_ascii_case(known);
    if is(PHONE) || is(LEGACY_PHONE) {
        PhoneNumber::read_user(user).map(Address::Phone)
    } else if is(LID) {
        Lid::read_user(user).map(Address::Lid)
    } else if is(GROUP) {
        GroupId::read_user(user).map(Address::Group)
    } else if is(NEWSLETTER) {
        NewsletterId::read_user(user).map(Address::Newsletter)
    } else if is(BROADCAST) && user.eq_ignore_ascii_case(STATUS) {
        Ok(Address::StatusBroadcast)
    } else if is(BROADCAST) {
        BroadcastId::read_user(user).map(Address::Broadcast)
    } else {
        Err(AddressErrorKind::UnknownServer)
    }
}

/// Reads an identifier of a kind that the caller has named by its type: a JID, or the part before the `@` alone.
pub(super) fn read_as<T>(
    text: &str,
    expected: AddressKind,
    read_user: impl FnOnce(&str) -> Result<T, AddressErrorKind>,
    pick: impl FnOnce(Address) -> Option<T>,
) -> Result<T, AddressErrorKind> {
    let bare = trim(text);
    if bare.is_empty() {
        return Err(AddressErrorKind::Empty);
    }
    if !bare.contains('@') {
        return read_user(bare);
    }
    let address = read(bare)?;
    let found = address.kind();
    pick(address).ok_or(AddressErrorKind::WrongKind { expected, found })
}

/// Cuts the agent and the device off a user: `_1:12`, `_1`, `:12` and, where a device follows, `.1:12`.
///
/// `None` where what is cut off is no agent or device. A `.` alone is not cut: it could be punctuation of a number.
pub(super) fn without_device(user: &str) -> Option<&str> {
    if is_digits(user) {
        return Some(user);
    }
    let number = |part: &str, digits: usize| part.len() <= digits && is_digits(part);
    let (user, device) = match user.split_once(':') {
        Some((user, device)) => (user, Some(device)),
        None => (user, None),
    };
    if device.is_some_and(|device| !number(device, 5)) {
        return None;
    }
    let agent = match device {
        Some(_) => user.split_once(['_', '.']),
        None => user.split_once('_'),
    };
    match agent {
        None => Some(user),
        Some((user, agent)) => number(agent, 3).then_some(user),
    }
}

/// Whether `text` is one ASCII digit or more.
pub(super) fn is_digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// Keeps an identifier made of digits alone.
pub(super) fn digits(text: &str, kind: AddressKind) -> Result<inline::Inline, AddressErrorKind> {
    if is_digits(text) { inline::Inline::new(text) } else { None }.ok_or(AddressErrorKind::Malformed(kind))
}

/// Whether `c` is one of the invisible marks that come along when a number is copied from an address book.
pub(super) const fn is_invisible(c: char) -> bool {
    matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}' | '\u{2066}'..='\u{2069}' | '\u{feff}')
}

fn trim(text: &str) -> &str {
    text.trim_matches(|c: char| c.is_whitespace() || is_invisible(c))
}
