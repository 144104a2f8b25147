// Smartcards and passkeys for browsers that have none: a card at the end of a pipe, and Chromium's own virtual
// authenticator.

import { type ChildProcess, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import type { Page } from '@playwright/test';

const SOFTCARD = process.env['CHANGEOVER_SOFTCARD'] ?? fileURLToPath(new URL('../../target/debug/softcard', import.meta.url));

interface Answer {
  id: number;
  ok?: unknown;
  error?: { name: string; message: string };
}

/** One card with its reader, attested by an issuer of its own: `webauthn-authenticator-rs` behind a pipe. */
export class Card {
  private readonly process: ChildProcess;
  private readonly waiting = new Map<number, (answer: Answer) => void>();
  private asked = 0;

  constructor(kind: 'token' | 'forge' = 'token') {
    this.process = spawn(SOFTCARD, ['--kind', kind, '--transports', 'smart-card,usb,nfc'], {
      stdio: ['pipe', 'pipe', 'inherit'],
    });
    createInterface({ input: this.process.stdout! }).on('line', (line) => {
      const answer = JSON.parse(line) as Answer;
      this.waiting.get(answer.id)?.(answer);
      this.waiting.delete(answer.id);
    });
  }

  /** The certificate and make that the server is configured with. */
  async issuer(): Promise<{ pem: string; aaguid: string }> {
    return (await this.ask({ op: 'issuer' })).ok as { pem: string; aaguid: string };
  }

  /** Takes the card out of the reader. */
  remove(): Promise<Answer> {
    return this.ask({ op: 'remove' });
  }

  /** Puts it in again. */
  insert(): Promise<Answer> {
    return this.ask({ op: 'insert' });
  }

  /**
   * Puts this card's reader at a page, in place of `navigator.credentials` where a page asks for a security key, as it
   * does for smartcards; what else it asks for goes to the browser itself.
   */
  async at(page: Page): Promise<void> {
    await page.exposeFunction('askSoftcard', (op: string, origin: string, options: unknown) =>
      this.ask({ op, origin, options }),
    );
    await page.addInitScript(() => {
      const ask = (globalThis as unknown as { askSoftcard: (...args: unknown[]) => Promise<Answer> }).askSoftcard;
      interface Answer {
        ok?: object;
        error?: { name: string; message: string };
      }
      const text = (bytes: ArrayBuffer | ArrayBufferView) => {
        const view = ArrayBuffer.isView(bytes) ? new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength) : new Uint8Array(bytes);
        return btoa(String.fromCharCode(...view)).replace(/\+/g, '-').replace(/\//g, '_').replace(/=+$/, '');
      };
      const plain = (value: unknown): unknown => {
        if (value instanceof ArrayBuffer || ArrayBuffer.isView(value)) return text(value);
        if (Array.isArray(value)) return value.map(plain);
        if (value !== null && typeof value === 'object') {
          return Object.fromEntries(Object.entries(value).map(([name, held]) => [name, plain(held)]));
        }
        return value;
      };
      const own = navigator.credentials;
      const through = (op: 'create' | 'get') => async (asked: CredentialCreationOptions & CredentialRequestOptions) => {
        const options = asked.publicKey as { hints?: string[] } | undefined;
        if (!options?.hints?.includes('security-key')) return own[op](asked);
        const answer = await ask(op, location.origin, plain(options));
        if (answer.error) throw new DOMException(answer.error.message, answer.error.name);
        return { toJSON: () => answer.ok };
      };
      Object.defineProperty(navigator, 'credentials', {
        value: { create: through('create'), get: through('get'), store: own.store.bind(own), preventSilentAccess: own.preventSilentAccess.bind(own) },
      });
    });
  }

  close(): void {
    this.process.stdin!.end();
  }

  private ask(question: object): Promise<Answer> {
    const id = ++this.asked;
    return new Promise((resolve) => {
      this.waiting.set(id, resolve);
      this.process.stdin!.write(`${JSON.stringify({ id, ...question })}\n`);
    });
  }
}

/**
 * Gives a page's browser an authenticator of Chromium's own, which verifies its user and keeps what it makes. Hands back
 * whether somebody is there to answer: they answer whatever is asked, at once, an offer in a field too.
 */
export async function virtualAuthenticator(page: Page): Promise<(enabled: boolean) => Promise<void>> {
  const session = await page.context().newCDPSession(page);
  await session.send('WebAuthn.enable', { enableUI: false });
  const { authenticatorId } = await session.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      ctap2Version: 'ctap2_1',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  });
  return async (enabled) => {
    await session.send('WebAuthn.setAutomaticPresenceSimulation', { authenticatorId, enabled });
  };
}
