//! Which passwords are taken. Length and names are judged in `domain`; what needs lists and guessing is judged here.

use std::{collections::HashSet, path::Path, sync::Arc};

use domain::password::{Password, PasswordProblem, PasswordRules};

use crate::{app::App, store::accounts::Account};

/// Passwords that are refused because they are known to be in use, or to have leaked. Case does not count.
#[derive(Clone, Debug, Default)]
pub struct Blocklist(Arc<HashSet<String>>);

impl Blocklist {
    /// Reads a file with a password a line, UTF-8.
    ///
    /// # Errors
    /// Says which file cannot be read, and why.
    pub fn read(path: &Path) -> Result<Self, String> {
        let text = std::fs::read_to_string(path).map_err(|e| format!("password.blocklist {}: {e}", path.display()))?;
        let listed = text.lines().map(str::trim).filter(|line| !line.is_empty());
        Ok(Self(Arc::new(listed.map(|line| Password::typed(line).expose().to_lowercase()).collect())))
    }

    fn contains(&self, password: &Password) -> bool {
        self.0.contains(&password.expose().to_lowercase())
    }
}

/// The rules in force.
pub fn rules(app: &App) -> PasswordRules {
    PasswordRules { min_length: app.config.password.min_length.0 }
}

/// Names that a password of `account` may not rest on: its own, its firm's, the clearing house's, ours.
pub fn names(app: &App, account: &Account, firm: Option<&crate::store::participants::Participant>) -> Vec<String> {
    let mut names = vec![
        account.id.participant.to_string(),
        account.id.user.to_string(),
        account.name_en.clone(),
        account.name_zh.clone(),
        app.config.organisation.name_en.to_string(),
        app.config.organisation.name_zh.to_string(),
        "Changeover".to_owned(),
    ];
    if let Some(address) = &account.address {
        names.push(address.local().to_owned());
        names.push(address.domain().to_owned());
    }
    if let Some(firm) = firm {
        names.push(firm.name_en.clone());
        names.push(firm.name_zh.clone());
    }
    names.retain(|name| !name.trim().is_empty());
    names
}

/// Whether `password` is taken. Runs in the hashing pool's thread budget: guessing is quick but not free.
///
/// # Errors
/// The first rule that it breaks, in the order in which they are explained: NIST SP 800-63B-4 §3.1.1.2.
pub fn judge(app: &App, password: &Password, names: &[String]) -> Result<(), PasswordProblem> {
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    rules(app).check(password, &names)?;
    if app.blocklist.contains(password) {
        return Err(PasswordProblem::Blocklisted);
    }
    // Three of four: "safely unguessable, moderate protection from offline attack".
    if zxcvbn::zxcvbn(password.expose(), &names).score() < zxcvbn::Score::Three {
        return Err(PasswordProblem::Guessable);
    }
    Ok(())
}
