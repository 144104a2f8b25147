// The connectivity test: what the browser, the server and a whole test login find.

import type { Locator, Page } from '@playwright/test';
import { PASSWORD } from '../harness/house.ts';
import { enterCode, enterPassword, logIn } from '../harness/steps.ts';
import { expect, test } from '../harness/test.ts';
import { words } from '../harness/words.ts';

const says = words('en');

/** A row of the result by its check. */
function row(page: Page, check: string): Locator {
  return page.locator('.checks tbody tr').filter({ has: page.getByRole('rowheader', { name: says(check) }) });
}

async function expectVerdict(page: Page, check: string, verdict: string): Promise<void> {
  await expect(row(page, check).locator('.tag')).toHaveText(says(verdict));
}

/** Checks the browser: a form that is sent before the bundle is awake waits for it. */
async function start(page: Page, url: string): Promise<void> {
  await page.goto(`${url}/connectivity`);
  await page.locator('.probe button').click();
  await expect(page).toHaveURL(/started=1/);
}

test('a whole test in a browser in which everything works', async ({ page, house }) => {
  const person = await house.member();
  // A computer that keeps passkeys of its own.
  const session = await page.context().newCDPSession(page);
  await session.send('WebAuthn.enable');
  await session.send('WebAuthn.addVirtualAuthenticator', {
    options: { protocol: 'ctap2', transport: 'internal', hasUserVerification: true, hasResidentKey: true, isUserVerified: true },
  });
  await start(page, house.url);
  for (const check of ['check-tls', 'check-clock', 'check-cookies', 'check-javascript', 'check-webassembly', 'check-webauthn']) {
    await expectVerdict(page, check, 'verdict-pass');
  }
  for (const check of ['check-mail', 'check-login']) await expectVerdict(page, check, 'verdict-none');
  await expect(page.locator('.ticket pre')).toContainText('Request number: ');

  const mail = house.post.next(person.address);
  await enterPassword(page, person, PASSWORD);
  await expect(page).toHaveURL(/\/connectivity\?.*login=/);
  await expect(page.locator('.reference')).toHaveText((await mail).reference);
  await enterCode(page, (await mail).code);
  await expect(page.locator('p.done')).toHaveText(says('test-passed'));
  for (const check of ['check-webassembly', 'check-mail', 'check-login']) await expectVerdict(page, check, 'verdict-pass');
  // It has opened nothing.
  await page.goto(`${house.url}/account`);
  await expect(page).toHaveURL(/\/login\?return_to=/);
});

test('a whole test without JavaScript', async ({ visitor, house, watch }) => {
  // What the browser calls a module, or a script, that it may not run.
  watch.expect(/^csp: .*\/app\.js$/);
  const page = await visitor({ javaScriptEnabled: false });
  const person = await house.member();
  await page.goto(`${house.url}/connectivity`);
  await expectVerdict(page, 'check-tls', 'verdict-pass');
  await expect(row(page, 'check-clock')).toContainText('Our clock shows');
  await start(page, house.url);
  await expectVerdict(page, 'check-cookies', 'verdict-pass');
  await expectVerdict(page, 'check-javascript', 'verdict-fail');
  await expect(row(page, 'check-javascript')).toContainText('Allow JavaScript');
  await expectVerdict(page, 'check-webassembly', 'verdict-none');

  const mail = house.post.next(person.address);
  await enterPassword(page, person, PASSWORD);
  await enterCode(page, (await mail).code);
  await expect(page.locator('p.done')).toHaveText(says('test-passed'));
});

test('a proxy that keeps the bundle out', async ({ page, house, watch }) => {
  // What the browser says of a module that it could not import holds no words at all.
  watch.expect(/^$|\/pkg\//);
  await page.route('**/pkg/**', (route) => route.abort());
  await start(page, house.url);
  await expectVerdict(page, 'check-javascript', 'verdict-pass');
  await expectVerdict(page, 'check-webassembly', 'verdict-fail');
  await expect(row(page, 'check-webassembly')).toContainText('For the firm’s IT staff: Allow WebAssembly');
});

test('a browser without WebAssembly is told at once', async ({ page, house, watch }) => {
  watch.expect(/WebAssembly/);
  await page.addInitScript(() => Reflect.deleteProperty(globalThis, 'WebAssembly'));
  await start(page, house.url);
  await expectVerdict(page, 'check-webassembly', 'verdict-fail');
});

test('no mail has come, and the firm sees why', async ({ page, house }) => {
  const maker = await house.member('maker');
  await start(page, house.url);
  const mail = house.post.next(maker.address);
  await enterPassword(page, maker, PASSWORD);
  await mail;
  await page.getByRole('button', { name: says('test-give-up') }).click();
  await expectVerdict(page, 'check-mail', 'verdict-fail');
  await expect(row(page, 'check-mail')).toContainText('junk');

  await logIn(page, house, maker, '/portal/users');
  await page.goto(`${house.url}/portal/connectivity?q=${maker.user}`);
  const result = page.locator('tbody tr').filter({ hasText: maker.user });
  await expect(result.locator('.tag')).toHaveText(says('tests-failed'));
  await expect(result).toContainText('junk');
});
