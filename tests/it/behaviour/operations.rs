//! Every operation of an instance: what is claimed works, what is not never leaves.

use wagate::adapter::Provider;
use wagate::{
    AccountClient, Address, AddressKind, Audience, Detail, Disappearing, Error, InstanceClient,
    InstanceSetting, MediaSource, MuteFor, Operation, Outcome, ParticipantAction, PrivacySetting,
    SettingsChange,
};

use wagate_emulator::Gateway;

use crate::bench::{Bench, on_every_gateway, report, shown_error};
use crate::samples::file_from;
use crate::scene::{OF_ACCOUNT, Scene};

on_every_gateway! {
    every_operation_works_or_never_leaves,
    every_kind_of_address_works_or_never_leaves,
    every_detail_works_or_never_leaves,
}

/// The instance with its own token, and with the owner's credential.
async fn lines<P: Provider>(bench: &Bench, account: &AccountClient<P>, name: &str) -> Vec<InstanceClient<P>> {
    let own = bench.online(account, name).await;
    let owner = account.instance(own.id()).unwrap();
    vec![own, owner]
}

async fn unsupported(bench: &Bench, what: &str, action: impl Future<Output = Result<(), Error>>) {
    let Err(error) = bench.silently(action).await else { panic!("{what} is not claimed, and worked") };
    shown_error(&error);
    assert!(matches!(error, Error::Unsupported(_)), "{what}: {error}");
    assert_eq!(error.outcome(), Outcome::NotSent, "{what}");
}

async fn every_operation_works_or_never_leaves<P: Provider>(bench: &Bench, account: AccountClient<P>) {
    let (mut claimed, mut lacking) = (0, Vec::new());
    for (at, operation) in Operation::ALL.iter().enumerate() {
        if OF_ACCOUNT.contains(operation) {
            continue;
        }
        // An instance for each credential: some operations leave it unpaired.
        for with in ["own", "owner"] {
            let mut line = bench.online(&account, &format!("sales-{at}-{with}")).await;
            if with == "owner" {
                line = account.instance(line.id()).unwrap();
            }
            let scene = Scene::of(bench, line).await;
            if !scene.line.capabilities().supports(*operation) {
                let id = &scene.sent.id;
                unsupported(bench, operation.name(), scene.perform(*operation, id)).await;
                lacking.push(format!("{}{}", operation.name(), if with == "own" { "" } else { " (owner)" }));
                continue;
            }
            let id = scene.prepare(bench, *operation).await;
            let before = bench.emulator.requests().len();
            let done = scene.perform(*operation, &id).await;
            done.unwrap_or_else(|error| {
                panic!("{} with the {with} credential: {error}\n{error:?}", operation.name())
            });
            // Where a file is not at the gateway, the gateway is not asked for it.
            let elsewhere = *operation == Operation::Download && bench.gateway == Gateway::Wazzapi;
            let asked = bench.emulator.requests().len() > before;
            assert!(asked || elsewhere, "{} asked nothing", operation.name());
            claimed += 1;
        }
    }
    report(&format!(
        "{}: {claimed} claimed operations worked, {} never left: {}",
        bench.gateway.name(),
        lacking.len(),
        lacking.join(", ")
    ));
    assert!(claimed >= 8);
}

/// The operations that are for an address, each with every kind of it.
async fn every_kind_of_address_works_or_never_leaves<P: Provider>(bench: &Bench, account: AccountClient<P>) {
    use Operation as Op;
    let (mut worked, mut refused) = (0, 0);
    for (at, kind) in [AddressKind::Phone, AddressKind::Lid, AddressKind::Group, AddressKind::Newsletter]
        .into_iter()
        .enumerate()
    {
        let line = bench.online(&account, &format!("sales-{at}")).await;
        let scene = Scene::of(bench, line).await;
        let to: Address = match kind {
            AddressKind::Phone => scene.contact.clone(),
            AddressKind::Group => scene.group.clone().into(),
            AddressKind::Lid => "199789077627112@lid".parse().unwrap(),
            _ => "120363422585881117@newsletter".parse().unwrap(),
        };
        let line = &scene.line;
        for operation in [
            Op::Chat,
            Op::History,
            Op::MarkChatRead,
            Op::MarkChatUnread,
            Op::ArchiveChat,
            Op::PinChat,
            Op::MuteChat,
            Op::SetDisappearing,
            Op::DeleteChat,
            Op::AssignLabel,
            Op::Profile,
            Op::ProfilePicture,
            Op::Block,
            Op::Presence,
        ] {
            if !line.capabilities().supports(operation) {
                continue;
            }
            let scene = Scene { contact: to.clone(), ..scene_of(&scene) };
            let asked = address_of(&scene, operation, &to);
            if line.capabilities().supports_with(operation, kind) {
                worked += 1;
                // Whether this one exists is the gateway's business; that it is asked is ours.
                let before = bench.emulator.requests().len();
                if let Err(error) = asked.await {
                    shown_error(&error);
                    assert!(!matches!(error, Error::Unsupported(_)), "{} {kind}: {error}", operation.name());
                    assert!(kind != AddressKind::Phone, "{} {kind}: {error}\n{error:?}", operation.name());
                }
                assert!(bench.emulator.requests().len() > before, "{} {kind}", operation.name());
            } else {
                refused += 1;
                unsupported(bench, &format!("{} {kind}", operation.name()), asked).await;
            }
        }
    }
    report(&format!("{}: {worked} operations × address asked, {refused} never left", bench.gateway.name()));
}

