//! A key server in memory, for every version from 1.0 to 3.0.
//!
//! It shows what a server does with what the crate gives it.
//!
//! `cargo run -p kmip --example server -- ADDRESS [CA.pem CERTIFICATE.pem KEY.pem]`, for instance `127.0.0.1:5696`. With
//! certificates it speaks TLS and asks clients for theirs; without, plain TCP. It prints the address it listens on.
//!
//! | file | what it shows |
//! |---|---|
//! | `connection.rs` | messages out of a stream, malformed requests, Maximum Response Size |
//! | `respond.rs` | batches: what happens after an error, the ID Placeholder, asynchronous operations, unknown criteria |
//! | `batch.rs`, `store.rs` | managed objects and their states |
//! | `discovery.rs`, `objects.rs`, `attributes.rs`, `lifecycle.rs`, `cryptography.rs` | the operations |
//!
//! `.ci/interop` runs two clients of others against it. It is an example: its objects are gone when it ends.

mod attributes;
mod batch;
pub(crate) mod connection;
mod cryptography;
mod discovery;
mod lifecycle;
mod objects;
mod refused;
pub(crate) mod respond;
mod store;

use std::error::Error;
use std::net::TcpListener;
use std::sync::Arc;
use std::thread;

use respond::Server;

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let (address, tls) = match arguments.as_slice() {
        [address] => (address, None),
        [address, ca, certificate, key] => (address, Some(connection::tls(ca, certificate, key)?)),
        _ => return Err("usage: server ADDRESS [CA.pem CERTIFICATE.pem KEY.pem]".into()),
    };
    let listener = TcpListener::bind(address)?;
    println!("listening on {}", listener.local_addr()?);
    let server = Arc::new(Server::default());
    for stream in listener.incoming() {
        let (stream, server, tls) = (stream?, Arc::clone(&server), tls.clone());
        thread::spawn(move || {
            if let Err(error) = connection::serve(stream, tls, &server) {
                eprintln!("connection: {error}");
            }
        });
    }
    Ok(())
}
