// A real SMTP server, which keeps what it takes and can be told not to.

import { setTimeout as sleep } from 'node:timers/promises';
import { SMTPServer } from 'smtp-server';

/** A mail as its reader sees it. */
export interface Mail {
  to: string;
  subject: string;
  text: string;
  html: string;
  /** The first line. */
  code: string;
  /** What tells one mail with a code from another. */
  reference: string;
}

/** The clearing house's relay. */
export class Post {
  readonly mails: Mail[] = [];
  /** What it answers to a recipient: nothing special, an error of class 4, or one of class 5. */
  manner: 'take' | 'defer' | 'refuse' = 'take';
  port = 0;
  private server: SMTPServer | undefined;

  /** Listens, on the port of before if there was one. */
  async start(): Promise<void> {
    const server = new SMTPServer({
      authOptional: true,
      disabledCommands: ['AUTH', 'STARTTLS'],
      disableReverseLookup: true,
      // Connections are kept by the other side: do not wait for it to close them.
      closeTimeout: 1,
      logger: false,
      onRcptTo: (_, __, answer) => {
        const code = { take: 0, defer: 451, refuse: 550 }[this.manner];
        answer(code === 0 ? null : Object.assign(new Error('not this recipient'), { responseCode: code }));
      },
      onData: (stream, session, answer) => {
        const chunks: Buffer[] = [];
        stream.on('data', (chunk: Buffer) => chunks.push(chunk));
        stream.on('end', () => {
          try {
            const to = session.envelope.rcptTo.map((recipient) => recipient.address);
            if (to.length !== 1) throw new Error(`a mail to ${to.length} recipients`);
            this.mails.push(read(Buffer.concat(chunks).toString('latin1'), to[0]!));
            answer(null);
          } catch (error) {
            answer(error as Error);
          }
        });
      },
    });
    // A connection that its other side drops is no fault of a test.
    server.on('error', () => {});
    await new Promise<void>((resolve) => server.listen(this.port, '127.0.0.1', resolve));
    const address = server.server.address();
    this.port = typeof address === 'object' && address !== null ? address.port : 0;
    this.server = server;
  }

  /** Hangs up and listens no more. */
  async stop(): Promise<void> {
    const server = this.server;
    this.server = undefined;
    if (server !== undefined) await new Promise<void>((resolve) => server.close(resolve));
  }

  /** All mails to an address so far. */
  to(address: string): Mail[] {
    return this.mails.filter((mail) => mail.to === address);
  }

  /** The next mail to an address: ask before doing what sends it. */
  next(address: string, timeout = 15_000): Promise<Mail> {
    const mail = this.nth(address, this.to(address).length, timeout);
    // Where a test fails before it waits for the mail, its own failure is the one to show.
    mail.catch(() => {});
    return mail;
  }

  /** The newest mail to an address that carries an activation code: other mail may come before it. */
  async activation(address: string, timeout = 15_000): Promise<Mail> {
    for (const end = Date.now() + timeout; Date.now() < end; await sleep(10)) {
      const mail = this.to(address).findLast(({ code }) => /^(?:[0-9A-Z]{4}-){2}[0-9A-Z]{4}$/.test(code));
      if (mail !== undefined) return mail;
    }
    throw new Error(`no activation reached ${address} within ${timeout} ms`);
  }

  /** The mail to an address with this place in order, from 0. */
  async nth(address: string, place: number, timeout = 15_000): Promise<Mail> {
    for (const end = Date.now() + timeout; Date.now() < end; await sleep(10)) {
      const mail = this.to(address)[place];
      if (mail !== undefined) return mail;
    }
    throw new Error(`no mail number ${place + 1} reached ${address} within ${timeout} ms`);
  }
}

/** Reads a mail in the form that Changeover sends: text and HTML, both base64, and perhaps a file beside them. */
function read(raw: string, to: string): Mail {
  const [head, body] = halves(raw);
  const [said] = partsOf(head, body, 'mixed') ?? [raw];
  const parts = partsOf(...halves(said!), 'alternative');
  if (parts === undefined) throw new Error('the mail is not multipart/alternative');
  const [text, html] = ['text/plain', 'text/html'].map((kind) => {
    for (const [head, body] of parts.map(halves)) {
      if (!new RegExp(`^content-type: ${kind}; charset=utf-8$`, 'im').test(head)) continue;
      if (!/^content-transfer-encoding: base64$/im.test(head)) throw new Error(`the ${kind} part is not base64`);
      return Buffer.from(body, 'base64').toString('utf8').replaceAll('\r\n', '\n');
    }
    throw new Error(`the mail has no ${kind} part`);
  }) as [string, string];
  const subject = /^subject: (.*)$/im.exec(head)?.[1] ?? '';
  const reference = /(?:reference|參考編號) ([0-9A-Z]{4})/.exec(decoded(subject))?.[1] ?? '';
  return { to, subject: decoded(subject), text, html, code: text.split('\n', 1)[0] ?? '', reference };
}

/** The parts of a body; nothing if its head says another kind. */
function partsOf(head: string, body: string, kind: string): string[] | undefined {
  const boundary = new RegExp(`^content-type: multipart/${kind};\\s*boundary="?([^"\n]+)"?`, 'im').exec(head)?.[1];
  return boundary === undefined
    ? undefined
    : body.split(`--${boundary}`).slice(1, -1).map((part) => part.replace(/^\n/, ''));
}

function halves(text: string): [string, string] {
  const [head = '', ...rest] = text.replaceAll('\r\n', '\n').split('\n\n');
  // Folded headers become one line.
  return [head.replace(/\n[ \t]+/g, ' '), rest.join('\n\n')];
}

/** RFC 2047, base64. */
function decoded(header: string): string {
  return header
    .replace(/\?=\s+=\?/g, '?==?')
    .replace(/=\?utf-8\?b\?([^?]*)\?=/gi, (_, word: string) => Buffer.from(word, 'base64').toString('latin1'))
    .replace(/[\x80-\xff]+/g, (bytes) => Buffer.from(bytes, 'latin1').toString('utf8'));
}
