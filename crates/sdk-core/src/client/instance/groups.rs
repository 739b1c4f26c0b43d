//! Groups, their members and their invite links.

use super::{InstanceClient, Listing};
use crate::adapter::Provider;
use crate::address::{Address, GroupId};
use crate::capabilities::{Detail, Operation};
use crate::done::Done;
use crate::error::Error;
use crate::group::{
    Group, InviteCode, InviteLink, Joined, NewGroup, ParticipantAction, ParticipantResult,
    check_participants, check_subject,
};
use crate::message::Media;

impl<P: Provider> InstanceClient<P> {
    /// All groups that the number is in, page by page. Whether they come with their members differs: [`InstanceClient::group`] has them.
    ///
    /// RyzeAPI `group.list`, Evolution API `group.fetch_all`, VZaps `group.list`, WazzAPI `group.list`.
    pub fn groups(&self) -> Listing<Group> {
        self.listing(Operation::Groups, |client, page| {
            Box::pin(async move { P::list_groups(&client, page).await })
        })
    }

    /// One group, with its members. VZaps' documents do not tell how it lists them: there they are in `raw` alone.
    ///
    /// RyzeAPI `group.info`, Evolution API `group.find`, VZaps `group.get`, WazzAPI `group.get` and `group.participants`.
    ///
    /// # Errors
    /// [`Error::NotFound`] when the number is in no such group.
    pub async fn group(&self, id: &GroupId) -> Result<Group, Error> {
        self.run(Operation::Group, P::group(self, id.clone())).await
    }

    /// Makes a group. It is done at most once.
    ///
    /// RyzeAPI, Evolution API, VZaps and WazzAPI `group.create`.
    ///
    /// # Errors
    /// [`Error::InvalidRequest`] before anything leaves for a group without subject or without another member; [`Error::Unsupported`] for a
    /// description where the gateway takes none at once.
    pub async fn create_group(&self, spec: NewGroup) -> Result<Group, Error> {
        let check = spec.check().and_then(|()| match spec.description {
            Some(_) => self.capabilities().require_detail(Detail::GroupDescription),
            None => Ok(()),
        });
        self.run_if(Operation::CreateGroup, check, P::create_group(self, spec)).await
    }

    /// Changes a group's subject, that is its name.
    ///
    /// RyzeAPI `group.update`, Evolution API `group.update_subject`, VZaps `group.name`, WazzAPI `group.set_name`.
    ///
    /// # Errors
    /// [`Error::Forbidden`] or what else the gateway says when the number may not; [`Error::InvalidRequest`] before anything leaves for an
    /// empty one.
    pub async fn set_group_subject(
        &self,
        group: &GroupId,
        subject: impl Into<String>,
    ) -> Result<Done, Error> {
        let subject = subject.into();
        let check = check_subject(&subject);
        self.run_if(Operation::SetGroupSubject, check, P::set_group_subject(self, group.clone(), subject))
            .await
    }

    /// Changes a group's description.
    ///
    /// RyzeAPI `group.update`, Evolution API `group.update_description`, VZaps `group.description`, WazzAPI `group.set_topic`.
    ///
    /// # Errors
    /// As [`InstanceClient::set_group_subject`].
    pub async fn set_group_description(
        &self,
        group: &GroupId,
        description: impl Into<String>,
    ) -> Result<Done, Error> {
        let work = P::set_group_description(self, group.clone(), description.into());
        self.run(Operation::SetGroupDescription, work).await
    }

    /// Changes a group's picture. Where it may come from is [`Detail::GroupPicture`](crate::Detail::GroupPicture).
    ///
    /// RyzeAPI `group.update`, Evolution API `group.update_picture`, VZaps `group.photo`, WazzAPI `group.set_photo`.
    ///
    /// # Errors
    /// As [`InstanceClient::set_group_subject`].
    pub async fn set_group_picture(&self, group: &GroupId, picture: Media) -> Result<Done, Error> {
        let from = Detail::GroupPicture(picture.source());
        let check = picture.check().and_then(|()| self.capabilities().require_detail(from));
        self.run_if(Operation::SetGroupPicture, check, P::set_group_picture(self, group.clone(), picture))
            .await
    }

    /// Removes a group's picture.
    ///
    /// RyzeAPI `group.update`, WazzAPI `group.remove_photo`.
    ///
    /// # Errors
    /// [`Error::Unsupported`] on Evolution API and VZaps; else as [`InstanceClient::set_group_subject`].
    pub async fn remove_group_picture(&self, group: &GroupId) -> Result<Done, Error> {
        self.run(Operation::RemoveGroupPicture, P::remove_group_picture(self, group.clone())).await
    }

    /// Lets only admins write in a group, or everyone.
    ///
    /// RyzeAPI `group.update`, Evolution API `group.update_setting`, VZaps `group.settings`, WazzAPI `group.set_announce`.
    ///
    /// # Errors
    /// As [`InstanceClient::set_group_subject`].
    pub async fn set_group_announce(&self, group: &GroupId, only_admins: bool) -> Result<Done, Error> {
        let work = P::set_group_announce(self, group.clone(), only_admins);
        self.run(Operation::SetGroupAnnounce, work).await
    }

