//! CPU and memory of processes, as the Linux kernel counts them.

use std::{
    fs,
    time::{Duration, Instant},
};

use crate::Outcome;

/// The kernel counts CPU in hundredths of a second towards programs, whatever it counts in itself.
const TICKS_A_SECOND: f64 = 100.0;

/// How many verifications run at once: what the product takes as its cores too.
pub fn cores() -> usize {
    std::thread::available_parallelism().map_or(2, usize::from)
}

fn read(path: &str) -> Outcome<String> {
    fs::read_to_string(path).map_err(|error| format!("{path}: {error}; the benches run on Linux").into())
}

/// CPU time that a process has used, all of its threads together, those that have ended included.
///
/// # Errors
/// When there is no such process.
pub fn cpu(pid: u32) -> Outcome<Duration> {
    let path = format!("/proc/{pid}/stat");
    let stat = read(&path)?;
    // The name may hold anything; what follows it are numbers, of which user and system time are the 14th and 15th.
    let numbers = stat.rsplit_once(')').map_or("", |(_, rest)| rest);
    let ticks: Vec<f64> = numbers.split_whitespace().skip(11).take(2).filter_map(|n| n.parse().ok()).collect();
    match ticks[..] {
        [user, system] => Ok(Duration::from_secs_f64((user + system) / TICKS_A_SECOND)),
        _ => Err(format!("{path} cannot be read").into()),
    }
}

/// CPU time that this process has used.
///
/// # Errors
/// When the kernel does not say.
pub fn own_cpu() -> Outcome<Duration> {
    cpu(std::process::id())
}

/// CPU time that this thread has used, to the nanosecond.
///
/// # Errors
/// When the kernel does not say.
pub fn thread_cpu() -> Outcome<Duration> {
    let path = "/proc/thread-self/schedstat";
    let nanos = read(path)?.split_whitespace().next().and_then(|nanos| nanos.parse().ok());
    nanos.map(Duration::from_nanos).ok_or_else(|| format!("{path} cannot be read").into())
}

/// CPU time that the whole machine has used, what its host kept from it included.
fn machine_cpu() -> Outcome<Duration> {
    let stat = read("/proc/stat")?;
    let numbers: Vec<f64> =
        stat.lines().next().unwrap_or_default().split_whitespace().filter_map(|n| n.parse().ok()).collect();
    // user, nice, system, idle, waiting, interrupts, soft interrupts, stolen
    let busy: f64 = [0, 1, 2, 5, 6, 7].iter().filter_map(|place| numbers.get(*place)).sum();
    Ok(Duration::from_secs_f64(busy / TICKS_A_SECOND))
}

/// A line of a process's status, in KiB: `VmRSS` is what it holds now, `VmHWM` the most it has held.
///
/// # Errors
/// When there is no such process or line.
pub fn memory(pid: u32, line: &str) -> Outcome<f64> {
    let path = format!("/proc/{pid}/status");
    let status = read(&path)?;
    let found = status.lines().find_map(|l| l.strip_prefix(line)?.strip_prefix(':')?.split_whitespace().next());
    found.and_then(|kib| kib.parse().ok()).ok_or_else(|| format!("{path} has no {line}").into())
}

/// A stretch of time in which CPU is counted.
#[derive(Clone, Copy, Debug)]
pub struct Window {
    pid: u32,
    begun: Instant,
    server: Duration,
    generator: Duration,
    machine: Duration,
}

/// What was used in a [`Window`].
#[derive(Clone, Copy, Debug)]
pub struct Spent {
    /// How long it was.
    pub wall: Duration,
    /// By the server.
    pub server: Duration,
    /// By this process.
    pub generator: Duration,
    /// By everything else on the machine.
    pub others: Duration,
}

impl Window {
    /// Opens one on the server `pid`; on this process itself where it alone is measured.
    ///
    /// # Errors
    /// When the kernel does not say.
    pub fn open(pid: u32) -> Outcome<Self> {
        Ok(Self { pid, begun: Instant::now(), server: cpu(pid)?, generator: own_cpu()?, machine: machine_cpu()? })
    }

    /// Closes it.
    ///
    /// # Errors
    /// When the server has ended.
    pub fn close(self) -> Outcome<Spent> {
        let wall = self.begun.elapsed();
        let server = cpu(self.pid)?.saturating_sub(self.server);
        let generator = own_cpu()?.saturating_sub(self.generator);
        let ours = if self.pid == std::process::id() { generator } else { server + generator };
        Ok(Spent { wall, server, generator, others: machine_cpu()?.saturating_sub(self.machine + ours) })
    }
}

impl Spent {
    /// What the machine could have given in that time, in seconds of CPU.
    pub fn capacity(&self) -> f64 {
        self.wall.as_secs_f64() * cores() as f64
    }

    /// The share of the machine that other programs left.
    pub fn left_by_others(&self) -> f64 {
        1.0 - self.others.as_secs_f64() / self.capacity()
    }

    /// The share that this process took.
    pub fn generator_share(&self) -> f64 {
        self.generator.as_secs_f64() / self.capacity()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn work_is_counted() -> Outcome {
        let window = Window::open(std::process::id())?;
        let begun = Instant::now();
        while begun.elapsed() < Duration::from_millis(80) {
            std::hint::black_box((0..1000_u64).sum::<u64>());
        }
        let spent = window.close()?;
        assert!(spent.generator > Duration::ZERO && spent.generator <= spent.wall * 2, "{spent:?}");
        assert!(memory(std::process::id(), "VmHWM")? >= memory(std::process::id(), "VmRSS")? * 0.5);
        Ok(())
    }
}
