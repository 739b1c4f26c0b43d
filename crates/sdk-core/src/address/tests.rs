use std::collections::HashSet;

use proptest::prelude::*;

use super::*;

fn read(text: &str) -> Result<Address, AddressErrorKind> {
    text.parse().map_err(|error: AddressError| error.kind())
}

fn phone(digits: &str) -> Address {
    Address::Phone(digits.parse().unwrap())
}

#[test]
fn every_spelling_of_a_number_is_one_address() {
    for text in [
        "5511999999999",
        "+5511999999999",
        "+55 11 99999-9999",
        "(55) 11 99999.9999",
        "(+55) 11 99999 9999",
        "  +55\u{a0}11\u{202f}99999\u{2011}9999\n",
        "\u{202a}+55 11 99999\u{2013}9999\u{202c}",
        "5511999999999@s.whatsapp.net",
        "+5511999999999@s.whatsapp.net",
        "5511999999999@S.WhatsApp.Net",
        "5511999999999@c.us",
        "5511999999999:12@s.whatsapp.net",
        "5511999999999_1:12@s.whatsapp.net",
        "5511999999999_1@s.whatsapp.net",
        "5511999999999.0:12@s.whatsapp.net",
    ] {
        assert_eq!(read(text), Ok(phone("5511999999999")), "{text:?}");
    }
}

#[test]
fn every_kind_of_jid_is_read_and_written() {
    use AddressKind::{Broadcast, Group, Lid, Newsletter, Phone, Status};
    for (text, kind, canonical) in [
        ("5511999999999:3@c.us", Phone, "5511999999999@s.whatsapp.net"),
        ("199789077627112@lid", Lid, "199789077627112@lid"),
        ("199789077627112:5@lid", Lid, "199789077627112@lid"),
        ("199789077627112_1:5@lid", Lid, "199789077627112@lid"),
        ("120363406289005073@g.us", Group, "120363406289005073@g.us"),
        ("5511999999999-1400000000@g.us", Group, "5511999999999-1400000000@g.us"),
        ("120363422585881117@newsletter", Newsletter, "120363422585881117@newsletter"),
        ("status@broadcast", Status, "status@broadcast"),
        ("123@broadcast", Broadcast, "123@broadcast"),
    ] {
        let address = read(text).unwrap();
        assert_eq!(address.kind(), kind, "{text}");
        assert_eq!(address.jid(), canonical);
        assert_eq!(address.to_string(), canonical);
        assert_eq!(address.is_group(), kind == Group);
        assert_eq!(address.as_phone().is_some(), kind == Phone);
    }
}

