//! A mail relay that takes everything and hands each mailbox the first line of each mail: the code.

use std::{
    collections::HashMap,
    net::{Ipv4Addr, SocketAddr},
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};

use data_encoding::BASE64;
use tokio::{
    io::{AsyncBufReadExt as _, AsyncReadExt as _, AsyncWriteExt as _, BufReader},
    net::{TcpListener, TcpStream},
    sync::mpsc::{UnboundedReceiver, UnboundedSender, unbounded_channel},
    task::JoinSet,
};

use crate::Outcome;

/// A mail takes no longer than this to arrive.
const PATIENCE: Duration = Duration::from_secs(30);

/// No mail of the product is larger, in bytes.
const LARGEST: u64 = 1 << 20;

type Boxes = Arc<Mutex<HashMap<String, UnboundedSender<String>>>>;

/// The relay; dropped, it stops.
#[derive(Debug)]
pub struct Sink {
    /// Where it listens.
    pub address: SocketAddr,
    boxes: Boxes,
    _listener: JoinSet<()>,
}

/// First lines of the mails to one address.
#[derive(Debug)]
pub struct Mailbox(UnboundedReceiver<String>);

impl Mailbox {
    /// Waits for the next mail.
    ///
    /// # Errors
    /// When none comes.
    pub async fn next(&mut self) -> Outcome<String> {
        let line = tokio::time::timeout(PATIENCE, self.0.recv()).await;
        line.ok().flatten().ok_or_else(|| "a mail did not arrive in time".into())
    }
}

impl Sink {
    /// Starts it on a free port.
    ///
    /// # Errors
    /// When there is none.
    pub async fn start() -> Outcome<Self> {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await?;
        let address = listener.local_addr()?;
        let boxes = Boxes::default();
        let known = Arc::clone(&boxes);
        let mut task = JoinSet::new();
        task.spawn(async move {
            let mut connections = JoinSet::new();
            while let Ok((stream, _)) = listener.accept().await {
                let boxes = Arc::clone(&known);
                connections.spawn(async move {
                    if let Err(error) = converse(stream, &boxes).await {
                        eprintln!("mail: {error}");
                    }
                });
                while connections.try_join_next().is_some() {}
            }
        });
        Ok(Self { address, boxes, _listener: task })
    }

    /// The mailbox of `address`; mail to others is taken and thrown away.
    pub fn mailbox(&self, address: &str) -> Mailbox {
        let (sender, receiver) = unbounded_channel();
        self.boxes.lock().unwrap_or_else(PoisonError::into_inner).insert(address.to_owned(), sender);
        Mailbox(receiver)
    }
}

/// One connection, as far as RFC 5321 §4.5.1 asks for.
async fn converse(stream: TcpStream, boxes: &Boxes) -> Outcome {
    stream.set_nodelay(true)?;
    let mut stream = BufReader::new(stream);
    stream.write_all(b"220 sink\r\n").await?;
    let mut recipient = String::new();
    let mut line = String::new();
    loop {
        line.clear();
        if (&mut stream).take(LARGEST).read_line(&mut line).await? == 0 {
            return Ok(());
        }
        let verb = line.get(..4).unwrap_or_default().to_ascii_uppercase();
        let answer: &[u8] = match verb.as_str() {
            "RCPT" => {
                recipient = between(&line, '<', '>').to_owned();
                b"250 ok\r\n"
            }
            "DATA" => {
                stream.write_all(b"354 go on\r\n").await?;
                let code = first_line(&read_mail(&mut stream).await?)?;
                if let Some(mailbox) = boxes.lock().unwrap_or_else(PoisonError::into_inner).get(&recipient) {
                    // Nobody waits any more where the bench is over.
                    let _ = mailbox.send(code);
                }
                b"250 taken\r\n"
            }
            "QUIT" => {
                stream.write_all(b"221 bye\r\n").await?;
                return Ok(());
            }
            "EHLO" | "HELO" | "MAIL" | "RSET" | "NOOP" => b"250 ok\r\n",
            _ => b"502 not here\r\n",
        };
        stream.write_all(answer).await?;
    }
}

/// Everything up to the line with the dot. A dot that begins another line is doubled, which no base 64 is.
async fn read_mail(stream: &mut BufReader<TcpStream>) -> Outcome<String> {
    let mut mail = String::new();
    let mut stream = stream.take(LARGEST);
    while !mail.ends_with("\r\n.\r\n") {
        if stream.read_line(&mut mail).await? == 0 {
            return Err("a mail broke off, or is too large".into());
        }
    }
    Ok(mail)
}

/// The first line of a mail's text part, which is in base 64.
fn first_line(mail: &str) -> Outcome<String> {
    let part = mail.split_once("text/plain").map_or("", |(_, part)| part);
    let body = part.split_once("\r\n\r\n").map_or("", |(_, body)| body);
    let body: String = body.split("\r\n--").next().unwrap_or_default().split_whitespace().collect();
    let text = String::from_utf8(BASE64.decode(body.as_bytes()).map_err(|e| format!("the text part: {e}"))?)?;
    Ok(text.lines().next().unwrap_or_default().to_owned())
}

fn between(text: &str, open: char, close: char) -> &str {
    text.split_once(open).and_then(|(_, rest)| rest.split_once(close)).map_or("", |(inside, _)| inside)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_code_is_the_first_line_of_the_text() -> Outcome {
        let mail = format!(
            "Content-Type: multipart/alternative; boundary=\"b\"\r\n\r\n--b\r\nContent-Type: text/plain; charset=utf-8\r\n\
             Content-Transfer-Encoding: base64\r\n\r\n{}\r\n--b\r\nContent-Type: text/html\r\n\r\nx\r\n--b--\r\n.\r\n",
            BASE64.encode(b"012345\n\nYour code\n")
        );
        assert_eq!(first_line(&mail)?, "012345");
        assert_eq!(between("RCPT TO:<a@b.example>", '<', '>'), "a@b.example");
        Ok(())
    }
}
