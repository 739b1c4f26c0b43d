use std::fmt;
use std::str::FromStr;

use crate::address::GroupId;
use crate::error::Error;
use crate::raw::Raw;

/// What stands at the end of a group's invite link. Who has it can join, so `Debug` does not show it.
///
/// ```
/// use wagate_sdk_core::InviteCode;
///
/// let code: InviteCode = "https://chat.whatsapp.com/FgT7mQw2ZkR8sLx0VbNc3H".parse()?;
/// assert_eq!(code.as_str(), "FgT7mQw2ZkR8sLx0VbNc3H");
/// assert_eq!(code.link(), "https://chat.whatsapp.com/FgT7mQw2ZkR8sLx0VbNc3H");
/// # Ok::<(), wagate_sdk_core::Error>(())
/// ```
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct InviteCode(Box<str>);

/// Where invite links lead.
const HOST: &str = "chat.whatsapp.com/";

impl InviteCode {
    /// The code alone.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The whole link.
    pub fn link(&self) -> String {
        format!("https://{HOST}{}", self.0)
    }
}

/// Reads a code, or a link with one.
impl FromStr for InviteCode {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self, Error> {
        let text = text.trim();
        let code = match text.split_once(HOST) {
            Some(("" | "https://" | "http://", after)) => {
                let path = after.split(['?', '#']).next().unwrap_or_default().trim_end_matches('/');
                path.strip_prefix("invite/").unwrap_or(path)
            }
            _ => text,
        };
        let good = (8..=64).contains(&code.len())
            && code.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_".contains(&byte));
        if good {
            Ok(Self(code.into()))
        } else {
            Err(Error::invalid("that is neither an invite link of a group nor the code of one"))
        }
    }
}

impl fmt::Debug for InviteCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("InviteCode(..)")
    }
}

/// The invite link of a group.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct InviteLink {
    /// The code at its end.
    pub code: InviteCode,
    /// All that the gateway told.
    pub raw: Raw,
}

impl InviteLink {
    /// The link with this code.
    pub fn new(code: InviteCode, raw: Raw) -> Self {
        Self { code, raw }
    }
}

/// The answer to [`InstanceClient::join_group`](crate::InstanceClient::join_group).
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct Joined {
    /// The group, where the gateway tells it.
    pub group: Option<GroupId>,
    /// Whether an admin has to let the number in first; `None` when the gateway did not say.
    pub awaits_approval: Option<bool>,
    /// All that the gateway told.
    pub raw: Raw,
}

impl Joined {
    /// The number is in the group, or waits to be.
    pub fn new(group: Option<GroupId>, awaits_approval: Option<bool>, raw: Raw) -> Self {
        Self { group, awaits_approval, raw }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_and_codes_are_read() {
        let code = "FgT7mQw2ZkR8sLx0VbNc3H";
        for text in [
            code.to_owned(),
            format!(" {code}\n"),
            format!("https://chat.whatsapp.com/{code}"),
            format!("chat.whatsapp.com/{code}/"),
            format!("http://chat.whatsapp.com/invite/{code}?mode=ac_t"),
        ] {
            assert_eq!(text.parse::<InviteCode>().unwrap().as_str(), code, "{text}");
        }
        for text in
            ["", "short", "https://example.com/FgT7mQw2ZkR8sLx0VbNc3H", "a b c d e f g h", "../../instances"]
        {
            assert!(text.parse::<InviteCode>().is_err(), "{text}");
        }
        let shown = format!("{:?}", code.parse::<InviteCode>().unwrap());
        assert!(!shown.contains(code), "who has the code can join");
    }
}
