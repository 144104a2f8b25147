//! The server's own keys: made on the first start, in a file that only its owner can read.

use std::{
    fs,
    io::{ErrorKind, Write as _},
    os::unix::fs::{OpenOptionsExt as _, PermissionsExt as _},
    path::Path,
};

use data_encoding::HEXLOWER;
use domain::code::CodeKey;

use crate::random::Randomness;

/// Why there are no keys.
#[derive(Debug, thiserror::Error)]
pub enum KeysError {
    /// The file cannot be read or written.
    #[error("keys file {path}: {source}")]
    File {
        /// Its path.
        path: String,
        /// The system's word.
        source: std::io::Error,
    },
    /// Others than the owner may read it.
    #[error("keys file {0} can be read by others than its owner: chmod 600 it")]
    Open(String),
    /// It holds no keys.
    #[error(
        "keys file {0} does not hold `code = <64 hexadecimal digits>`: restore it from the backup; \
             without it every code and activation on its way is void"
    )]
    Content(String),
}

/// The keys of one installation. Every instance on one database needs the same.
#[derive(Clone, Debug)]
pub struct Keys {
    /// Derives one-time codes and activation codes.
    pub code: CodeKey,
}

impl Keys {
    /// Reads the keys at `path`, or makes them there.
    ///
    /// # Errors
    /// [`KeysError`] says what is wrong with the file.
    pub fn open(path: &Path, random: &dyn Randomness) -> Result<Self, KeysError> {
        let failed = |source| KeysError::File { path: path.display().to_string(), source };
        if !path.exists() {
            Self::make(path, random).map_err(failed)?;
        }
        let mode = fs::metadata(path).map_err(failed)?.permissions().mode();
        if mode & 0o077 != 0 {
            return Err(KeysError::Open(path.display().to_string()));
        }
        let text = fs::read_to_string(path).map_err(failed)?;
        let wrong = || KeysError::Content(path.display().to_string());
        let hex = text.lines().find_map(|line| line.strip_prefix("code = ")).ok_or_else(wrong)?;
        let bytes = HEXLOWER.decode(hex.trim().as_bytes()).map_err(|_| wrong())?;
        Ok(Self { code: CodeKey::new(bytes.try_into().map_err(|_| wrong())?) })
    }

    /// Written whole beside the path, then linked there: two processes that start at once end with the same keys.
    fn make(path: &Path, random: &dyn Randomness) -> std::io::Result<()> {
        let mut bytes = [0; 32];
        random.fill(&mut bytes);
        if let Some(folder) = path.parent().filter(|f| !f.as_os_str().is_empty()) {
            fs::create_dir_all(folder)?;
        }
        // Not the process id: two containers on one volume have the same.
        let mut name = [0; 8];
        random.fill(&mut name);
        let draft = path.with_extension(format!("{}.draft", HEXLOWER.encode(&name)));
        let mut file = fs::OpenOptions::new().write(true).create(true).truncate(true).mode(0o600).open(&draft)?;
        writeln!(file, "# Keys of this Changeover. Back up beside the database; never share.")?;
        writeln!(file, "code = {}", HEXLOWER.encode(&bytes))?;
        file.sync_all()?;
        let linked = fs::hard_link(&draft, path);
        fs::remove_file(&draft)?;
        match linked {
            Err(error) if error.kind() == ErrorKind::AlreadyExists => Ok(()),
            other => other,
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;
    use crate::random::SystemRandomness;

    #[test]
    fn keys_are_made_once_for_the_owner_alone() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("new/changeover.keys");
        Keys::open(&path, &SystemRandomness).unwrap();
        let first = fs::read_to_string(&path).unwrap();
        assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
        Keys::open(&path, &SystemRandomness).unwrap();
        assert_eq!(fs::read_to_string(&path).unwrap(), first);
    }

    #[test]
    fn keys_that_others_can_read_are_refused() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("changeover.keys");
        Keys::open(&path, &SystemRandomness).unwrap();
        fs::set_permissions(&path, fs::Permissions::from_mode(0o644)).unwrap();
        assert!(matches!(Keys::open(&path, &SystemRandomness), Err(KeysError::Open(_))));
    }
}
