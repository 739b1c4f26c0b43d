use std::fmt;
use std::str::FromStr;

/// The code that is typed on a phone to link it: eight letters and digits, written `7K2M-Q9XZ`.
///
/// ```
/// use wagate_sdk_core::PairingCode;
///
/// let code: PairingCode = "7K2MQ9XZ".parse()?;
/// assert_eq!(code.to_string(), "7K2M-Q9XZ");
/// assert_eq!(format!("{code:?}"), "PairingCode(..)");
/// # Ok::<(), wagate_sdk_core::PairingCodeError>(())
/// ```
#[derive(Clone, PartialEq, Eq)]
pub struct PairingCode(Box<str>);

/// The text is no pairing code.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a pairing code has eight letters and digits")]
pub struct PairingCodeError;

impl PairingCode {
    /// The eight characters without the hyphen.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for PairingCode {
    type Err = PairingCodeError;

    fn from_str(text: &str) -> Result<Self, PairingCodeError> {
        let code: String = text.chars().filter(|c| !matches!(c, '-' | ' ')).collect();
        if code.len() == 8 && code.bytes().all(|byte| byte.is_ascii_alphanumeric()) {
            Ok(Self(code.to_ascii_uppercase().into_boxed_str()))
        } else {
            Err(PairingCodeError)
        }
    }
}

impl fmt::Display for PairingCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // Eight ASCII characters, as `from_str` checked.
        let (first, second) = self.0.split_at(4);
        write!(f, "{first}-{second}")
    }
}

impl fmt::Debug for PairingCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("PairingCode(..)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_spellings_are_one_code_and_others_are_none() {
        assert_eq!("7k2m-q9xz".parse(), "7K2MQ9XZ".parse::<PairingCode>());
        for bad in ["", "7K2MQ9X", "7K2MQ9XZ1", "7K2M-Q9X€"] {
            assert_eq!(bad.parse::<PairingCode>(), Err(PairingCodeError), "{bad}");
        }
    }
}
