//! Requests about one object.

/// Adds the function that gives a request about one object its Unique Identifier.
///
/// It is `with_id` where nothing else is required, and `with` beside `new`.
macro_rules! on_object {
    ($($kind:ident $type:ident;)+) => {$(
        impl<'a> $type<'a> {
            $crate::model::on_object!(@ $kind);
        }
    )+};
    (@ of) => {
        /// A request about the object with this identifier.
        #[must_use]
        pub fn with_id(unique_identifier: impl Into<$crate::UniqueIdentifier<'a>>) -> Self {
            Self { unique_identifier: Some(unique_identifier.into()), ..Self::default() }
        }
    };
    (@ with) => {
        /// Turns the request to the object with this identifier.
        #[must_use]
        pub fn with_unique_identifier(mut self, unique_identifier: impl Into<$crate::UniqueIdentifier<'a>>) -> Self {
            self.unique_identifier = Some(unique_identifier.into());
            self
        }
    };
}

pub(crate) use on_object;
