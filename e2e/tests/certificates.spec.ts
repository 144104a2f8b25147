// Cards with X.509 certificates: the browser shows one to the listener for them.

import { execFile } from 'node:child_process';
import { createServer } from 'node:net';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import type { BrowserContextOptions } from '@playwright/test';
import { people } from '../harness/people.ts';
import { expect, test } from '../harness/test.ts';

const CERTIFICATES =
  process.env['CHANGEOVER_CERTIFICATES'] ?? fileURLToPath(new URL('../../target/debug/certificates', import.meta.url));

/** A port that nobody listens on. */
async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const { port } = server.address() as { port: number };
  await new Promise((closed) => server.close(closed));
  return port;
}

test('a card with a certificate logs in; one that is revoked, expired or foreign is told so and does not', async ({
  visitor,
  build,
  watch,
}) => {
  test.slow();
  // What Playwright says of the context itself.
  watch.expect(/ERR_CERT|certificate/i);
  const person = people(2).find(({ role }) => role === 'user')!;
  const house = await build({ participants: 2 });
  const folder = path.join(house.folder, 'cards');
  await promisify(execFile)(CERTIFICATES, [folder, `${person.participant}/${person.user}`]);
  const port = await freePort();
  const origin = `https://localhost:${port}`;
  const file = (name: string) => path.join(folder, name);
  await house.configure({
    smartcard: {
      x509_listen: `127.0.0.1:${port}`,
      x509_url: origin,
      x509_certificate: file('tls.pem'),
      x509_key: file('tls.key'),
      x509_ca: [file('ca.pem')],
      x509_crl: [file('cards.crl')],
      x509_user: 'subject-cn',
    },
  });
  await house.stop();
  await house.start();
  const holding = (card: string): BrowserContextOptions => ({
    ignoreHTTPSErrors: true,
    clientCertificates: [{ origin, certPath: file(`${card}.pem`), keyPath: file(`${card}.key`) }],
  });

  for (const [card, word] of [
    ['revoked', /revoked/i],
    ['expired', /expired|no longer valid/i],
    ['foreign', /issue|does not come from|trust/i],
  ] as const) {
    const page = await visitor(holding(card));
    await page.goto(`${origin}/login/certificate`);
    await page.locator('main form button[type=submit]').click();
    await expect(page.locator('#problems')).toContainText(word);
    await page.goto(`${house.url}/account`);
    await expect(page).toHaveURL(/\/login\?/);
  }

  const page = await visitor(holding('card'));
  await page.goto(`${house.url}/login/smartcard`);
  await page.locator(`a[href^="${origin}"]`).click();
  await expect(page.locator('main')).toContainText(`${person.participant}/${person.user}`);
  await page.locator('main form button[type=submit]').click();
  await expect(page).toHaveURL(`${house.url}/account/set-up`);
  const cookies = await page.context().cookies(house.url);
  const answer = await fetch(`${house.url}/api/authz/auth-request`, {
    headers: { cookie: cookies.map(({ name, value }) => `${name}=${value}`).join('; ') },
  });
  expect([answer.status, answer.headers.get('remote-method')]).toEqual([200, 'x509']);
});
