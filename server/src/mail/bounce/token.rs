use sha2::{Digest as _, Sha256};
use subtle::ConstantTimeEq as _;

use crate::config::{Config, Secret};

/// What lets reports of mail servers in. Its hash alone is kept in memory.
#[derive(Clone, Copy)]
pub struct BounceToken([u8; 32]);

impl BounceToken {
    /// The one that is configured, if one is.
    ///
    /// # Errors
    /// Says what is wrong with the file that should hold it.
    pub fn of(config: &Config) -> Result<Option<Self>, String> {
        if let Some(token) = &config.mail.bounce_token {
            return Ok(Some(Self::hashed(token.expose())));
        }
        let Some(file) = &config.mail.bounce_token_file else { return Ok(None) };
        let path = config.folder.join(file);
        let named = |why: &dyn std::fmt::Display| format!("mail.bounce_token_file {}: {why}", path.display());
        let text = std::fs::read_to_string(&path).map_err(|error| named(&error))?;
        let token: Secret = text.trim().parse().map_err(|why: String| named(&why))?;
        Ok(Some(Self::hashed(token.expose())))
    }

    fn hashed(token: &str) -> Self {
        Self(Sha256::digest(token).into())
    }

    /// Whether `shown` is the token; it takes as long whatever is shown.
    pub fn matches(&self, shown: &str) -> bool {
        self.0.ct_eq(&Self::hashed(shown).0).into()
    }
}

impl std::fmt::Debug for BounceToken {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("BounceToken(…)")
    }
}
