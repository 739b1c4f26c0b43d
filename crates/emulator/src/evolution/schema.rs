//! The rules that bodies are held against, with the words of the validator that the server uses.

use serde_json::{Map, Value, json};

use super::errors::Refusal;

/// The rules that an object has broken so far. As in the server's schemas, the properties' own rules are tried
/// before the required ones, and those against emptiness last.
pub(super) struct Rules<'b> {
    object: &'b Map<String, Value>,
    /// Where the object stands: `key.` or `contact[0].`, nothing for the body itself.
    at: String,
    broken: Vec<Broken>,
}

struct Broken {
    /// The path of what broke the rule; the groups' routes tell it.
    property: String,
    message: String,
}

/// How many elements a list may have, and whether they must differ.
#[derive(Clone, Copy)]
pub(super) struct Count {
    least: usize,
    most: usize,
    unique: bool,
}

impl Count {
    pub(super) const ANY: Self = Self { least: 0, most: usize::MAX, unique: false };
    pub(super) const SOME: Self = Self { least: 1, most: usize::MAX, unique: true };

    pub(super) const fn within(least: usize, most: usize) -> Self {
        Self { least, most, unique: true }
    }
}

/// What every text of a list must be, and the schema's description of them, which replaces the validator's words.
#[derive(Clone, Copy)]
pub(super) struct Texts {
    least_length: usize,
    matches: fn(&str) -> bool,
    description: Option<&'static str>,
}

impl Texts {
    pub(super) const ANY: Self = Self { least_length: 0, matches: |_| true, description: None };

    /// Texts of any form.
    pub(super) const fn told(description: &'static str) -> Self {
        Self { description: Some(description), ..Self::ANY }
    }

    /// Texts that begin with a digit.
    pub(super) const fn begun_with_digits(description: &'static str) -> Self {
        let matches = |text: &str| text.starts_with(|first: char| first.is_ascii_digit());
        Self { least_length: 0, matches, description: Some(description) }
    }

    /// Texts of ten characters and more, with a digit among them.
    pub(super) const fn long_with_digits(description: &'static str) -> Self {
        let matches = |text: &str| text.contains(|letter: char| letter.is_ascii_digit());
        Self { least_length: 10, matches, description: Some(description) }
    }
}

impl<'b> Rules<'b> {
    pub(super) fn of(body: &'b Map<String, Value>) -> Self {
        Self { object: body, at: String::new(), broken: Vec::new() }
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

    pub(super) fn numbers(mut self, names: &[&str]) -> Self {
        for name in names {
            self.typed(name, "number", Value::is_number);
        }
        self
    }

    /// A whole number within limits.
    pub(super) fn integer(mut self, name: &str, least: i64, most: i64) -> Self {
        self.typed(name, "integer", is_integer);
        let given = self.object.get(name).and_then(Value::as_f64);
        if given.is_some_and(|given| given < least as f64) {
            self.breaks(name, &format!("must be greater than or equal to {least}"));
        }
        if given.is_some_and(|given| given > most as f64) {
            self.breaks(name, &format!("must be less than or equal to {most}"));
        }
        self
    }

    pub(super) fn one_of(mut self, name: &str, allowed: &[&str]) -> Self {
        self.typed(name, "string", Value::is_string);
        let given = self.object.get(name);
        if given.is_some_and(|given| !allowed.iter().any(|allowed| given == allowed)) {
            self.breaks(name, &format!("is not one of enum values: {}", allowed.join(",")));
        }
        self
    }

    pub(super) fn one_of_numbers(mut self, name: &str, allowed: &[u64]) -> Self {
        self.typed(name, "number", Value::is_number);
        let given = self.object.get(name);
        if given.is_some_and(|given| !allowed.iter().any(|allowed| given.as_u64() == Some(*allowed))) {
            let allowed: Vec<String> = allowed.iter().map(u64::to_string).collect();
            self.breaks(name, &format!("is not one of enum values: {}", allowed.join(",")));
        }
        self
    }

    /// A text of a form. The form is told as the validator writes it, a regular expression in a JSON string.
    pub(super) fn pattern(mut self, name: &str, form: &str, matches: impl Fn(&str) -> bool) -> Self {
        self.typed(name, "string", Value::is_string);
        if self.object.get(name).and_then(Value::as_str).is_some_and(|text| !matches(text)) {
            self.breaks(name, &format!("does not match pattern {form}"));
        }
        self
    }

    /// `^\d+[\.@\w-]+`: at least a digit and one more character of a number or a JID.
    pub(super) fn phone_number(self, name: &str) -> Self {
        let follows =
            |letter: char| letter.is_ascii_alphanumeric() || matches!(letter, '_' | '.' | '@' | '-');
        self.pattern(name, r#""^\\d+[\\.@\\w-]+""#, |text| {
            text.starts_with(|first: char| first.is_ascii_digit()) && text.chars().nth(1).is_some_and(follows)
        })
    }

