/// Writes the [`Endpoint`](crate::adapter::Endpoint) of a request type in one line for what is the same in most: provider, request and answer,
/// name, scope, safety, route, body, and when an answer is a success.
///
/// * The route is the method with the pieces of its path: a text of the gateway's own, `instance` for the client's instance, or the name of a
///   field, percent-encoded. After a `;` come query parameters, each a field. A method without pieces: `fn path` is written by hand.
/// * `json`: the body is the request itself as JSON. `checked`: likewise, once the request's own `check()` passes. Neither: no body.
/// * `|answer| …`: whether a decoded 2xx is a success.
/// * After a last `;` come other items of the trait, as they are.
///
/// ```
/// use serde::{Deserialize, Serialize};
/// # use wagate_sdk_core::adapter::Adapter;
/// # mod gateway { pub struct Toy; }
///
/// #[derive(Serialize)]
/// struct Rename { #[serde(skip)] group: String, name: String }
///
/// #[derive(Deserialize)]
/// struct Renamed { renamed: bool }
///
/// # macro_rules! adapter { ($gateway:ident) => {
/// wagate_sdk_core::endpoint! {
///     $gateway: Rename => Renamed, "group.name", InstanceOnly, Idempotent,
///     POST("/instances/", instance, "/groups/", group), json, |answer| answer.renamed
/// }
/// # }}
/// ```
#[macro_export]
macro_rules! endpoint {
    (
        $provider:ty: $endpoint:ty => $response:ty, $name:literal, $scope:ident, $safety:ident,
        $method:ident $( ( $($piece:tt),+ $(; $($query:literal = $field:ident),+)? ) )?
        $(, $body:ident)?
        $(, |$answer:ident| $good:expr)?
        $(; $($rest:tt)*)?
    ) => {
        impl $crate::adapter::Endpoint for $endpoint {
            type Provider = $provider;
            type Scope = $crate::adapter::$scope;
            type Response = $response;

            const NAME: &'static str = $name;
            const METHOD: $crate::adapter::Method = $crate::adapter::Method::$method;
            const SAFETY: $crate::adapter::Safety = $crate::adapter::Safety::$safety;

            $(
                fn path(&self, instance: &str, path: &mut $crate::adapter::Path) {
                    let _ = instance;
                    $( $crate::endpoint!(@piece self instance path $piece); )+
                    $($( path.query($query, self.$field.as_ref()); )+)?
                }
            )?

            $( $crate::endpoint!(@body $body); )?

            $(
                fn succeeded($answer: &Self::Response) -> bool {
                    $good
                }
            )?

            $( $($rest)* )?
        }
    };

    (@piece $this:tt $instance:ident $path:ident instance) => { $path.segment($instance); };
    (@piece $this:tt $instance:ident $path:ident $text:literal) => { $path.literal($text); };
    (@piece $this:tt $instance:ident $path:ident $field:ident) => { $path.segment($this.$field.as_ref()); };

    (@body json) => {
        fn body(&self) -> ::std::result::Result<$crate::adapter::Body, $crate::Error> {
            $crate::adapter::Body::json(self)
        }
    };
    (@body checked) => {
        fn body(&self) -> ::std::result::Result<$crate::adapter::Body, $crate::Error> {
            self.check()?;
            $crate::adapter::Body::json(self)
        }
    };
}