#[test]
fn what_is_wrong_is_named() {
    use AddressErrorKind as Kind;
    for (text, kind) in [
        ("", Kind::Empty),
        (" \t\u{200e}\n", Kind::Empty),
        ("+", Kind::TooShort),
        ("123456", Kind::TooShort),
        ("005511999999999", Kind::InternationalPrefix),
        ("011 99999-9999", Kind::LeadingZero),
        ("+44 (0)20 7946 0958", Kind::TrunkZero),
        ("120363406289005073", Kind::TooLong),
        ("5511999999999-1400000000", Kind::TooLong),
        ("tel:+5511999999999", Kind::InvalidCharacter('t')),
        ("55+11999999999", Kind::InvalidCharacter('+')),
        ("++5511999999999", Kind::InvalidCharacter('+')),
        ("5511999999999\n5511888888888", Kind::InvalidCharacter('\n')),
        ("5511999999999,5511888888888", Kind::InvalidCharacter(',')),
        ("5511999999999:12", Kind::InvalidCharacter(':')),
        ("+55 11 9999٩-9999", Kind::InvalidCharacter('٩')),
        ("５５11999999999", Kind::InvalidCharacter('５')),
        ("5511999999999@foo.bar", Kind::UnknownServer),
        ("5511999999999@", Kind::UnknownServer),
        ("someone@example.com", Kind::UnknownServer),
        ("abc@s.whatsapp.net", Kind::Malformed(AddressKind::Phone)),
        ("@s.whatsapp.net", Kind::Malformed(AddressKind::Phone)),
        ("55 11 99999-9999@s.whatsapp.net", Kind::Malformed(AddressKind::Phone)),
        // A dot without a device could be punctuation: cutting there would make another number.
        ("551199999.999@s.whatsapp.net", Kind::Malformed(AddressKind::Phone)),
        ("5511999999999:@s.whatsapp.net", Kind::Malformed(AddressKind::Phone)),
        ("5511999999999:123456@s.whatsapp.net", Kind::Malformed(AddressKind::Phone)),
        ("0@s.whatsapp.net", Kind::LeadingZero),
        ("120363406289005073@s.whatsapp.net", Kind::TooLong),
        ("@lid", Kind::Malformed(AddressKind::Lid)),
        ("+199789077627112@lid", Kind::Malformed(AddressKind::Lid)),
        ("abc@g.us", Kind::Malformed(AddressKind::Group)),
        ("1-2-3@g.us", Kind::Malformed(AddressKind::Group)),
        ("1203:5@g.us", Kind::Malformed(AddressKind::Group)),
        ("٩٩@newsletter", Kind::Malformed(AddressKind::Newsletter)),
        ("12345678901234567890123456789012@newsletter", Kind::Malformed(AddressKind::Newsletter)),
        ("everyone@broadcast", Kind::Malformed(AddressKind::Broadcast)),
        ("1@2@g.us", Kind::Malformed(AddressKind::Group)),
    ] {
        assert_eq!(read(text), Err(kind), "{text:?}");
    }
}

#[test]
fn an_error_helps_and_stays_small() {
    let message = |text: &str| text.parse::<Address>().unwrap_err().to_string();
    assert!(message("120363406289005073").contains("@g.us"));
    assert!(message("1203634062890050").contains("LID"));
    assert!(message("1@foo.bar").contains("s.whatsapp.net"));
    let error = "x\u{202e}\u{1b}[31m".repeat(10_000).parse::<Address>().unwrap_err();
    assert_eq!(error.input().chars().count(), 64);
    assert!(error.to_string().len() < 500);
    assert!(!error.to_string().contains(['\u{1b}', '\u{202e}']));
}

#[test]
fn a_type_takes_its_own_kind_only() {
    assert_eq!("120363406289005073".parse::<GroupId>().unwrap().id(), "120363406289005073");
    assert_eq!("199789077627112:5".parse::<Lid>().unwrap().digits(), "199789077627112");
    let wrong = |expected, found| AddressErrorKind::WrongKind { expected, found };
    assert_eq!(
        "199789077627112@lid".parse::<PhoneNumber>().unwrap_err().kind(),
        wrong(AddressKind::Phone, AddressKind::Lid)
    );
    assert_eq!(
        "5511999999999@c.us".parse::<Lid>().unwrap_err().kind(),
        wrong(AddressKind::Lid, AddressKind::Phone)
    );
    assert_eq!(
        "status@broadcast".parse::<BroadcastId>().unwrap_err().kind(),
        wrong(AddressKind::Broadcast, AddressKind::Status)
    );
}

