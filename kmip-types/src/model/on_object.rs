//! Requests about one object.

/// How a request about one object gets its Unique Identifier: `with_id` where nothing else is required, `with` beside `new`.
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
