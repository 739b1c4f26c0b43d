use wagate::adapter::Provider;
use wagate::{
    AccountClient, Address, Detail, Error, Media, MediaSource, NewGroup, Operation, ParticipantAction,
    ParticipantRole,
};

use wagate_emulator::Gateway;

use crate::bench::{Bench, on_every_gateway, shown, shown_error};
use crate::samples::picture;
use crate::scene::Scene;

on_every_gateway! {
    groups_are_listed_and_read_with_their_members,
    a_group_is_made,
    a_group_is_changed,
    members_are_added_promoted_demoted_and_removed,
    what_is_no_person_is_no_member,
    an_invite_link_is_read_reset_followed_and_used,
    a_group_is_left,
}

async fn groups_are_listed_and_read_with_their_members<P: Provider>(
    bench: &Bench,
    account: AccountClient<P>,
) {
    let scene = Scene::of(bench, bench.online(&account, "sales").await).await;
    let groups = shown(scene.line.groups().all().await.unwrap());
    let team: Vec<_> = groups.iter().filter(|group| group.id.as_ref() == Some(&scene.group)).collect();
    assert_eq!(team.len(), 1, "each group once: {groups:?}");
    assert_eq!(team[0].subject.as_deref(), Some("Team"));

    let group = shown(scene.line.group(&scene.group).await.unwrap());
    assert_eq!((group.id.as_ref(), group.subject.as_deref()), (Some(&scene.group), Some("Team")));
    let Some(members) = group.participants else {
        assert_eq!(bench.gateway, Gateway::Vzaps, "only its documents do not tell how members are listed");
        assert!(group.raw.expose().contains("5511988887777"), "they are in the whole answer");
        return;
    };
    let ana = members
        .iter()
        .find(|member| Some(&scene.contact) == member.phone.clone().map(Address::from).as_ref());
    assert_eq!(ana.expect("the contact is in it").role, ParticipantRole::Member);
    assert!(members.iter().any(|member| member.role != ParticipantRole::Member), "its owner is an admin");
    for member in &members {
        assert!(
            member.phone.as_ref().is_none_or(|phone| member
                .lid
                .as_ref()
                .is_none_or(|lid| !lid.to_string().starts_with(phone.digits()))),
            "a phone number made of a LID: {member:?}"
        );
    }
    let nowhere = "120363000000000000@g.us".parse().unwrap();
    let error = scene.line.group(&nowhere).await.unwrap_err();
    shown_error(&error);
}

async fn a_group_is_made<P: Provider>(bench: &Bench, account: AccountClient<P>) {
    let scene = Scene::of(bench, bench.online(&account, "sales").await).await;
    let line = &scene.line;
    let mut spec = NewGroup::named("Friends").with(&scene.contact).with(&scene.other);
    if line.capabilities().takes(Detail::GroupDescription) {
        spec = spec.description("All of us");
    }
    let made = shown(line.create_group(spec.clone()).await.unwrap());
    let id = made.id.expect("a new group has an id");
    let there = bench.emulator.group(&id.to_string()).expect("it is on WhatsApp");
    assert_eq!(there.subject, "Friends");
    assert_eq!(there.description, spec.description);
    for member in ["5511988887777", "5511966665555"] {
        assert!(there.members.iter().any(|one| one == member), "{there:?}");
    }
    for bad in [NewGroup::named(" ").with(&scene.contact), NewGroup::named("Nobody")] {
        let error = bench.silently(line.create_group(bad)).await.unwrap_err();
        assert!(matches!(error, Error::InvalidRequest(_)), "{error}");
    }
}

async fn a_group_is_changed<P: Provider>(bench: &Bench, account: AccountClient<P>) {
    let scene = Scene::of(bench, bench.online(&account, "sales").await).await;
    let (line, group) = (&scene.line, &scene.group);
    let there = || bench.emulator.group(&group.to_string()).unwrap();
    let has = |operation| line.capabilities().supports(operation);
    if has(Operation::SetGroupSubject) {
        line.set_group_subject(group, "Crew").await.unwrap();
        assert_eq!(there().subject, "Crew");
        let error = bench.silently(line.set_group_subject(group, " ")).await.unwrap_err();
        assert!(matches!(error, Error::InvalidRequest(_)), "{error}");
    }
    if has(Operation::SetGroupDescription) {
        line.set_group_description(group, "All of us").await.unwrap();
        assert_eq!(there().description.as_deref(), Some("All of us"));
    }
    if has(Operation::SetGroupAnnounce) {
        for only_admins in [true, false] {
            line.set_group_announce(group, only_admins).await.unwrap();
            assert_eq!(there().announce, only_admins);
        }
    }
    if has(Operation::SetGroupLocked) {
        for only_admins in [true, false] {
            line.set_group_locked(group, only_admins).await.unwrap();
            assert_eq!(there().locked, only_admins);
        }
    }
    if has(Operation::SetGroupPicture) {
        let by_url = line.capabilities().takes(Detail::GroupPicture(MediaSource::Url));
        let crew = if by_url { Media::url("https://example.com/crew.jpg") } else { picture() };
        line.set_group_picture(group, crew).await.unwrap();
        assert!(there().picture.is_some());
    }
    if has(Operation::RemoveGroupPicture) {
        line.remove_group_picture(group).await.unwrap();
        assert_eq!(there().picture, None);
    }
}

