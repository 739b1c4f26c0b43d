/// Declares the operations once: the variant, its name, and the client's methods behind it.
macro_rules! operations {
    ($( $(#[$doc:meta])* $operation:ident = $name:literal, )+) => {
        /// A portable operation, as [`Capabilities::supports`](crate::Capabilities::supports) asks for it.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        #[non_exhaustive]
        pub enum Operation {
            $( $(#[$doc])* $operation, )+
        }

        impl Operation {
            /// All of them.
            pub const ALL: &'static [Self] = &[$( Self::$operation, )+];

            /// The operation's name, as the methods are called.
            pub const fn name(self) -> &'static str {
                match self {
                    $( Self::$operation => $name, )+
                }
            }
        }
    };
}

operations! {
    /// [`AccountClient::verify`](crate::AccountClient::verify)
    Verify = "verify",
    /// [`AccountClient::create_instance`](crate::AccountClient::create_instance)
    CreateInstance = "create_instance",
    /// [`AccountClient::instances`](crate::AccountClient::instances)
    ListInstances = "instances",
    /// [`AccountClient::get_instance`](crate::AccountClient::get_instance)
    GetInstance = "get_instance",
    /// [`AccountClient::delete_instance`](crate::AccountClient::delete_instance)
    DeleteInstance = "delete_instance",
    /// [`InstanceClient::connect`](crate::InstanceClient::connect) and [`qr_codes`](crate::InstanceClient::qr_codes)
    Connect = "connect",
    /// [`InstanceClient::pairing_code`](crate::InstanceClient::pairing_code)
    PairingCode = "pairing_code",
    /// [`InstanceClient::status`](crate::InstanceClient::status) and [`wait_until_online`](crate::InstanceClient::wait_until_online)
    Status = "status",
    /// [`InstanceClient::reconnect`](crate::InstanceClient::reconnect)
    Reconnect = "reconnect",
    /// [`InstanceClient::restart`](crate::InstanceClient::restart)
    Restart = "restart",
    /// [`InstanceClient::disconnect`](crate::InstanceClient::disconnect)
    Disconnect = "disconnect",
    /// [`InstanceClient::logout`](crate::InstanceClient::logout)
    Logout = "logout",
    /// [`InstanceClient::settings`](crate::InstanceClient::settings)
    Settings = "settings",
    /// [`InstanceClient::update_settings`](crate::InstanceClient::update_settings); which ones is [`Detail::Setting`](crate::Detail::Setting)
    UpdateSettings = "update_settings",
    /// [`InstanceClient::proxy`](crate::InstanceClient::proxy)
    Proxy = "proxy",
    /// [`InstanceClient::set_proxy`](crate::InstanceClient::set_proxy)
    SetProxy = "set_proxy",
    /// [`InstanceClient::send`](crate::InstanceClient::send); which kinds to whom is [`Capabilities::carries`](crate::Capabilities::carries)
    Send = "send",
    /// [`InstanceClient::edit`](crate::InstanceClient::edit)
    Edit = "edit",
    /// [`InstanceClient::revoke`](crate::InstanceClient::revoke)
    Revoke = "revoke",
    /// [`InstanceClient::mark_read`](crate::InstanceClient::mark_read)
    MarkRead = "mark_read",
    /// [`InstanceClient::message`](crate::InstanceClient::message)
    Message = "message",
    /// [`InstanceClient::message_status`](crate::InstanceClient::message_status)
    MessageStatus = "message_status",
    /// [`InstanceClient::download`](crate::InstanceClient::download)
    Download = "download",
    /// [`InstanceClient::typing`](crate::InstanceClient::typing) and [`recording`](crate::InstanceClient::recording)
    Presence = "presence",
    /// [`InstanceClient::pending`](crate::InstanceClient::pending)
    Pending = "pending",
    /// [`InstanceClient::cancel`](crate::InstanceClient::cancel)
    Cancel = "cancel",
    /// [`InstanceClient::retry`](crate::InstanceClient::retry)
    Retry = "retry",
    /// [`InstanceClient::chats`](crate::InstanceClient::chats)
    Chats = "chats",
    /// [`InstanceClient::chat`](crate::InstanceClient::chat)
    Chat = "chat",
    /// [`InstanceClient::history`](crate::InstanceClient::history)
    History = "history",
    /// [`InstanceClient::mark_chat_read`](crate::InstanceClient::mark_chat_read)
    MarkChatRead = "mark_chat_read",
    /// [`InstanceClient::mark_chat_unread`](crate::InstanceClient::mark_chat_unread)
    MarkChatUnread = "mark_chat_unread",
    /// [`InstanceClient::archive_chat`](crate::InstanceClient::archive_chat) and [`unarchive_chat`](crate::InstanceClient::unarchive_chat)
    ArchiveChat = "archive_chat",
    /// [`InstanceClient::pin_chat`](crate::InstanceClient::pin_chat) and [`unpin_chat`](crate::InstanceClient::unpin_chat)
    PinChat = "pin_chat",
    /// [`InstanceClient::mute_chat`](crate::InstanceClient::mute_chat) and [`unmute_chat`](crate::InstanceClient::unmute_chat)
    MuteChat = "mute_chat",
    /// [`InstanceClient::set_disappearing`](crate::InstanceClient::set_disappearing)
    SetDisappearing = "set_disappearing",
    /// [`InstanceClient::delete_chat`](crate::InstanceClient::delete_chat)
    DeleteChat = "delete_chat",
    /// [`InstanceClient::labels`](crate::InstanceClient::labels)
    Labels = "labels",
    /// [`InstanceClient::assign_label`](crate::InstanceClient::assign_label) and [`unassign_label`](crate::InstanceClient::unassign_label)
    AssignLabel = "assign_label",
    /// [`InstanceClient::check_numbers`](crate::InstanceClient::check_numbers) and [`resolve`](crate::InstanceClient::resolve)
    CheckNumbers = "check_numbers",
    /// [`InstanceClient::contacts`](crate::InstanceClient::contacts)
    Contacts = "contacts",
    /// [`InstanceClient::add_contact`](crate::InstanceClient::add_contact)
    AddContact = "add_contact",
    /// [`InstanceClient::profile`](crate::InstanceClient::profile)
    Profile = "profile",
    /// [`InstanceClient::profile_picture`](crate::InstanceClient::profile_picture)
    ProfilePicture = "profile_picture",
    /// [`InstanceClient::block`](crate::InstanceClient::block) and [`unblock`](crate::InstanceClient::unblock)
    Block = "block",
    /// [`InstanceClient::own_profile`](crate::InstanceClient::own_profile)
    OwnProfile = "own_profile",
    /// [`InstanceClient::set_profile_name`](crate::InstanceClient::set_profile_name)
    SetProfileName = "set_profile_name",
    /// [`InstanceClient::set_profile_about`](crate::InstanceClient::set_profile_about)
    SetProfileAbout = "set_profile_about",
    /// [`InstanceClient::set_profile_picture`](crate::InstanceClient::set_profile_picture)
    SetProfilePicture = "set_profile_picture",
    /// [`InstanceClient::remove_profile_picture`](crate::InstanceClient::remove_profile_picture)
    RemoveProfilePicture = "remove_profile_picture",
    /// [`InstanceClient::privacy`](crate::InstanceClient::privacy)
    Privacy = "privacy",
    /// [`InstanceClient::set_privacy`](crate::InstanceClient::set_privacy); of what is [`Detail::Privacy`](crate::Detail::Privacy)
    SetPrivacy = "set_privacy",
    /// [`InstanceClient::groups`](crate::InstanceClient::groups)
    Groups = "groups",
    /// [`InstanceClient::group`](crate::InstanceClient::group)
    Group = "group",
    /// [`InstanceClient::create_group`](crate::InstanceClient::create_group)
    CreateGroup = "create_group",
    /// [`InstanceClient::set_group_subject`](crate::InstanceClient::set_group_subject)
    SetGroupSubject = "set_group_subject",
    /// [`InstanceClient::set_group_description`](crate::InstanceClient::set_group_description)
    SetGroupDescription = "set_group_description",
    /// [`InstanceClient::set_group_picture`](crate::InstanceClient::set_group_picture)
    SetGroupPicture = "set_group_picture",
    /// [`InstanceClient::remove_group_picture`](crate::InstanceClient::remove_group_picture)
    RemoveGroupPicture = "remove_group_picture",
    /// [`InstanceClient::set_group_announce`](crate::InstanceClient::set_group_announce)
    SetGroupAnnounce = "set_group_announce",
    /// [`InstanceClient::set_group_locked`](crate::InstanceClient::set_group_locked)
    SetGroupLocked = "set_group_locked",
    /// [`InstanceClient::add_participants`](crate::InstanceClient::add_participants) and the like; what may be done is
    /// [`Detail::Participants`](crate::Detail::Participants)
    ChangeParticipants = "change_participants",
    /// [`InstanceClient::invite_link`](crate::InstanceClient::invite_link)
    InviteLink = "invite_link",
    /// [`InstanceClient::reset_invite_link`](crate::InstanceClient::reset_invite_link)
    ResetInviteLink = "reset_invite_link",
    /// [`InstanceClient::invite_info`](crate::InstanceClient::invite_info)
    InviteInfo = "invite_info",
    /// [`InstanceClient::join_group`](crate::InstanceClient::join_group)
    JoinGroup = "join_group",
    /// [`InstanceClient::leave_group`](crate::InstanceClient::leave_group)
    LeaveGroup = "leave_group",
}
