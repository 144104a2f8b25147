//! Debian's packages, which root on a machine with apt-get gets by itself and everybody else is told about.

use std::process::Command;

use crate::{Outcome, process};

/// A program or file that comes with one of Debian's packages.
#[derive(Debug, Clone, Copy)]
pub struct Package {
    /// Its name in Debian.
    pub name: &'static str,
    /// Why it is needed, to finish "… is needed for".
    pub purpose: &'static str,
    /// Whether the machine has it, from Debian or from elsewhere.
    pub present: fn() -> bool,
}

/// The browser of the browser tests.
pub const CHROMIUM: Package =
    Package { name: "chromium", purpose: "the browser tests", present: || crate::test::chromium().is_some() };
/// The server that the throw-away cluster runs.
pub const POSTGRESQL: Package = Package {
    name: "postgresql",
    purpose: "the server tests on PostgreSQL",
    present: || crate::postgres::programs().is_some(),
};
/// The reverse proxy that asks `/api/authz/auth-request`.
pub const NGINX: Package = Package {
    name: "nginx-light",
    purpose: "the tests behind a real reverse proxy",
    present: || process::on_path("nginx").is_some() || std::path::Path::new("/usr/sbin/nginx").exists(),
};
/// Without it Chinese pages are boxes in every screenshot; other systems bring such a font themselves.
pub const CJK_FONTS: Package = Package {
    name: "fonts-noto-cjk",
    purpose: "Chinese text in the browser tests",
    present: || {
        process::on_path("dpkg-query").is_none()
            || process::succeeds(Command::new("dpkg-query").args(["--show", "fonts-noto-cjk"]))
    },
};

/// Installs what is missing, where we may. What is still missing afterwards shows where it is used.
pub fn ensure(packages: &[Package]) -> Outcome {
    let missing: Vec<Package> = packages.iter().copied().filter(|package| !(package.present)()).collect();
    if missing.is_empty() {
        return Ok(());
    }
    let names: Vec<&str> = missing.iter().map(|package| package.name).collect();
    for package in &missing {
        eprintln!("{} is needed for {}", package.name, package.purpose);
    }
    if process::on_path("apt-get").is_none() || !is_root() {
        return Err(format!(
            "missing: {0}. On Debian or Ubuntu: sudo apt-get install {0}; elsewhere: the packages of the same purpose",
            names.join(" ")
        ));
    }
    eprintln!("Installing {}", names.join(" "));
    process::run(apt().arg("update"))?;
    process::run(apt().args(["install", "--yes", "--no-install-recommends"]).args(&names))
}

/// Whether this process may install packages and must not run PostgreSQL.
pub fn is_root() -> bool {
    process::output(Command::new("id").arg("-u")).is_ok_and(|id| id.trim() == "0")
}

fn apt() -> Command {
    let mut command = Command::new("apt-get");
    command.arg("--quiet").env("DEBIAN_FRONTEND", "noninteractive");
    command
}