async fn members_are_added_promoted_demoted_and_removed<P: Provider>(
    bench: &Bench,
    account: AccountClient<P>,
) {
    let scene = Scene::of(bench, bench.online(&account, "sales").await).await;
    let there = || bench.emulator.group(&scene.group.to_string()).unwrap();
    let (ana, bia) = ("5511988887777".to_owned(), "5511966665555".to_owned());
    for (action, who) in [
        (ParticipantAction::Add, &scene.other),
        (ParticipantAction::Promote, &scene.contact),
        (ParticipantAction::Demote, &scene.contact),
        (ParticipantAction::Remove, &scene.contact),
    ] {
        if !scene.line.capabilities().takes(Detail::Participants(action)) {
            continue;
        }
        let who = std::slice::from_ref(who);
        let results = match action {
            ParticipantAction::Add => scene.line.add_participants(&scene.group, who).await,
            ParticipantAction::Promote => scene.line.promote_participants(&scene.group, who).await,
            ParticipantAction::Demote => scene.line.demote_participants(&scene.group, who).await,
            _ => scene.line.remove_participants(&scene.group, who).await,
        };
        let results = shown(results.unwrap());
        assert_eq!(results.len(), 1, "a result for each");
        assert_eq!(results[0].participant.as_ref(), Some(&who[0]));
        assert_ne!(results[0].changed, Some(false));
        let is = match action {
            ParticipantAction::Add => there().members.contains(&bia),
            ParticipantAction::Promote => there().admins.contains(&ana),
            ParticipantAction::Demote => !there().admins.contains(&ana),
            _ => !there().members.contains(&ana),
        };
        assert!(is, "{action:?}: {:?}", there());
    }
}

async fn what_is_no_person_is_no_member<P: Provider>(bench: &Bench, account: AccountClient<P>) {
    let scene = Scene::of(bench, bench.online(&account, "sales").await).await;
    let (line, group) = (&scene.line, &scene.group);
    let twice = [scene.contact.clone(), scene.contact.clone()];
    for bad in [&[][..], &[group.clone().into()], &twice] {
        let error = bench.silently(line.promote_participants(group, bad)).await.unwrap_err();
        shown_error(&error);
        let has = line.capabilities().supports(Operation::ChangeParticipants);
        let good = if has {
            matches!(error, Error::InvalidRequest(_))
        } else {
            matches!(error, Error::Unsupported(_))
        };
        assert!(good, "{error}");
    }
}

async fn an_invite_link_is_read_reset_followed_and_used<P: Provider>(
    bench: &Bench,
    account: AccountClient<P>,
) {
    let scene = Scene::of(bench, bench.online(&account, "sales").await).await;
    let line = &scene.line;
    let has = |operation| line.capabilities().supports(operation);
    let there = || bench.emulator.group(&scene.group.to_string()).unwrap().invite_code;
    if has(Operation::InviteLink) {
        let link = shown(line.invite_link(&scene.group).await.unwrap());
        assert_eq!(link.code.as_str(), there());
    }
    if has(Operation::ResetInviteLink) {
        let before = there();
        let link = shown(line.reset_invite_link(&scene.group).await.unwrap());
        assert_ne!(there(), before, "the old one no longer works");
        assert_eq!(link.code.as_str(), there());
    }
    if has(Operation::InviteInfo) {
        let group = shown(line.invite_info(&scene.invite).await.unwrap());
        assert_eq!(group.subject.as_deref(), Some("Neighbours"));
    }
    if has(Operation::JoinGroup) {
        let joined = shown(line.join_group(&scene.invite).await.unwrap());
        assert_ne!(joined.awaits_approval, Some(true));
        let own = bench.emulator.phone(bench.gateway, line.id()).unwrap();
        let groups = line.groups().all().await.unwrap();
        let neighbours = groups.iter().find(|group| group.subject.as_deref() == Some("Neighbours")).unwrap();
        let jid = neighbours.id.as_ref().unwrap().to_string();
        assert!(bench.emulator.group(&jid).unwrap().members.contains(&own));
    }
}

async fn a_group_is_left<P: Provider>(bench: &Bench, account: AccountClient<P>) {
    let scene = Scene::of(bench, bench.online(&account, "sales").await).await;
    if scene.line.capabilities().supports(Operation::LeaveGroup) {
        scene.line.leave_group(&scene.group).await.unwrap();
        let own = bench.emulator.phone(bench.gateway, scene.line.id()).unwrap();
        assert!(!bench.emulator.group(&scene.group.to_string()).unwrap().members.contains(&own));
    }
}
