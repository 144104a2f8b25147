// One's own account: sessions and password.

import type { Page } from '@playwright/test';
import { PASSWORD } from '../harness/house.ts';
import { awake, enterPassword, logIn, problems, submit } from '../harness/steps.ts';
import { expect, test } from '../harness/test.ts';
import { words } from '../harness/words.ts';

const says = words('en');

test('one session is ended from another browser', async ({ page, visitor, house }) => {
  const person = await house.member();
  await logIn(page, house, person);
  const other = await visitor();
  await logIn(other, house, person);
  const sessions = other.locator('.sessions li');
  await expect(sessions).toHaveCount(2);
  await expect(sessions.filter({ hasText: says('session-this') }).getByRole('button')).toHaveCount(0);
  await other.locator('.sessions').getByRole('button').click();
  await expect(other.getByRole('status').first()).toHaveText(says('notice-session-ended'));
  await expect(sessions).toHaveCount(1);

  await page.reload();
  await expect(page).toHaveURL(/\/login\?return_to=%2Faccount$/);
  await other.reload();
  await expect(other.locator('h1')).toHaveText(says('account-title'));
});

test('all sessions are ended at once', async ({ page, visitor, house }) => {
  const person = await house.member();
  const other = await visitor();
  await logIn(other, house, person);
  await logIn(page, house, person);
  await page.getByRole('button', { name: says('end-all') }).click();
  await expect(page.getByRole('status')).toHaveText(says('notice-logged-out'));
  for (const browser of [page, other]) {
    await browser.goto(`${house.url}/account`);
    await expect(browser).toHaveURL(/\/login\?return_to=%2Faccount$/);
  }
});

test('logging out ends the session, and Back does not bring it again', async ({ page, house }) => {
  await logIn(page, house, await house.member());
  await page.getByRole('button', { name: says('log-out') }).click();
  await expect(page.getByRole('status')).toHaveText(says('notice-logged-out'));
  await page.goBack();
  await expect(page).toHaveURL(/\/login\?return_to=%2Faccount$/);
});

test('a new password ends the other sessions and is told by mail', async ({ page, visitor, house }) => {
  const person = await house.member();
  await logIn(page, house, person);
  const other = await visitor();
  await logIn(other, house, person);

  await page.getByRole('link', { name: says('change-password-link') }).click();
  await awake(page);
  for (const [current, typed, refusal] of [
    ['', '', 'missing-current-password'],
    ['not the password', 'granite waltz seventeen umbrellas', 'current-password-wrong'],
    [PASSWORD, 'too short', 'password-too-short'],
    [PASSWORD, PASSWORD, 'password-same'],
  ] as const) {
    await page.locator('[name=current]').fill(current);
    await page.locator('[name=password]').fill(typed);
    await submit(page).click();
    await expect(problems(page).getByRole('link')).toHaveText(says(refusal));
  }
  const mail = house.post.next(person.address);
  await page.locator('[name=current]').fill(PASSWORD);
  await page.locator('[name=password]').fill('granite waltz seventeen umbrellas');
  await submit(page).click();
  await expect(page.getByRole('status').first()).toHaveText(says('notice-password-changed-here'));
  expect((await mail).subject).toMatch(/password was changed/);

  await other.reload();
  await expect(other).toHaveURL(/\/login\?return_to=%2Faccount$/);
  await enterPassword(other, person);
  await expect(problems(other).getByRole('link')).toHaveText(says('login-refused'));
  await enterPassword(other, person, 'granite waltz seventeen umbrellas');
  await expect(other.locator('h1')).toHaveText(says('code-title'));
});

test('a session warns before its end, one key extends it in every tab, and its end is said', async ({
  context,
  page,
  build,
}) => {
  const house = await build({ clock: true, participants: 2, settings: { session: { idle: '20m' } } });
  await logIn(page, house, await house.member());
  const other = await context.newPage();
  const warning = (tab: Page) => tab.getByRole('dialog', { name: says('session-title') });
  await house.advance(1080);
  for (const tab of [page, other]) {
    await tab.clock.install();
    // Help does not count as use.
    await tab.goto(`${house.url}/help`);
    await expect(warning(tab)).toBeVisible();
  }
  await expect(warning(page).locator('.left')).toContainText(/1:[345]\d|2:00/);
  await page.bringToFront();
  await expect(warning(page).getByRole('button')).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(warning(page)).toBeHidden();
  // Near the end every tab asks the server a few times a minute.
  await other.clock.fastForward(20_000);
  await expect(warning(other)).toBeHidden();

  await house.advance(1080);
  await page.reload();
  await expect(warning(page)).toBeVisible();
  await house.advance(121);
  await page.clock.fastForward(20_000);
  const over = page.getByRole('dialog', { name: says('session-over-title') });
  await over.getByRole('link', { name: says('session-log-in') }).click();
  await expect(page.locator('h1')).toHaveText(says('login-title'));
});
