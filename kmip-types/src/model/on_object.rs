//! Requests about one object.

/// Adds the constructor of a request about one object that needs nothing else.
///
/// It takes the Unique Identifier of the object.
macro_rules! on_object {
    ($($type:ident;)+) => {$(
        impl<'a> $type<'a> {
            /// Makes a request about the object with this identifier.
            #[must_use]
            pub fn with_id(unique_identifier: impl Into<$crate::UniqueIdentifier<'a>>) -> Self {
                Self { unique_identifier: Some(unique_identifier.into()), ..Self::default() }
            }
        }
    )+};
}

pub(crate) use on_object;