#[test]
fn in_json_it_is_its_text() {
    let address = phone("5511999999999");
    let json = serde_json::to_string(&address).unwrap();
    assert_eq!(json, r#""5511999999999@s.whatsapp.net""#);
    assert_eq!(serde_json::from_str::<Address>(&json).unwrap(), address);
    // An escaped text is not borrowed from the input.
    assert_eq!(serde_json::from_str::<Address>(r#""\u002b55 11 99999-9999""#).unwrap(), address);
    assert_eq!(serde_json::to_string(address.as_phone().unwrap()).unwrap(), r#""+5511999999999""#);
    let error = serde_json::from_str::<Address>(r#""@lid""#).unwrap_err();
    assert!(error.to_string().contains("must be digits"), "{error}");
    assert!(serde_json::from_str::<Address>("5511999999999").is_err());
}

fn number() -> impl Strategy<Value = String> {
    "[1-9][0-9]{6,14}"
}

fn any_address() -> impl Strategy<Value = Address> {
    prop_oneof![
        number().prop_map(|text| Address::Phone(text.parse().unwrap())),
        "[0-9]{1,31}".prop_map(|text| Address::Lid(text.parse().unwrap())),
        "[0-9]{1,31}".prop_map(|text| Address::Group(text.parse().unwrap())),
        "[0-9]{1,15}-[0-9]{1,15}".prop_map(|text| Address::Group(text.parse().unwrap())),
        "[0-9]{1,31}".prop_map(|text| Address::Newsletter(text.parse().unwrap())),
        Just(Address::StatusBroadcast),
        "[0-9]{1,31}".prop_map(|text| Address::Broadcast(text.parse().unwrap())),
    ]
}

proptest! {
    #[test]
    fn what_is_written_reads_the_same(address in any_address()) {
        prop_assert_eq!(address.to_string().parse::<Address>().unwrap(), address.clone());
        prop_assert_eq!(Address::try_from(address.jid().into_owned()).unwrap(), address.clone());
        let json = serde_json::to_string(&address).unwrap();
        prop_assert_eq!(serde_json::from_str::<Address>(&json).unwrap(), address);
    }

    #[test]
    fn no_text_is_too_strange(text in any::<String>()) {
        let _ = text.parse::<Address>();
    }

    #[test]
    fn no_text_that_looks_like_one_is_too_strange(
        user in "[-+0-9().:_ @a-z\u{660}\u{200e}\u{a0}]{0,40}",
        server in prop_oneof![Just(""), Just("@s.whatsapp.net"), Just("@c.us"), Just("@lid"), Just("@g.us"),
            Just("@newsletter"), Just("@broadcast")],
    ) {
        // Whatever is taken has one canonical form, which is stable.
        if let Ok(address) = format!("{user}{server}").parse::<Address>() {
            prop_assert_eq!(address.jid().parse::<Address>().unwrap(), address);
        }
    }

    #[test]
    fn punctuation_changes_nothing(
        digits in number(),
        between in proptest::collection::vec("[-. \u{a0}\u{202f}\u{2011}\u{200e}]{0,3}", 15),
        plus in "\\+?",
        server in prop_oneof![Just(""), Just("@s.whatsapp.net"), Just("@c.us")],
    ) {
        let plain: Address = format!("{digits}{server}").parse().unwrap();
        prop_assert_eq!(plain.as_phone().unwrap().digits(), digits.as_str());
        let spread: String = digits.chars().zip(&between).flat_map(|(c, gap)| [gap.clone(), c.to_string()]).collect();
        prop_assert_eq!(format!("{plus}{spread}").parse::<Address>().unwrap(), plain);
    }

    #[test]
    fn a_device_is_no_part_of_a_person(digits in number(), agent in 0u8..=255, device in any::<u16>()) {
        for server in ["s.whatsapp.net", "c.us", "lid"] {
            let person: Address = format!("{digits}@{server}").parse().unwrap();
            for suffix in [format!(":{device}"), format!("_{agent}:{device}"), format!(".{agent}:{device}")] {
                prop_assert_eq!(format!("{digits}{suffix}@{server}").parse::<Address>().unwrap(), person.clone());
            }
        }
    }

    #[test]
    fn the_digits_of_a_lid_are_never_a_phone(digits in number()) {
        let lid: Address = format!("{digits}@lid").parse().unwrap();
        let phone = phone(&digits);
        prop_assert_ne!(&lid, &phone);
        prop_assert!(lid.as_phone().is_none());
        prop_assert!(lid.to_string().parse::<PhoneNumber>().is_err());
        prop_assert_eq!(HashSet::from([lid, phone]).len(), 2);
    }

    #[test]
    fn a_long_row_of_digits_is_never_a_phone(digits in "[1-9][0-9]{15,40}") {
        prop_assert_eq!(read(&digits), Err(AddressErrorKind::TooLong));
    }

    #[test]
    fn numbers_are_ordered_like_their_digits(a in number(), b in number()) {
        let order = a.cmp(&b);
        prop_assert_eq!(phone(&a).cmp(&phone(&b)), order);
    }
}