    /// The recipient, whose schema has a description in place of the validator's words.
    pub(super) fn recipient(mut self) -> Self {
        if self.object.get("number").is_some_and(|number| !number.is_string()) {
            self.says("number", "Invalid format");
        }
        self
    }

    /// A text of at least so many characters, in words of the schema's own where it has some.
    pub(super) fn long(mut self, name: &str, least: usize, description: Option<&str>) -> Self {
        if self.object.get(name).is_some_and(|value| !value.is_string()) {
            self.breaks_as(name, "is not of a type(s) string", description);
        }
        let given = self.object.get(name).and_then(Value::as_str);
        if given.is_some_and(|text| text.chars().count() < least) {
            self.breaks_as(name, &format!("does not meet minimum length of {least}"), description);
        }
        self
    }

    /// What every message has beside its content.
    pub(super) fn options(mut self) -> Self {
        if self.object.get("delay").is_some_and(|delay| !is_integer(delay)) {
            self.says("delay", "Enter a value in milliseconds");
        }
        self = self.within("quoted", |quoted| {
            quoted.object("key", |key| {
                key.strings(&["id", "remoteJid"]).booleans(&["fromMe"]).required(&["id"]).filled(&["id"])
            })
        });
        let numeric = Texts::begun_with_digits("\"mentioned\" must be an array of numeric strings");
        self.booleans(&["everyOne"]).texts("mentioned", Count::SOME, numeric)
    }

    /// A list of different texts.
    pub(super) fn texts(mut self, name: &str, count: Count, texts: Texts) -> Self {
        for (at, one) in self.list(name, count).iter().enumerate() {
            let property = format!("{name}[{at}]");
            let Some(text) = one.as_str() else {
                self.breaks_as(&property, "is not of a type(s) string", texts.description);
                continue;
            };
            if text.chars().count() < texts.least_length {
                self.breaks_as(&property, "is too short", texts.description);
            }
            if !(texts.matches)(text) {
                self.breaks_as(&property, "does not match", texts.description);
            }
        }
        self
    }

    /// A list of words.
    pub(super) fn words(mut self, name: &str, allowed: &[&str]) -> Self {
        for (at, one) in self.list(name, Count::ANY).iter().enumerate() {
            let property = format!("{name}[{at}]");
            if !one.is_string() {
                self.breaks(&property, "is not of a type(s) string");
            }
            if !allowed.iter().any(|allowed| one == allowed) {
                self.breaks(&property, &format!("is not one of enum values: {}", allowed.join(",")));
            }
        }
        self
    }