    /// Lets only admins change a group's subject, description and picture, or everyone.
    ///
    /// RyzeAPI `group.update`, Evolution API `group.update_setting`, VZaps `group.settings`, WazzAPI `group.set_locked`.
    ///
    /// # Errors
    /// As [`InstanceClient::set_group_subject`].
    pub async fn set_group_locked(&self, group: &GroupId, only_admins: bool) -> Result<Done, Error> {
        self.run(Operation::SetGroupLocked, P::set_group_locked(self, group.clone(), only_admins)).await
    }

    /// Adds members to a group. The answer tells of each whether it worked: who does not let others add them is refused alone.
    ///
    /// RyzeAPI `group.participants`, Evolution API `group.update_participant`, WazzAPI `group.update_participants` (one result for all).
    ///
    /// # Errors
    /// [`Error::InvalidRequest`] before anything leaves for nobody, for what is no person, and for somebody who is named twice;
    /// [`Error::Unsupported`] on VZaps.
    pub async fn add_participants(
        &self,
        group: &GroupId,
        who: &[Address],
    ) -> Result<Vec<ParticipantResult>, Error> {
        self.change_participants(group, ParticipantAction::Add, who).await
    }

    /// Removes members from a group, as [`InstanceClient::add_participants`] adds them.
    ///
    /// # Errors
    /// As [`InstanceClient::add_participants`].
    pub async fn remove_participants(
        &self,
        group: &GroupId,
        who: &[Address],
    ) -> Result<Vec<ParticipantResult>, Error> {
        self.change_participants(group, ParticipantAction::Remove, who).await
    }

    /// Makes members admins of a group.
    ///
    /// RyzeAPI `group.participants`, Evolution API `group.update_participant`, VZaps `group.add-admin`, WazzAPI `group.update_participants`.
    ///
    /// # Errors
    /// As [`InstanceClient::add_participants`], and VZaps has it.
    pub async fn promote_participants(
        &self,
        group: &GroupId,
        who: &[Address],
    ) -> Result<Vec<ParticipantResult>, Error> {
        self.change_participants(group, ParticipantAction::Promote, who).await
    }

    /// Makes admins of a group members like the others.
    ///
    /// RyzeAPI `group.participants`, Evolution API `group.update_participant`, VZaps `group.remove-admin`, WazzAPI
    /// `group.update_participants`.
    ///
    /// # Errors
    /// As [`InstanceClient::promote_participants`].
    pub async fn demote_participants(
        &self,
        group: &GroupId,
        who: &[Address],
    ) -> Result<Vec<ParticipantResult>, Error> {
        self.change_participants(group, ParticipantAction::Demote, who).await
    }

    async fn change_participants(
        &self,
        group: &GroupId,
        action: ParticipantAction,
        who: &[Address],
    ) -> Result<Vec<ParticipantResult>, Error> {
        let check = check_participants(who)
            .and_then(|()| self.capabilities().require_detail(Detail::Participants(action)));
        let work = P::change_participants(self, group.clone(), action, who.to_vec());
        self.run_if(Operation::ChangeParticipants, check, work).await
    }

    /// The invite link of a group that the number administers.
    ///
    /// RyzeAPI `group.info`, Evolution API `group.invite_code`, VZaps `group.invitelink`, WazzAPI `group.invite_link`.
    ///
    /// # Errors
    /// [`Error::Forbidden`] or what else the gateway says when the number may not.
    pub async fn invite_link(&self, group: &GroupId) -> Result<InviteLink, Error> {
        self.run(Operation::InviteLink, P::invite_link(self, group.clone())).await
    }

    /// Makes a new invite link. The old one no longer works. It is done at most once.
    ///
    /// RyzeAPI `group.reset_link`, Evolution API `group.revoke_invite`, VZaps `group.invitelink`.
    ///
    /// # Errors
    /// [`Error::Unsupported`] on WazzAPI; else as [`InstanceClient::invite_link`].
    pub async fn reset_invite_link(&self, group: &GroupId) -> Result<InviteLink, Error> {
        self.run(Operation::ResetInviteLink, P::reset_invite_link(self, group.clone())).await
    }

    /// The group that an invite link leads to, without joining it.
    ///
    /// RyzeAPI `group.info`, Evolution API `group.invite_info`, WazzAPI `group.invite_info`.
    ///
    /// # Errors
    /// What the gateway says of a link that does not work any more; [`Error::Unsupported`] on VZaps.
    pub async fn invite_info(&self, code: &InviteCode) -> Result<Group, Error> {
        self.run(Operation::InviteInfo, P::invite_info(self, code.clone())).await
    }

    /// Joins a group by its invite link.
    ///
    /// RyzeAPI `group.join`, Evolution API `group.accept_invite`, WazzAPI `group.join`.
    ///
    /// # Errors
    /// As [`InstanceClient::invite_info`].
    pub async fn join_group(&self, code: &InviteCode) -> Result<Joined, Error> {
        self.run(Operation::JoinGroup, P::join_group(self, code.clone())).await
    }

    /// Leaves a group.
    ///
    /// RyzeAPI `group.leave`, Evolution API `group.leave`, WazzAPI `group.leave`.
    ///
    /// # Errors
    /// [`Error::NotFound`] or what else the gateway says when the number is not in it; [`Error::Unsupported`] on VZaps.
    pub async fn leave_group(&self, group: &GroupId) -> Result<Done, Error> {
        self.run(Operation::LeaveGroup, P::leave_group(self, group.clone())).await
    }
}
