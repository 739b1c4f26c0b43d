//! The organization's devices.

use wagate_sdk_core::adapter::{Instances, NewlyCreated};
use wagate_sdk_core::wire::WithRaw;
use wagate_sdk_core::{
    AccountClient, ConnectionState, Error, InstanceInfo, NewInstance, Page, PageToken, Raw, Verified,
};

use super::lifecycle::state_of;
use crate::DeviceState;
use crate::Wazzapi;
use crate::instances::{Device, GetDevice, LinkDevice, ListDevices};

/// Devices on one page. The greatest limit is not published; 50 is the default of the documented lists.
const PAGE: u64 = 50;

impl Instances for Wazzapi {
    async fn verify(client: &AccountClient<Self>) -> Result<Verified, Error> {
        let mut one = ListDevices::new();
        one.limit = Some(1);
        let answer = client.exchange(one).await?;
        Ok(Verified::new(client.authorizer().kind(), answer.raw).with_instances(answer.value.total))
    }

    async fn create_instance(client: &AccountClient<Self>, spec: NewInstance) -> Result<NewlyCreated, Error> {
        if spec.token.is_some() {
            return Err(Error::unsupported("a device has no token of its own: the API key acts for it"));
        }
        if spec.channel.is_some() {
            return Err(Error::unsupported("devices have no channel or integration to choose"));
        }
        let mut link = LinkDevice::default();
        link.body.insert("name", spec.name.as_str());
        link.body.merge(spec.extra)?;
        let answer = client.exchange(link).await?;
        let Some(id) = answer.value.any_id().map(str::to_owned) else {
            return Err(answer.lacking("id of the device"));
        };

        let linked = answer.value;
        let device = linked.device.as_deref();
        let name = linked.name.or_else(|| device?.name.clone()).unwrap_or(spec.name);
        // A device that was just made was never connected, unless the answer says more.
        let status = linked.status.as_deref().or_else(|| device?.status.as_deref());
        let state = status.map_or(ConnectionState::Created, |status| state_of(Some(status)));
        let phone = linked.phone_number.or_else(|| device?.phone_number.clone());
        let session = linked.session_name.as_deref().or_else(|| device?.session_name.as_deref());
        let session = session.map(DeviceState::with_session_name).unwrap_or_default();
        let info = InstanceInfo::new(id, name, state, answer.raw).with_phone(phone);
        Ok(NewlyCreated::new(info).with_state::<Self>(session))
    }

    async fn list_instances(
        client: &AccountClient<Self>,
        page: Option<PageToken>,
    ) -> Result<Page<InstanceInfo>, Error> {
        let offset = page.map_or(0, |page| page.position());
        let mut list = ListDevices::new();
        list.limit = Some(PAGE);
        list.offset = Some(offset);
        let list = client.call(list).await?;
        let next = list.next_offset(offset, PAGE);
        let devices = list.devices.into_iter().map(|WithRaw { value, raw, .. }| info(value, raw)).collect();
        Ok(Page::new(devices, next.map(PageToken::new)))
    }

    async fn get_instance(client: &AccountClient<Self>, id: String) -> Result<InstanceInfo, Error> {
        let answer = client.exchange(GetDevice::new(id)).await?;
        Ok(info(answer.value, answer.raw))
    }
}

fn info(device: Device, raw: Raw) -> InstanceInfo {
    let state = state_of(device.status.as_deref());
    InstanceInfo::new(device.id, device.name.unwrap_or_default(), state, raw).with_phone(device.phone_number)
}