fn scene_of<P: Provider>(scene: &Scene<P>) -> Scene<P> {
    Scene {
        line: scene.line.clone(),
        contact: scene.contact.clone(),
        other: scene.other.clone(),
        received: scene.received.clone(),
        sent: scene.sent.clone(),
        group: scene.group.clone(),
        invite: scene.invite.clone(),
        label: scene.label.clone(),
        file: scene.file.clone(),
    }
}

/// An operation with an address of any kind, where [`Scene::perform`] would take the group.
async fn address_of<P: Provider>(scene: &Scene<P>, operation: Operation, to: &Address) -> Result<(), Error> {
    match operation {
        Operation::SetDisappearing => scene.line.set_disappearing(to, Disappearing::OneDay).await.map(drop),
        _ => scene.perform(operation, &scene.sent.id).await,
    }
}

async fn every_detail_works_or_never_leaves<P: Provider>(bench: &Bench, account: AccountClient<P>) {
    let (mut worked, mut refused) = (0, 0);
    for line in lines(bench, &account, "sales").await {
        let scene = Scene::of(bench, line).await;
        for (operation, detail) in details() {
            let what = format!("{detail:?}");
            let capabilities = scene.line.capabilities();
            if !capabilities.supports(operation) {
                assert!(!capabilities.takes(detail), "{what} is claimed without its operation");
                continue;
            }
            let used = use_detail(&scene, detail);
            if capabilities.takes(detail) {
                used.await.unwrap_or_else(|error| panic!("{what}: {error}\n{error:?}"));
                worked += 1;
            } else {
                unsupported(bench, &what, used).await;
                refused += 1;
            }
        }
    }
    report(&format!("{}: {worked} claimed details worked, {refused} never left", bench.gateway.name()));
}

/// Every part of an operation that a gateway may have or lack, with its operation.
pub(crate) fn details() -> Vec<(Operation, Detail)> {
    let settings = InstanceSetting::ALL.iter().map(|one| (Operation::UpdateSettings, Detail::Setting(*one)));
    let privacy = PrivacySetting::ALL.iter().map(|one| (Operation::SetPrivacy, Detail::Privacy(*one)));
    let mute = MuteFor::ALL.iter().map(|one| (Operation::MuteChat, Detail::Mute(*one)));
    // Removed last: whoever was removed can be neither promoted nor demoted.
    let actions = [
        ParticipantAction::Add,
        ParticipantAction::Promote,
        ParticipantAction::Demote,
        ParticipantAction::Remove,
    ];
    let actions = actions.iter().map(|one| (Operation::ChangeParticipants, Detail::Participants(*one)));
    let sources = MediaSource::ALL;
    let pictures = sources.iter().flat_map(|source| {
        [
            (Operation::SetProfilePicture, Detail::ProfilePicture(*source)),
            (Operation::SetGroupPicture, Detail::GroupPicture(*source)),
        ]
    });
    settings
        .chain(privacy)
        .chain(mute)
        .chain(actions)
        .chain(pictures)
        .chain([(Operation::CreateGroup, Detail::GroupDescription)])
        .collect()
}

async fn use_detail<P: Provider>(scene: &Scene<P>, detail: Detail) -> Result<(), Error> {
    let line = &scene.line;
    match detail {
        Detail::Setting(setting) => {
            let change = SettingsChange::new();
            let change = match setting {
                InstanceSetting::RejectCalls => change.reject_calls(true),
                InstanceSetting::CallMessage => change.call_message("Please write"),
                InstanceSetting::IgnoreGroups => change.ignore_groups(true),
                InstanceSetting::AlwaysOnline => change.always_online(true),
                InstanceSetting::ReadMessages => change.read_messages(true),
                other => panic!("no case for {other:?}"),
            };
            line.update_settings(change).await.map(drop)
        }
        Detail::Privacy(setting) => {
            let mut audiences = setting.audiences().iter();
            let last: &Audience = audiences.next_back().unwrap();
            line.set_privacy(setting, last.clone()).await.map(drop)
        }
        Detail::Mute(lasting) => line.mute_chat(&scene.contact, lasting).await.map(drop),
        Detail::Participants(action) => {
            let who = if action == ParticipantAction::Add { &scene.other } else { &scene.contact };
            scene.change(action, who).await
        }
        Detail::GroupDescription => {
            let spec = wagate::NewGroup::named("Friends").with(&scene.contact).description("All of us");
            line.create_group(spec).await.map(drop)
        }
        Detail::ProfilePicture(source) => line.set_profile_picture(file_from(source)).await.map(drop),
        Detail::GroupPicture(source) => {
            line.set_group_picture(&scene.group, file_from(source)).await.map(drop)
        }
        other => panic!("no case for {other:?}"),
    }
}
