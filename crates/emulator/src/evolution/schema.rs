//! The JSON schemas of the bodies, with the words of the validator that the server uses.

use serde_json::{Map, Value};

use super::errors::Refusal;

/// The rules that a body has broken so far. As in the server's schemas, the properties' own rules are tried before
/// the required ones.
pub(super) struct Rules<'b> {
    body: &'b Map<String, Value>,
    broken: Vec<String>,
}

impl<'b> Rules<'b> {
    pub(super) fn of(body: &'b Map<String, Value>) -> Self {
        Self { body, broken: Vec::new() }
    }

    pub(super) fn strings(mut self, names: &[&str]) -> Self {
        for name in names {
            self.typed(name, "string", Value::is_string);
        }
        self
    }

    pub(super) fn booleans(mut self, names: &[&str]) -> Self {
        for name in names {
            self.typed(name, "boolean", Value::is_boolean);
        }
        self
    }

    pub(super) fn one_of(mut self, name: &str, allowed: &[&str]) -> Self {
        self.typed(name, "string", Value::is_string);
        let given = self.body.get(name);
        if given.is_some_and(|given| !allowed.iter().any(|allowed| given == allowed)) {
            self.broken.push(format!("{name} is not one of enum values: {}", allowed.join(",")));
        }
        self
    }

    /// `^\d+[\.@\w-]+`: at least a digit and one more character of a number or a JID.
    pub(super) fn phone_number(mut self, name: &str) -> Self {
        self.typed(name, "string", Value::is_string);
        let given = self.body.get(name).and_then(Value::as_str);
        let follows =
            |letter: char| letter.is_ascii_alphanumeric() || matches!(letter, '_' | '.' | '@' | '-');
        let matches = |text: &str| {
            text.starts_with(|first: char| first.is_ascii_digit()) && text.chars().nth(1).is_some_and(follows)
        };
        if given.is_some_and(|text| !matches(text)) {
            self.broken.push(format!("{name} does not match pattern \"^\\\\d+[\\\\.@\\\\w-]+\""));
        }
        self
    }

    /// The recipient, whose schema has a description in place of the validator's words.
    pub(super) fn recipient(mut self) -> Self {
        if self.body.get("number").is_some_and(|number| !number.is_string()) {
            self.broken.push("Invalid format".to_owned());
        }
        self
    }

    /// What every message has beside its content.
    pub(super) fn options(mut self) -> Self {
        let whole = |number: f64| number.fract() == 0.0;
        if self.body.get("delay").is_some_and(|delay| !delay.as_f64().is_some_and(whole)) {
            self.broken.push("Enter a value in milliseconds".to_owned());
        }
        self.quoted();
        self.typed("everyOne", "boolean", Value::is_boolean);
        self.mentioned();
        self
    }

    pub(super) fn required(mut self, names: &[&str]) -> Self {
        for name in names.iter().filter(|name| !self.body.contains_key(**name)) {
            self.broken.push(format!("instance requires property \"{name}\""));
        }
        self
    }

    /// All broken rules in one list, if there are any.
    pub(super) fn check(self) -> Result<(), Refusal> {
        if self.broken.is_empty() { Ok(()) } else { Err(Refusal::bad_request(self.broken)) }
    }

    fn typed(&mut self, name: &str, word: &str, is: impl Fn(&Value) -> bool) {
        if self.body.get(name).is_some_and(|value| !is(value)) {
            self.broken.push(format!("{name} is not of a type(s) {word}"));
        }
    }

    // Guess: what the schema says of `quoted`, in the validator's usual words.
    fn quoted(&mut self) {
        let Some(quoted) = self.body.get("quoted").and_then(Value::as_object) else { return };
        match quoted.get("key") {
            None => {}
            Some(Value::Object(key)) => match key.get("id") {
                None => self.broken.push("quoted.key requires property \"id\"".to_owned()),
                Some(Value::String(id)) if id.is_empty() => {
                    self.broken.push("The \"id\" cannot be empty".to_owned());
                }
                Some(Value::String(_)) => {}
                Some(_) => self.broken.push("quoted.key.id is not of a type(s) string".to_owned()),
            },
            Some(_) => self.broken.push("quoted.key is not of a type(s) object".to_owned()),
        }
    }

    // Guess: the words for duplicates and for what is not a list.
    fn mentioned(&mut self) {
        let Some(mentioned) = self.body.get("mentioned") else { return };
        let Some(mentioned) = mentioned.as_array() else {
            self.broken.push("mentioned is not of a type(s) array".to_owned());
            return;
        };
        if mentioned.is_empty() {
            self.broken.push("mentioned does not meet minimum length of 1".to_owned());
        }
        if mentioned.iter().enumerate().any(|(at, one)| mentioned[..at].contains(one)) {
            self.broken.push("mentioned contains duplicate item".to_owned());
        }
        let numeric =
            |one: &Value| one.as_str().is_some_and(|text| text.starts_with(|c: char| c.is_ascii_digit()));
        for _ in mentioned.iter().filter(|one| !numeric(one)) {
            self.broken.push("\"mentioned\" must be an array of numeric strings".to_owned());
        }
    }
}
