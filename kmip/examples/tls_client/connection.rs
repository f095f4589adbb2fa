//! One connection: a request out, a response in.
//!
//! The response is framed by the length that a message starts with.

use std::error::Error;
use std::io::{Read, Write};
use std::net::TcpStream;
use std::sync::Arc;

use kmip::ttlv::frame;
use kmip::{Limits, ProtocolVersion, Request, RequestMessage, ResponseMessage};
use rustls::pki_types::pem::PemObject as _;
use rustls::pki_types::{CertificateDer, PrivateKeyDer, ServerName};
use rustls::{ClientConfig, ClientConnection, RootCertStore, StreamOwned};

pub(crate) struct Connection {
    stream: StreamOwned<ClientConnection, TcpStream>,
    version: ProtocolVersion<'static>,
    /// The part of the next message that has arrived.
    received: Vec<u8>,
}

impl Connection {
    /// Connects, each side showing its certificate.
    pub(crate) fn open(
        address: &str,
        ca: &str,
        certificate: &str,
        key: &str,
        version: ProtocolVersion<'static>,
    ) -> Result<Self, Box<dyn Error>> {
        let mut roots = RootCertStore::empty();
        for root in CertificateDer::pem_file_iter(ca)? {
            roots.add(root?)?;
        }
        let chain = CertificateDer::pem_file_iter(certificate)?.collect::<Result<Vec<_>, _>>()?;
        let config = ClientConfig::builder_with_provider(Arc::new(rustls::crypto::ring::default_provider()))
            .with_safe_default_protocol_versions()?
            .with_root_certificates(roots)
            .with_client_auth_cert(chain, PrivateKeyDer::from_pem_file(key)?)?;

        let host = address.rsplit_once(':').map_or(address, |(host, _)| host);
        let session = ClientConnection::new(Arc::new(config), ServerName::try_from(host.to_owned())?)?;
        let stream = StreamOwned::new(session, TcpStream::connect(address)?);
        Ok(Self { stream, version, received: Vec::new() })
    }

    /// Sends one operation and waits for its result.
    ///
    /// A failure becomes an error with the server's reason.
    pub(crate) fn ask<'a, R: Request<'a>>(&mut self, payload: R) -> Result<R::Response<'static>, Box<dyn Error>> {
        let mut request = RequestMessage::new(self.version.clone());
        request.push(payload);
        self.stream.write_all(&kmip::ttlv::to_vec(&request)?)?;
        self.stream.flush()?;

        let size = self.receive()?;
        let message = self.received.drain(..size).collect::<Vec<u8>>();
        let response: ResponseMessage<'static> = kmip::ttlv::from_slice_owned(&message)?;
        response.into_payload().map_err(|refusal| match refusal.reason() {
            Some(reason) => format!("refused: {reason}").into(),
            None => refusal.into(),
        })
    }

    /// Reads until one whole message is there; how many bytes it has.
    fn receive(&mut self) -> Result<usize, Box<dyn Error>> {
        let mut chunk = [0; 4096];
        loop {
            if let Some(size) = frame(&self.received, &Limits::DEFAULT)? {
                return Ok(size);
            }
            let read = self.stream.read(&mut chunk)?;
            if read == 0 {
                return Err("the server closed the connection".into());
            }
            self.received.extend(chunk.iter().take(read));
        }
    }
}
