//! The places in a template's text: `{{name}}`.

use std::collections::HashMap;

/// The names of all places, each once.
pub(super) fn variables(content: &str) -> Vec<String> {
    let mut names = Vec::new();
    render_with(content, |name| {
        if !names.iter().any(|known| known == name) {
            names.push(name.to_owned());
        }
        None
    });
    names
}

/// The text with its values in their places. A place without a value stays as it is.
pub(super) fn render(content: &str, values: &HashMap<String, String>) -> String {
    render_with(content, |name| values.get(name).cloned())
}

fn render_with(content: &str, mut value: impl FnMut(&str) -> Option<String>) -> String {
    let mut text = String::with_capacity(content.len());
    let mut rest = content;
    while let Some((before, place)) = rest.split_once("{{") {
        text.push_str(before);
        let Some((name, after)) = place.split_once("}}") else {
            text.push_str("{{");
            rest = place;
            continue;
        };
        match value(name.trim()) {
            Some(value) => text.push_str(&value),
            None => text.extend(["{{", name, "}}"]),
        }
        rest = after;
    }
    text.push_str(rest);
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_found_and_filled() {
        let content = "Hi {{name}}, {{ code }} and {{code}}, {{";
        assert_eq!(variables(content), ["name", "code"]);
        let values = HashMap::from([("code".to_owned(), "W-1".to_owned())]);
        assert_eq!(render(content, &values), "Hi {{name}}, W-1 and W-1, {{");
    }
}
