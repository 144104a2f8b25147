//! The files of a clearing house of 158 participants, and importing files.

use std::{io, io::Cursor, path::Path};

use server::{
    registration::import::{
        ImportError, Options, Watch, What, import,
        reader::Sheet,
        verdict::{Line, Summary},
    },
    store::directory::User,
};

use super::TestServer;

/// A file of the clearing house of 158 participants.
pub fn data(name: &str) -> Vec<u8> {
    std::fs::read(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data").join(name)).unwrap()
}

struct Quiet;

impl Watch for Quiet {
    fn line(&mut self, _: &Line) -> io::Result<()> {
        Ok(())
    }
    fn missing(&mut self, _: &User) -> io::Result<()> {
        Ok(())
    }
    fn progress(&mut self, _: u64, _: u64) {}
}

impl TestServer {
    /// Imports a file, as the operator would.
    pub async fn import(&self, what: What, bytes: Vec<u8>) {
        self.try_import(what, bytes).await.unwrap();
    }

    /// Imports the whole list of users.
    pub async fn import_complete(&self, bytes: Vec<u8>) {
        let options = Options { complete: true, ..Options::default() };
        self.import_with(What::Users, bytes, options).await.unwrap();
    }

    /// Tries to.
    pub async fn try_import(&self, what: What, bytes: Vec<u8>) -> Result<Summary, ImportError> {
        self.import_with(what, bytes, Options::default()).await
    }

    async fn import_with(&self, what: What, bytes: Vec<u8>, options: Options) -> Result<Summary, ImportError> {
        let mut sheet = Sheet::new("test.csv".to_owned(), Cursor::new(bytes), what.columns()).unwrap();
        import(&self.app, &self.operator(), what, &mut sheet, options, &mut Quiet).await
    }
}
