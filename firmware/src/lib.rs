#![doc = include_str!("../README.md")]
#![no_std]

mod machine;

pub use machine::{Input, exit, peak_stack, print, print_number};
