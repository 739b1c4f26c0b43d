//! What must not compile. Each case stands beside its twin that does, so that it fails for the one reason it is about.
//!
//! An instance's token for an account's client:
//!
//! ```
//! use wagate::prelude::*;
//! fn right(token: AccountToken) { let _ = AccountClient::<Ryze>::new(token); }
//! ```
//!
//! ```compile_fail
//! use wagate::prelude::*;
//! fn wrong(token: InstanceToken) { let _ = AccountClient::<Ryze>::new(token); }
//! ```
//!
//! ```compile_fail
//! use wagate::prelude::*;
//! fn wrong(token: InstanceToken) { let _ = AccountClient::<Evolution>::builder(token); }
//! ```
//!
//! An account's token where an instance's is needed:
//!
//! ```
//! use wagate::prelude::*;
//! fn right(token: InstanceToken) { let _ = InstanceClient::<Evolution>::builder("sales", token); }
//! ```
//!
//! ```compile_fail
//! use wagate::prelude::*;
//! fn wrong(token: AccountToken) { let _ = InstanceClient::<Evolution>::builder("sales", token); }
//! ```
//!
//! ```compile_fail
//! use wagate::prelude::*;
//! fn wrong(token: AccountToken) { let _ = InstanceClient::<Ryze>::new("sales", token); }
//! ```
//!
//! An endpoint that needs the account's credential, on an instance's client:
//!
//! ```
//! use wagate::prelude::*;
//! async fn right(account: AccountClient<Ryze>) { let _ = account.call(ryze::instances::DeleteInstance::new("sales")).await; }
//! ```
//!
//! ```compile_fail
//! use wagate::prelude::*;
//! async fn wrong(line: InstanceClient<Ryze>) { let _ = line.call(ryze::instances::DeleteInstance::new("sales")).await; }
//! ```
//!
//! One gateway's endpoint on another's client:
//!
//! ```
//! use wagate::prelude::*;
//! async fn right(line: InstanceClient<Ryze>) { let _ = line.call(ryze::messages::SendText::new("5511999999999", "Hello")).await; }
//! ```
//!
//! ```compile_fail
//! use wagate::prelude::*;
//! async fn wrong(line: InstanceClient<Evolution>) { let _ = line.call(ryze::messages::SendText::new("5511999999999", "Hello")).await; }
//! ```
//!
//! VZaps: an endpoint that takes the JWT alone, on a client with the two tokens:
//!
//! ```
//! use wagate::prelude::*;
//! async fn right(account: AccountClient<Vzaps>) { let _ = account.call(vzaps::billing::Subscribe::new("VZ9K")).await; }
//! ```
//!
//! ```compile_fail
//! use wagate::prelude::*;
//! async fn wrong(line: InstanceClient<Vzaps>) { let _ = line.call(vzaps::billing::Subscribe::new("VZ9K")).await; }
//! ```
//!
//! An erased client has no endpoints of its own:
//!
//! ```compile_fail
//! use wagate::prelude::*;
//! async fn wrong(line: InstanceClient) { let _ = line.call(ryze::messages::SendText::new("5511999999999", "Hello")).await; }
//! ```
//!
//! A token has no `Display` and no `Serialize`; what it is goes out by `expose` only:
//!
//! ```
//! fn right(token: wagate::AccountToken) -> String { format!("{token:?}") }
//! ```
//!
//! ```compile_fail
//! fn wrong(token: wagate::AccountToken) -> String { format!("{token}") }
//! ```
//!
//! ```compile_fail
//! fn wrong(raw: wagate::Raw) -> String { format!("{raw}") }
//! ```
