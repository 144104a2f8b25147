// Where a login leads, and what is not for everybody.

import { once } from 'node:events';
import { createServer } from 'node:http';
import { enterCode, enterPassword, logIn } from '../harness/steps.ts';
import { expect, test } from '../harness/test.ts';
import { words } from '../harness/words.ts';

const says = words('en');

test('a login leads back to the page that was asked for', async ({ page, house }) => {
  const person = await house.member('maker');
  await page.goto(`${house.url}/account/password`);
  await expect(page).toHaveURL(`${house.url}/login?return_to=%2Faccount%2Fpassword`);
  await expect(page.getByRole('status')).toHaveText(says('notice-login-needed'));
  // A refusal on the way does not lose it.
  await enterPassword(page, person, 'not the password of anybody');
  const mail = house.post.next(person.address);
  await enterPassword(page, person);
  await enterCode(page, (await mail).code);
  await expect(page).toHaveURL(`${house.url}/account/password`);
});

test('a login leads nowhere else', async ({ page, house }) => {
  const person = await house.member();
  await page.goto(`${house.url}/login?return_to=https%3A%2F%2Felsewhere.example%2F`);
  await expect(page.getByRole('status')).toHaveCount(0);
  const mail = house.post.next(person.address);
  await enterPassword(page, person);
  await enterCode(page, (await mail).code);
  await expect(page).toHaveURL(`${house.url}/account`);
});

for (const role of ['maker', 'checker', 'both'] as const) {
  test(`a delegated administrator (${role}) begins at the firm's users`, async ({ page, house }) => {
    const person = await house.member(role);
    await logIn(page, house, person, '/portal/users');
    await expect(page.locator('main')).toContainText(person.participant);
    const may = { maker: 'role-maker', checker: 'role-checker', both: 'role-maker-checker' }[role];
    await expect(page.getByText(says(may))).toBeVisible();
    const answer = await page.goto(`${house.url}/monitor`);
    expect(answer?.status()).toBe(403);
    await expect(page.locator('h1')).toHaveText(says('forbidden-title'));
  });
}

test('staff begin at the monitor', async ({ page, house }) => {
  const person = await house.setUp(await house.hire('OPS1', 'operator'));
  await logIn(page, house, person, '/monitor');
  await expect(page.locator('h1')).toHaveText(says('monitor-title'));
  await expect(page.getByText(says('role-operator'))).toBeVisible();
  const answer = await page.goto(`${house.url}/portal/users`);
  expect(answer?.status()).toBe(403);
});

test("a user's pages are the user's own", async ({ page, house }) => {
  await logIn(page, house, await house.member());
  for (const place of ['/portal/users', '/monitor']) {
    const answer = await page.goto(house.url + place);
    expect(answer?.status()).toBe(403);
    await expect(page.locator('h1')).toHaveText(says('forbidden-title'));
  }
  const answer = await page.goto(`${house.url}/nowhere`);
  expect(answer?.status()).toBe(404);
  await expect(page.locator('h1')).toHaveText(says('not-found-title'));
});

test('a form on another site is refused, and nothing is done', async ({ page, house }) => {
  const form = `<!doctype html><html lang="en"><title>Elsewhere</title><link rel="icon" href="data:,">
    <form method="post" action="${house.url}/logout"><button>Win</button></form>`;
  const elsewhere = createServer((_, response) => response.setHeader('content-type', 'text/html').end(form));
  await once(elsewhere.listen(0, '127.0.0.1'), 'listening');
  const address = elsewhere.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  await logIn(page, house, await house.member());
  // To the browser the second is the same site, whose forms bring our cookies along.
  for (const origin of [`http://127.0.0.1:${port}`, `http://localhost:${port}`]) {
    await page.goto(origin);
    await page.getByRole('button').click();
    await expect(page.locator('h1')).toHaveText(says('cross-site-title'));
  }
  elsewhere.closeAllConnections();
  elsewhere.close();
  await page.goto(`${house.url}/account`);
  await expect(page.locator('h1')).toHaveText(says('account-title'));
});