    /// A list of different objects.
    pub(super) fn objects(
        mut self,
        name: &str,
        count: Count,
        rules: impl for<'o> Fn(Rules<'o>) -> Rules<'o>,
    ) -> Self {
        for (at, one) in self.list(name, count).iter().enumerate() {
            self.nested(&format!("{name}[{at}]"), one, &rules);
        }
        self
    }

    /// A member that must be an object of any form.
    pub(super) fn any_object(self, name: &str) -> Self {
        self.object(name, |any| any)
    }

    /// An object inside, which must be one.
    pub(super) fn object(mut self, name: &str, rules: impl for<'o> Fn(Rules<'o>) -> Rules<'o>) -> Self {
        if let Some(value) = self.object.get(name) {
            self.nested(name, value, &rules);
        }
        self
    }

    /// Rules that hold only where no other members than these are.
    pub(super) fn only_with(self, names: &[&str], rules: impl FnOnce(Self) -> Self) -> Self {
        if self.object.keys().all(|name| names.contains(&name.as_str())) { rules(self) } else { self }
    }

    /// An object inside, whose schema does not say that it must be one.
    fn within(self, name: &str, rules: impl for<'o> Fn(Rules<'o>) -> Rules<'o>) -> Self {
        match self.object.get(name) {
            Some(Value::Object(_)) => self.object(name, rules),
            _ => self,
        }
    }

    pub(super) fn required(mut self, names: &[&str]) -> Self {
        for name in names.iter().filter(|name| !self.object.contains_key(**name)) {
            let place = self.at.strip_suffix('.').unwrap_or("instance").to_owned();
            let message = format!("{place} requires property \"{name}\"");
            self.broken.push(Broken { property: place, message });
        }
        self
    }

    /// What must not be empty. The server's schemas ask that only of an object that has no other members.
    pub(super) fn filled(self, names: &[&str]) -> Self {
        self.only_with(names, |mut rules| {
            for name in names {
                if rules.object.get(*name).and_then(Value::as_str) == Some("") {
                    rules.says(name, &format!("The \"{name}\" cannot be empty"));
                }
            }
            rules
        })
    }

    /// All broken rules in one list, if there are any.
    pub(super) fn check(self) -> Result<(), Refusal> {
        self.refuse(|broken| Refusal::bad_request(texts_of(&broken)))
    }

    /// The same, without the envelope.
    pub(super) fn check_flat(self) -> Result<(), Refusal> {
        self.refuse(|broken| Refusal::flat(texts_of(&broken)))
    }

    /// As the groups' routes tell it: each broken rule is an element, with its place.
    pub(super) fn check_group(self) -> Result<(), Refusal> {
        self.refuse(|broken| {
            let told =
                broken.iter().map(|broken| json!({ "property": broken.property, "message": broken.message }));
            Refusal::bad_requests(told.collect())
        })
    }

    fn refuse(self, refusal: impl FnOnce(Vec<Broken>) -> Refusal) -> Result<(), Refusal> {
        if self.broken.is_empty() { Ok(()) } else { Err(refusal(self.broken)) }
    }

    fn typed(&mut self, name: &str, word: &str, is: impl Fn(&Value) -> bool) {
        if self.object.get(name).is_some_and(|value| !is(value)) {
            self.breaks(name, &format!("is not of a type(s) {word}"));
        }
    }

    /// The elements of a list, as far as it is one.
    fn list(&mut self, name: &str, count: Count) -> &'b [Value] {
        let Some(given) = self.object.get(name) else { return &[] };
        let Some(elements) = given.as_array() else {
            self.breaks(name, "is not of a type(s) array");
            return &[];
        };
        if elements.len() < count.least {
            self.breaks(name, &format!("does not meet minimum length of {}", count.least));
        }
        if elements.len() > count.most {
            self.breaks(name, &format!("does not meet maximum length of {}", count.most));
        }
        if count.unique && elements.iter().enumerate().any(|(at, one)| elements[..at].contains(one)) {
            self.breaks(name, "contains duplicate item");
        }
        elements
    }

    fn nested(&mut self, name: &str, value: &Value, rules: &impl for<'o> Fn(Rules<'o>) -> Rules<'o>) {
        let Some(object) = value.as_object() else {
            self.breaks(name, "is not of a type(s) object");
            return;
        };
        let inside = Rules { object, at: format!("{}{name}.", self.at), broken: Vec::new() };
        self.broken.extend(rules(inside).broken);
    }

    /// In the validator's words, which begin with the place.
    fn breaks(&mut self, name: &str, rule: &str) {
        let message = format!("{}{name} {rule}", self.at);
        self.says(name, &message);
    }

    fn breaks_as(&mut self, name: &str, rule: &str, description: Option<&str>) {
        match description {
            Some(description) => self.says(name, description),
            None => self.breaks(name, rule),
        }
    }

    /// In words of the schema's own.
    fn says(&mut self, name: &str, message: &str) {
        let property = format!("{}{name}", self.at);
        self.broken.push(Broken { property, message: message.to_owned() });
    }
}

fn texts_of(broken: &[Broken]) -> Value {
    broken.iter().map(|broken| broken.message.as_str()).collect()
}

fn is_integer(value: &Value) -> bool {
    value.as_f64().is_some_and(|number| number.fract() == 0.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn broken(body: &Value, rules: impl Fn(Rules<'_>) -> Rules<'_>) -> Vec<String> {
        let rules = rules(Rules::of(body.as_object().unwrap()));
        rules.broken.into_iter().map(|broken| broken.message).collect()
    }

    #[test]
    fn places_inside_are_named_and_the_body_is_not() {
        let body = json!({ "key": {}, "list": [{ "id": 1 }, 2, 2] });
        let told = broken(&body, |rules| {
            let rules = rules.object("key", |key| key.required(&["id"]));
            rules.objects("list", Count::SOME, |one| one.strings(&["id"])).required(&["text"])
        });
        let expected = [
            "key requires property \"id\"",
            "list contains duplicate item",
            "list[0].id is not of a type(s) string",
            "list[1] is not of a type(s) object",
            "list[2] is not of a type(s) object",
            "instance requires property \"text\"",
        ];
        assert_eq!(told, expected);
    }

    #[test]
    fn emptiness_counts_only_where_nothing_else_stands() {
        let empty = |body: Value| broken(&body, |rules| rules.filled(&["id"]));
        assert_eq!(empty(json!({ "id": "" })), ["The \"id\" cannot be empty"]);
        assert!(empty(json!({ "id": "", "more": 1 })).is_empty());
    }

    #[test]
    fn descriptions_replace_the_validators_words() {
        let body = json!({ "wuid": "123", "mentioned": ["x", 1] });
        let told = broken(&body, |rules| rules.long("wuid", 10, Some("a long one")).options());
        let numeric = "\"mentioned\" must be an array of numeric strings";
        assert_eq!(told, ["a long one", numeric, numeric]);
    }
}
