use std::fmt;

use http::HeaderValue;
use secrecy::{ExposeSecret, SecretString};

use crate::error::Error;

/// The most bytes that a token may have.
const LONGEST: usize = 8 * 1024;

macro_rules! token {
    ($(#[$doc:meta])* $name:ident, $label:literal) => {
        $(#[$doc])*
        #[derive(Clone)]
        pub struct $name(SecretString);

        impl $name {
            /// Takes a token. White space around it, such as a file's last newline, is removed.
            ///
            /// # Errors
            /// [`Error::Config`] when it is empty, holds white space, or bytes that cannot stand in a header. The
            /// error does not show it.
            pub fn new(token: impl Into<String>) -> Result<Self, Error> {
                checked($label, token.into()).map(Self)
            }

            /// Reads it from an environment variable.
            ///
            /// # Errors
            /// [`Error::Config`] when the variable is not set, or as [`Self::new`].
            pub fn from_env(variable: &str) -> Result<Self, Error> {
                from_env(variable).and_then(Self::new)
            }

            /// The token itself, for storing it. Never print or log it.
            pub fn expose(&self) -> &str {
                self.0.expose_secret()
            }

            /// The token as a header value that is marked sensitive, after a prefix such as `Bearer `.
            pub fn header(&self, prefix: &str) -> HeaderValue {
                sensitive(prefix, self.expose())
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(concat!(stringify!($name), "(..)"))
            }
        }
    };
}

token! {
    /// The credential of an account: it creates, lists and deletes instances.
    ///
    /// It cannot take the place of an [`InstanceToken`], nor the other way round:
    ///
    /// ```
    /// use wagate_sdk_core::AccountToken;
    ///
    /// let token = AccountToken::new("acc-123")?;
    /// assert_eq!(format!("{token:?}"), "AccountToken(..)");
    /// assert!(AccountToken::new("two words").is_err());
    /// # Ok::<(), wagate_sdk_core::Error>(())
    /// ```
    AccountToken, "account token"
}

token! {
    /// The credential of one instance.
    InstanceToken, "instance token"
}

token! {
    /// A secret of another kind that a gateway knows, such as a client secret or a JWT.
    SecretToken, "secret"
}

fn from_env(variable: &str) -> Result<String, Error> {
    std::env::var(variable)
        .map_err(|_| Error::config(format!("the environment variable {variable} is not set or not text")))
}

fn checked(label: &str, token: String) -> Result<SecretString, Error> {
    let trimmed = token.trim();
    let problem = if trimmed.is_empty() {
        "is empty"
    } else if trimmed.len() > LONGEST {
        "is longer than 8 KiB"
    } else if trimmed.chars().any(char::is_whitespace) {
        "holds white space"
    } else if !trimmed.bytes().all(|byte| byte.is_ascii_graphic()) {
        "holds characters that cannot stand in a header"
    } else {
        return Ok(SecretString::from(trimmed));
    };
    Err(Error::config(format!("the {label} {problem}")))
}

fn sensitive(prefix: &str, token: &str) -> HeaderValue {
    let mut value =
        HeaderValue::from_str(&[prefix, token].concat()).unwrap_or_else(|_| HeaderValue::from_static(""));
    value.set_sensitive(true);
    value
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_cannot_be_a_token_is_refused_without_being_shown() {
        for bad in ["", " \n", "with space", "tab\there", "naïve", "null\0", "cr\rlf"] {
            let error = AccountToken::new(bad).unwrap_err().to_string();
            assert!(bad.trim().is_empty() || !error.contains(bad), "{error}");
            assert!(InstanceToken::new(bad).is_err());
        }
        assert!(AccountToken::new("x".repeat(LONGEST + 1)).is_err());
        assert_eq!(AccountToken::new(" tok-1\n").unwrap().expose(), "tok-1");
    }

    #[test]
    fn a_header_is_sensitive() {
        let value = InstanceToken::new("abc").unwrap().header("Bearer ");
        assert_eq!(value, "Bearer abc");
        assert!(value.is_sensitive());
        assert!(!format!("{value:?}").contains("abc"));
    }
}
