/// Declares portable operations once. From one list come:
///
/// * the trait that adapters implement, each method with a body that answers `Error::Unsupported`;
/// * the object-safe mirror of it, implemented for every adapter, behind which an erased client keeps its provider;
/// * the trait's implementation for [`AnyProvider`](crate::AnyProvider), which asks the mirror.
macro_rules! portable {
    (
        $(#[$trait_doc:meta])*
        trait $trait:ident for $client:ident, mirrored by $mirror:ident {
            $(
                $(#[$doc:meta])*
                fn $name:ident($($arg:ident: $type:ty),*) -> $output:ty;
            )*
        }
    ) => {
        $(#[$trait_doc])*
        pub trait $trait: Sized + 'static {
            $(
                $(#[$doc])*
                ///
                /// # Errors
                /// [`Error::Unsupported`] unless the adapter has it.
                fn $name(
                    client: &$client<Self>
                    $(, $arg: $type)*
                ) -> impl Future<Output = Result<$output, Error>> + Send
                where
                    Self: crate::adapter::Provider,
                {
                    let _ = client;
                    $(let _ = $arg;)*
                    std::future::ready(Err(Error::unsupported(concat!(
                        "this gateway has no `", stringify!($name), "`"
                    ))))
                }
            )*
        }

        pub(crate) trait $mirror: Send + Sync {
            $(
                fn $name(
                    &self,
                    client: $client<crate::AnyProvider>
                    $(, $arg: $type)*
                ) -> futures_util::future::BoxFuture<'static, Result<$output, Error>>;
            )*
        }

        impl<P: crate::adapter::Adapter> $mirror for crate::adapter::Mirrored<P> {
            $(
                fn $name(
                    &self,
                    client: $client<crate::AnyProvider>
                    $(, $arg: $type)*
                ) -> futures_util::future::BoxFuture<'static, Result<$output, Error>> {
                    Box::pin(async move {
                        let client = client.retyped::<P>();
                        P::$name(&client $(, $arg)*).await
                    })
                }
            )*
        }

        impl $trait for crate::AnyProvider {
            $(
                fn $name(
                    client: &$client<Self>
                    $(, $arg: $type)*
                ) -> impl Future<Output = Result<$output, Error>> + Send {
                    client.mirror().$name(client.clone() $(, $arg)*)
                }
            )*
        }
    };
}

pub(crate) use portable;
