use wagate::adapter::Provider;
use wagate::{AccountClient, Address, Error, NewContact, NumberRule, Operation};

use crate::bench::{Bench, on_every_gateway, shown, shown_error};
use crate::scene::{Scene, number};

on_every_gateway! {
    numbers_are_checked_in_their_order,
    a_number_is_resolved_once_and_never_guessed,
    a_landline_has_no_ninth_digit,
    the_address_book_is_read,
    a_profile_and_its_picture_are_read,
    somebody_is_blocked_and_unblocked,
}

async fn numbers_are_checked_in_their_order<P: Provider>(bench: &Bench, account: AccountClient<P>) {
    let scene = Scene::of(bench, bench.online(&account, "sales").await).await;
    if !scene.line.capabilities().supports(Operation::CheckNumbers) {
        return;
    }
    bench.emulator.set_not_on_whatsapp("5511900000000");
    let asked = [number("5511966665555"), number("5511900000000"), number("5511988887777")];
    let checks = shown(scene.line.check_numbers(&asked).await.unwrap());
    let told: Vec<_> = checks.iter().map(|check| (check.asked.clone(), check.on_whatsapp)).collect();
    let [first, second, third] = asked.clone();
    assert_eq!(told, [(first, Some(true)), (second, Some(false)), (third, Some(true))]);
    for bad in [&[][..], &[asked[0].clone(), asked[0].clone()]] {
        let error = bench.silently(scene.line.check_numbers(bad)).await.unwrap_err();
        assert!(matches!(error, Error::InvalidRequest(_)), "{error}");
    }
}

async fn a_number_is_resolved_once_and_never_guessed<P: Provider>(bench: &Bench, account: AccountClient<P>) {
    let line = bench.online(&account, "sales").await;
    if !line.capabilities().supports(Operation::CheckNumbers) {
        return;
    }
    // An account that is older than the ninth digit: WhatsApp knows the number without it.
    bench.emulator.register_contact("551188887777");
    bench.emulator.set_not_on_whatsapp("5511988887777");
    let asked = number("+55 11 98888-7777");
    let resolved = shown(line.resolve(&asked).await.unwrap());
    assert_eq!(resolved.address, "551188887777".parse::<Address>().unwrap());
    assert_eq!(resolved.rule, Some(NumberRule::BrazilNinthDigit));
    assert_eq!(resolved.asked, asked);
    let again = bench.silently(line.resolve(&asked)).await.unwrap();
    assert_eq!(again, resolved, "asked of the gateway once");
    let as_given = line.resolve(&number("551188887777")).await.unwrap();
    assert_eq!(as_given.rule, None);

    for digits in ["5511977770000", "551177770000"] {
        bench.emulator.set_not_on_whatsapp(digits);
    }
    let error = line.resolve(&number("5511977770000")).await.unwrap_err();
    shown_error(&error);
    assert!(matches!(error, Error::RecipientInvalid(_)), "{error}");
}

async fn a_landline_has_no_ninth_digit<P: Provider>(bench: &Bench, account: AccountClient<P>) {
    let line = bench.online(&account, "sales").await;
    if !line.capabilities().supports(Operation::CheckNumbers) {
        return;
    }
    bench.emulator.set_not_on_whatsapp("551133334444");
    bench.emulator.register_contact("5511933334444");
    let error = line.resolve(&number("551133334444")).await.unwrap_err();
    assert!(matches!(error, Error::RecipientInvalid(_)), "that is somebody else's number: {error}");
}

async fn the_address_book_is_read<P: Provider>(bench: &Bench, account: AccountClient<P>) {
    let scene = Scene::of(bench, bench.online(&account, "sales").await).await;
    let line = &scene.line;
    if line.capabilities().supports(Operation::Contacts) {
        let contacts = shown(line.contacts().all().await.unwrap());
        let found =
            contacts.iter().filter(|contact| contact.address.as_ref() == Some(&scene.contact)).count();
        assert_eq!(found, 1, "each contact once: {contacts:?}");
        for contact in &contacts {
            let lid = contact.lid.as_ref().map(ToString::to_string).unwrap_or_default();
            let phone = contact.phone.as_ref().map_or("none", |phone| phone.digits());
            assert!(!lid.starts_with(phone), "a phone number made of a LID: {contact:?}");
        }
    }
    if line.capabilities().supports(Operation::AddContact) {
        let caio = number("+55 11 97777-0000");
        shown(line.add_contact(NewContact::new(caio.clone(), "Caio")).await.unwrap());
        let contacts = line.contacts().all().await.unwrap();
        assert!(contacts.iter().any(|contact| contact.phone.as_ref() == Some(&caio)), "{contacts:?}");
        let error = bench.silently(line.add_contact(NewContact::new(caio, " "))).await.unwrap_err();
        assert!(matches!(error, Error::InvalidRequest(_)), "{error}");
    }
}

async fn a_profile_and_its_picture_are_read<P: Provider>(bench: &Bench, account: AccountClient<P>) {
    let scene = Scene::of(bench, bench.online(&account, "sales").await).await;
    bench.emulator.set_contact_picture("5511988887777", "https://example.com/ana.jpg");
    if scene.line.capabilities().supports(Operation::Profile) {
        let profile = shown(scene.line.profile(&scene.contact).await.unwrap());
        assert!(!profile.raw.is_empty());
        if let Some(address) = profile.address {
            assert_eq!(address, scene.contact);
        }
    }
    if scene.line.capabilities().supports(Operation::ProfilePicture) {
        let picture = shown(scene.line.profile_picture(&scene.contact).await.unwrap());
        let url = picture.url.expect("there is one");
        // VZaps sends the picture itself.
        assert!(url == "https://example.com/ana.jpg" || url.starts_with("data:image/"), "{url}");
    }
}

async fn somebody_is_blocked_and_unblocked<P: Provider>(bench: &Bench, account: AccountClient<P>) {
    let scene = Scene::of(bench, bench.online(&account, "sales").await).await;
    let line = &scene.line;
    if line.capabilities().supports(Operation::Block) {
        let is_blocked = || bench.emulator.is_blocked(bench.gateway, line.id(), "5511988887777");
        line.block(&scene.contact).await.unwrap();
        assert!(is_blocked());
        line.unblock(&scene.contact).await.unwrap();
        assert!(!is_blocked());
    }
}
