//! Answers that are kept as files, not shown.

use std::{error::Error, future::Future};

use axum::{body::Body, response::Response};
use futures_util::{StreamExt as _, TryStreamExt as _, stream};
use http::{HeaderValue, header};

use super::super::guard::{Answer, No};
use crate::{sheet::Sheet, store::StoreError};

const CSV: &str = "text/csv; charset=utf-8";

/// A CSV file.
pub fn attachment(name: &str, body: Vec<u8>) -> Response {
    file(name, CSV, body.into())
}

/// A file of another kind.
pub fn file(name: &str, kind: &'static str, body: Body) -> Response {
    let mut response = Response::new(body);
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(kind));
    if let Ok(value) = HeaderValue::from_str(&format!("attachment; filename=\"{name}\"")) {
        headers.insert(header::CONTENT_DISPOSITION, value);
    }
    response
}

/// A CSV file of `records` under `head`.
pub fn csv_file<R: IntoIterator<Item: AsRef<str>>>(
    name: &str,
    head: impl IntoIterator<Item: AsRef<str>>,
    records: impl IntoIterator<Item = R>,
) -> Answer {
    let written = || -> csv::Result<_> {
        let mut sheet = Sheet::of(head)?;
        for record in records {
            sheet.record(record)?;
        }
        sheet.end()
    };
    Ok(attachment(name, written().map_err(|error| No::failed(&error))?))
}

/// A CSV file too long to be held: `read` gives some records and after what the next are, from after nothing on, while
/// they are sent. Where it fails, the connection breaks off, and whoever takes the file sees that it is not whole.
pub fn csv_stream<K, R, F>(
    name: &'static str,
    head: impl IntoIterator<Item: AsRef<str>>,
    mut read: impl FnMut(Option<K>) -> F + Send + 'static,
) -> Answer
where
    K: Send + 'static,
    R: IntoIterator<Item: AsRef<str>> + Send + 'static,
    F: Future<Output = Result<(Vec<R>, Option<K>), StoreError>> + Send + 'static,
{
    let head = Sheet::of(head).and_then(Sheet::end).map_err(|error| No::failed(&error))?;
    let rest = stream::try_unfold(Some(None), move |after| {
        let page = after.map(&mut read);
        async move {
            let Some(page) = page else { return Ok(None) };
            let (records, next) = page.await?;
            let mut piece = Sheet::piece();
            for record in records {
                piece.record(record)?;
            }
            Ok::<_, Box<dyn Error + Send + Sync>>(Some((piece.end()?, next.map(Some))))
        }
    });
    let rest = rest.inspect_err(move |error| tracing::error!(%error, name, "a file broke off"));
    Ok(file(name, CSV, Body::from_stream(stream::iter([Ok(head)]).chain(rest))))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use axum::body::to_bytes;

    use super::csv_stream;
    use crate::store::StoreError;

    /// Pages of two, of numbers below five, the last of which may fail.
    async fn sent(fails: bool) -> Result<String, axum::Error> {
        let response = csv_stream("numbers.csv", ["number"], move |after: Option<u8>| async move {
            let from = after.map_or(0, |after| after + 1);
            if fails && from == 4 {
                return Err(StoreError::from(sqlx::Error::RowNotFound));
            }
            let numbers: Vec<_> = (from..5).take(2).collect();
            let next = numbers.get(1).copied();
            Ok((numbers.into_iter().map(|number| [number.to_string()]).collect(), next))
        });
        let bytes = to_bytes(response.unwrap_or_else(|_| unreachable!()).into_body(), 1000).await?;
        Ok(String::from_utf8(bytes.to_vec()).unwrap())
    }

    #[tokio::test]
    async fn a_file_read_page_by_page_has_every_record_once_under_one_head() {
        assert_eq!(sent(false).await.unwrap(), "\u{feff}number\n0\n1\n2\n3\n4\n");
    }

    #[tokio::test]
    async fn a_file_that_cannot_be_read_on_breaks_off() {
        assert!(sent(true).await.is_err());
    }
}
