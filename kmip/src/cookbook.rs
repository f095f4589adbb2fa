#![doc = include_str!("cookbook/links.md")]
#![doc = include_str!("../cookbook/README.md")]

/// A module for each page.
///
/// What the pages link to in the repository, `links.md` links to here.
macro_rules! pages {
    ($($name:ident)+) => {$(
        #[doc = include_str!("cookbook/links.md")]
        #[doc = include_str!(concat!("../cookbook/", stringify!($name), ".md"))]
        pub mod $name {}
    )+};
}

pages! {
    async_codec asynchronous credentials custom_attributes dates every_version exchange https id_placeholder
    key_bytes largest_message lenient locate negotiation no_allocator one_field other_versions proxy redacting
    rust_versions server socket_buffer streaming transcode vendor wrapped_key
}
