//! Runs a program with a limit on time and memory.

use std::fs;
use std::os::unix::process::{CommandExt, ExitStatusExt};
use std::process::{Command, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

/// The end of a program.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Ended {
    /// With success.
    Passed,
    /// Without.
    Failed,
    /// It took too long.
    Late,
}

/// A program that has run.
#[derive(Debug)]
pub(crate) struct Process {
    /// The end of the program.
    pub(crate) ended: Ended,
    /// The processor time that it took.
    ///
    /// Where the system does not tell, it is the time of the clock.
    pub(crate) took: Duration,
}

impl Process {
    /// Runs the command for at most `limit` of processor time.
    ///
    /// By the clock, it may take sixty times as much.
    ///
    /// Memory is limited to 8 GiB of addresses, so that a mutant without a bound ends.
    pub(crate) fn run(command: &mut Command, limit: Duration) -> Self {
        let begin = Instant::now();
        let mut limited = Command::new("sh");
        let seconds = limit.as_secs() + 1;
        limited
            .args(["-c", &format!("ulimit -t {seconds}; ulimit -v 8388608; exec \"$@\""), "sh"])
            .arg(command.get_program())
            .args(command.get_args())
            .envs(command.get_envs().filter_map(|(name, value)| Some((name, value?))))
            .process_group(0)
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null());
        if let Some(folder) = command.get_current_dir() {
            limited.current_dir(folder);
        }
        let Ok(mut child) = limited.spawn() else { return Self { ended: Ended::Failed, took: Duration::ZERO } };
        let (mut pause, mut took) = (Duration::from_micros(500), None);
        let ended = loop {
            match child.try_wait() {
                Ok(Some(status)) if status.success() => break Ended::Passed,
                // SIGKILL and SIGXCPU: the limit on the processor's time.
                Ok(Some(status)) if matches!(status.signal(), Some(9 | 24)) => break Ended::Late,
                Ok(Some(_)) | Err(_) => break Ended::Failed,
                Ok(None) if begin.elapsed() > limit * 60 => {
                    let _ = Command::new("kill").args(["-9", "--", &format!("-{}", child.id())]).status();
                    let _ = child.wait();
                    break Ended::Late;
                }
                Ok(None) => {
                    took = processor_time(child.id()).or(took);
                    sleep(pause);
                    pause = (pause * 2).min(Duration::from_millis(20));
                }
            }
        };
        Self { ended, took: took.unwrap_or_else(|| begin.elapsed()) }
    }
}

/// Returns the time of a program's first thread, in which its tests run.
///
/// It does not depend on what else the machine does.
fn processor_time(process: u32) -> Option<Duration> {
    let text = fs::read_to_string(format!("/proc/{process}/schedstat")).ok()?;
    Some(Duration::from_nanos(text.split(' ').next()?.parse().ok()?))
}
