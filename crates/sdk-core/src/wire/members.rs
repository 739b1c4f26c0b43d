use std::fmt;

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use crate::error::Error;
use crate::transport::Body;

/// Members of a request's body in the gateway's own words. `Debug` shows their names only: secrets stand there too.
#[derive(Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Members(pub Map<String, Value>);

impl Members {
    /// None.
    pub fn new() -> Self {
        Self::default()
    }

    /// Sets a member, in place of one of that name.
    pub fn insert(&mut self, name: impl Into<String>, value: impl Into<Value>) {
        self.0.insert(name.into(), value.into());
    }

    /// Whether there is a member of that name.
    pub fn contains(&self, name: &str) -> bool {
        self.0.contains_key(name)
    }

    /// Adds others.
    ///
    /// # Errors
    /// [`Error::InvalidRequest`] when one is given twice: which of the two is meant cannot be told.
    pub fn merge(&mut self, others: Self) -> Result<(), Error> {
        for (name, value) in others.0 {
            if self.0.contains_key(&name) {
                return Err(Error::invalid(format!("the member `{name}` is given twice")));
            }
            self.0.insert(name, value);
        }
        Ok(())
    }

    /// A JSON body of a request's own fields and these members.
    ///
    /// # Errors
    /// [`Error::InvalidRequest`] as [`Members::merge`], or when the fields are no JSON object.
    pub fn body_with(&self, fields: &impl Serialize) -> Result<Body, Error> {
        if self.0.is_empty() {
            return Body::json(fields);
        }
        let Ok(Value::Object(fields)) = serde_json::to_value(fields) else {
            return Err(Error::invalid("the request cannot be written as JSON"));
        };
        let mut members = Self(fields);
        members.merge(self.clone())?;
        Body::json(&members)
    }
}

impl From<Map<String, Value>> for Members {
    fn from(members: Map<String, Value>) -> Self {
        Self(members)
    }
}

impl fmt::Debug for Members {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.0.keys()).finish()
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn members(value: &Value) -> Members {
        serde_json::from_value(value.clone()).unwrap()
    }

    #[test]
    fn a_member_given_twice_is_refused() {
        let extra = members(&json!({ "name": "b" }));
        assert!(matches!(extra.body_with(&json!({ "name": "a" })), Err(Error::InvalidRequest(_))));
        extra.body_with(&json!({ "other": 1 })).unwrap();
        let mut mine = members(&json!({ "name": "a" }));
        assert!(matches!(mine.merge(extra), Err(Error::InvalidRequest(_))));
        assert_eq!(mine, members(&json!({ "name": "a" })));
    }

    #[test]
    fn only_names_are_shown() {
        let shown = format!("{:?}", members(&json!({ "proxyPassword": "hunter2" })));
        assert_eq!(shown, "[\"proxyPassword\"]");
    }
}
