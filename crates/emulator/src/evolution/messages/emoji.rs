//! What is an emoji.

/// Whether a text is one emoji and nothing more, however many characters it is made of.
pub(super) fn is_one_emoji(text: &str) -> bool {
    let letters: Vec<char> = text.chars().collect();
    let mut rest = letters.as_slice();
    loop {
        let Some(after) = element(rest) else { return false };
        match after {
            [] => return true,
            // Joined with another one.
            ['\u{200d}', more @ ..] => rest = more,
            _ => return false,
        }
    }
}

/// What follows one element, if there is one.
fn element(letters: &[char]) -> Option<&[char]> {
    let flag = |letter: char| ('\u{1f1e6}'..='\u{1f1ff}').contains(&letter);
    match letters {
        [one, other, rest @ ..] if flag(*one) && flag(*other) => Some(rest),
        // A key: a digit, `#` or `*` in a box.
        ['0'..='9' | '#' | '*', '\u{fe0f}', '\u{20e3}', rest @ ..] => Some(rest),
        [one, rest @ ..] if is_picture(*one) => {
            let rest = skip(rest, |letter| letter == '\u{fe0f}');
            let rest = skip(rest, |letter| ('\u{1f3fb}'..='\u{1f3ff}').contains(&letter));
            // The tags of a region's flag.
            let tags = rest.iter().take_while(|letter| ('\u{e0020}'..='\u{e007f}').contains(*letter)).count();
            Some(&rest[tags..])
        }
        _ => None,
    }
}

fn skip(letters: &[char], what: impl Fn(char) -> bool) -> &[char] {
    match letters {
        [first, rest @ ..] if what(*first) => rest,
        _ => letters,
    }
}

fn is_picture(letter: char) -> bool {
    matches!(letter, '\u{a9}' | '\u{ae}' | '\u{203c}'..='\u{3299}' | '\u{1f000}'..='\u{1faff}')
}

#[cfg(test)]
mod tests {
    use super::is_one_emoji;

    #[test]
    fn one_emoji_may_have_many_characters() {
        for emoji in ["👍", "❤️", "👍🏽", "👨‍👩‍👧", "🇧🇷", "1️⃣", "🏴󠁧󠁢󠁥󠁮󠁧󠁿", "©"]
        {
            assert!(is_one_emoji(emoji), "{emoji}");
        }
        for text in ["", "a", "👍👍", "ok", "1", "👍a", "❤️\u{200d}"] {
            assert!(!is_one_emoji(text), "{text}");
        }
    }
}
