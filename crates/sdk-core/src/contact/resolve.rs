//! Which spelling of a number WhatsApp knows.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

use crate::address::{Address, PhoneNumber};

/// How a number may be written in two ways, of which WhatsApp knows one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum NumberRule {
    /// Brazil's mobile numbers got a ninth digit, a 9 after the area code; accounts that are older may lack it. Landlines have none.
    BrazilNinthDigit,
    /// Mexico's mobile numbers once had a 1 after the country code.
    MexicoOne,
    /// Argentina's mobile numbers have a 9 after the country code in international form.
    ArgentinaNine,
}

/// The address of a number on WhatsApp, and where it comes from.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Resolved {
    /// Where to send to.
    pub address: Address,
    /// The number that was asked for.
    pub asked: PhoneNumber,
    /// By which rule the spelling that WhatsApp knows differs from it; `None` when it is the number as it was asked for.
    pub rule: Option<NumberRule>,
}

/// A spelling to ask for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Candidate {
    pub(crate) phone: PhoneNumber,
    pub(crate) rule: Option<NumberRule>,
}

/// The number itself, and its other spelling where its country has two.
pub(crate) fn candidates(phone: &PhoneNumber) -> Vec<Candidate> {
    let mut all = vec![Candidate { phone: phone.clone(), rule: None }];
    let other = other_spelling(phone.digits());
    if let Some((phone, rule)) = other.and_then(|(text, rule)| Some((text.parse().ok()?, rule))) {
        all.push(Candidate { phone, rule: Some(rule) });
    }
    all
}

fn other_spelling(digits: &str) -> Option<(String, NumberRule)> {
    let (country, rest) = digits.split_at_checked(2)?;
    let first = |text: &str| text.as_bytes().first().copied();
    let (text, rule) = match (country, rest.len()) {
        ("55", 10 | 11) => {
            let (area, number) = rest.split_at(2);
            let without = if number.len() == 9 { number.strip_prefix('9')? } else { number };
            // Landlines begin with 2 to 5 and never had nine digits.
            if !matches!(first(without), Some(b'6'..=b'9')) {
                return None;
            }
            let nine = if number.len() == 9 { "" } else { "9" };
            (format!("55{area}{nine}{without}"), NumberRule::BrazilNinthDigit)
        }
        ("52", 10) => (format!("521{rest}"), NumberRule::MexicoOne),
        ("52", 11) => (format!("52{}", rest.strip_prefix('1')?), NumberRule::MexicoOne),
        ("54", 10) => (format!("549{rest}"), NumberRule::ArgentinaNine),
        ("54", 11) => (format!("54{}", rest.strip_prefix('9')?), NumberRule::ArgentinaNine),
        _ => return None,
    };
    Some((text, rule))
}

/// What an instance's client has found out. It holds so many at the most, and forgets all when they are more.
#[derive(Debug, Default)]
pub(crate) struct Resolutions(Mutex<HashMap<PhoneNumber, Resolved>>);

/// A program that talks to more people asks again for some.
const MOST_KEPT: usize = 10_000;

impl Resolutions {
    pub(crate) fn get(&self, phone: &PhoneNumber) -> Option<Resolved> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).get(phone).cloned()
    }

    pub(crate) fn keep(&self, resolved: &Resolved) {
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if kept.len() >= MOST_KEPT {
            kept.clear();
        }
        kept.insert(resolved.asked.clone(), resolved.clone());
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn others(text: &str) -> Vec<(String, NumberRule)> {
        let asked: PhoneNumber = text.parse().unwrap();
        let mut all = candidates(&asked).into_iter();
        let first = all.next().unwrap();
        assert_eq!((first.phone, first.rule), (asked, None), "the number itself comes first");
        all.map(|candidate| (candidate.phone.digits().to_owned(), candidate.rule.unwrap())).collect()
    }

    #[test]
    fn numbers_that_have_two_spellings_have_both() {
        use NumberRule::{ArgentinaNine, BrazilNinthDigit, MexicoOne};
        for (one, other, rule) in [
            ("5511999998888", "551199998888", BrazilNinthDigit),
            ("5547888887777", "", BrazilNinthDigit),
            ("5215512345678", "525512345678", MexicoOne),
            ("5491123456789", "541123456789", ArgentinaNine),
        ] {
            if other.is_empty() {
                assert!(
                    others(one).is_empty(),
                    "{one}: nine digits that do not begin with 9 are no mobile number"
                );
                continue;
            }
            assert_eq!(others(one), [(other.to_owned(), rule)]);
            assert_eq!(others(other), [(one.to_owned(), rule)]);
        }
    }

    #[test]
    fn landlines_and_other_countries_have_one_spelling() {
        for text in
            ["551133334444", "5511233334444", "5511933334444", "4917612345678", "15551234567", "5512345678"]
        {
            assert!(others(text).is_empty(), "{text}");
        }
    }

    proptest! {
        #[test]
        fn the_other_spelling_of_the_other_spelling_is_the_number(digits in "(55|52|54)[1-9][0-9]{7,11}") {
            let asked: PhoneNumber = digits.parse().unwrap();
            if let [_, other] = candidates(&asked).as_slice() {
                let back = candidates(&other.phone);
                prop_assert!(back.iter().any(|candidate| candidate.phone == asked));
            }
        }
    }
}
