//! A summary of a server, gathered from responses to Query.

use alloc::string::{String, ToString};
use alloc::vec::Vec;
use core::fmt;

use crate::{CapabilityInformation, ObjectType, Operation, ProfileName, QueryResponse};

/// A summary of a server: what it says that it is and can.
///
/// It is gathered from one or more responses to Query.
///
/// ```
/// use kmip_types::exchange::ServerSummary;
/// use kmip_types::{ObjectType, Operation, ProfileInformation, ProfileName, QueryResponse};
///
/// let mut response = QueryResponse::default();
/// response.operations = vec![Operation::CREATE, Operation::GET];
/// response.object_types = vec![ObjectType::SYMMETRIC_KEY];
/// response.profile_information = vec![ProfileInformation::new(ProfileName::BASELINE_SERVER)];
///
/// let server = ServerSummary::from_query(&response);
/// assert!(server.can(Operation::GET) && !server.can(Operation::ENCRYPT));
/// assert!(server.has(ObjectType::SYMMETRIC_KEY) && server.conforms_to(ProfileName::BASELINE_SERVER));
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct ServerSummary {
    /// The operations that it performs, by number.
    pub operations: Vec<Operation>,
    /// The types of objects that it manages, by number.
    pub object_types: Vec<ObjectType>,
    /// The profiles that it conforms to, with their versions.
    pub profiles: Vec<Profile>,
    /// Its capabilities; what it does not tell is `None`.
    pub capabilities: Capabilities,
    /// The vendor of the server.
    pub vendor: Option<String>,
    /// Its name, as it tells it.
    pub name: Option<String>,
    /// Its version, as it tells it.
    pub version: Option<String>,
    /// The namespaces for which it makes up Application Specific Information.
    pub application_namespaces: Vec<String>,
    /// The names and tags of its extensions.
    pub extensions: Vec<(String, Option<i32>)>,
}

/// A profile that a server conforms to.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Profile {
    /// Its name.
    pub name: ProfileName,
    /// Its version, major and minor.
    pub version: Option<(i32, i32)>,
    /// The address at which the profile is offered.
    pub server_uri: Option<String>,
    /// The port at which it is offered.
    pub server_port: Option<i32>,
}

/// Declares the capabilities.
///
/// They are the fields of Capability Information that say yes or no.
macro_rules! capabilities {
    ($($(#[$doc:meta])* $name:ident: $field:ident, $text:literal;)+) => {
        /// The capabilities to which Capability Information says yes or no.
        #[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
        #[non_exhaustive]
        pub struct Capabilities {
            $($(#[$doc])* pub $name: Option<bool>,)+
        }

        impl Capabilities {
            /// Adds the answers of one more response; of several answers, yes wins.
            ///
            /// A server can tell different things about its parts.
            fn add(&mut self, information: &CapabilityInformation<'_>) {
                $(self.$name = self.$name.max(information.$field);)+
            }

            /// The capabilities that the server says yes to, in words.
            fn present(self) -> impl Iterator<Item = &'static str> {
                [$((self.$name, $text)),+].into_iter().filter(|(yes, _)| *yes == Some(true)).map(|(_, text)| text)
            }
        }
    };
}

capabilities! {
    /// Encrypt, Sign and others in several parts.
    streaming: streaming_capability, "streaming";
    /// Asynchronous processing.
    asynchronous: asynchronous_capability, "asynchronous";
    /// Attestation of endpoints.
    attestation: attestation_capability, "attestation";
    /// Batch Error Continuation Option "Undo"; since 1.4.
    batch_undo: batch_undo_capability, "batch undo";
    /// Batch Error Continuation Option "Continue"; since 1.4.
    batch_continue: batch_continue_capability, "batch continue";
    /// Protection against quantum computers; since 2.0.
    quantum_safe: quantum_safe_capability, "quantum safe";
    /// Revocation lists are looked at; since 3.0.
    crl_checks: performs_crl_checks, "CRL checks";
}

impl ServerSummary {
    /// Returns what this response tells.
    #[must_use]
    pub fn from_query(response: &QueryResponse<'_>) -> Self {
        let mut summary = Self::default();
        summary.add(response);
        summary
    }

    /// Adds what another response tells: functions can be queried one by one.
    pub fn add(&mut self, response: &QueryResponse<'_>) {
        self.operations.extend(&response.operations);
        self.operations.sort_unstable();
        self.operations.dedup();
        self.object_types.extend(&response.object_types);
        self.object_types.sort_unstable();
        self.object_types.dedup();
        for profile in &response.profile_information {
            let version = profile.profile_version.as_ref();
            self.profiles.push(Profile {
                name: profile.profile_name,
                version: version.map(|v| (v.profile_version_major, v.profile_version_minor)),
                server_uri: profile.server_uri.as_ref().map(ToString::to_string),
                server_port: profile.server_port,
            });
        }
        for information in &response.capability_information {
            self.capabilities.add(information);
        }
        let told = response.server_information.as_deref();
        put(&mut self.vendor, response.vendor_identification.as_deref());
        put(&mut self.name, told.and_then(|told| told.server_name.as_deref()));
        put(&mut self.version, told.and_then(|told| told.server_version.as_deref()));
        self.application_namespaces.extend(response.application_namespaces.iter().map(ToString::to_string));
        let extensions = response.extension_information.iter();
        self.extensions.extend(extensions.map(|e| (e.extension_name.to_string(), e.extension_tag)));
    }

    /// Returns whether it performs this operation.
    #[must_use]
    pub fn can(&self, operation: Operation) -> bool {
        self.operations.binary_search(&operation).is_ok()
    }

    /// Returns whether it manages objects of this type.
    #[must_use]
    pub fn has(&self, object_type: ObjectType) -> bool {
        self.object_types.binary_search(&object_type).is_ok()
    }

    /// Returns whether it conforms to this profile, in any version.
    #[must_use]
    pub fn conforms_to(&self, profile: ProfileName) -> bool {
        self.profiles.iter().any(|p| p.name == profile)
    }
}

fn put(slot: &mut Option<String>, told: Option<&str>) {
    if let Some(told) = told {
        *slot = Some(told.into());
    }
}

/// Prints a line per subject.
impl fmt::Display for ServerSummary {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let about = [("server", &self.name), ("version", &self.version), ("vendor", &self.vendor)];
        for (what, told) in about {
            if let Some(told) = told {
                writeln!(f, "{what}: {told}")?;
            }
        }
        list(f, "operations", &self.operations)?;
        list(f, "object types", &self.object_types)?;
        let names: Vec<ProfileName> = self.profiles.iter().map(|profile| profile.name).collect();
        list(f, "profiles", &names)?;
        list(f, "capabilities", &self.capabilities.present().collect::<Vec<_>>())?;
        list(f, "extensions", &self.extensions.iter().map(|(name, _)| name).collect::<Vec<_>>())
    }
}

fn list<T: fmt::Display>(f: &mut fmt::Formatter<'_>, what: &str, items: &[T]) -> fmt::Result {
    let Some((first, rest)) = items.split_first() else { return Ok(()) };
    write!(f, "{what}: {first}")?;
    for item in rest {
        write!(f, ", {item}")?;
    }
    writeln!(f)
}
