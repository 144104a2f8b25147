// Password, then code.

import { setTimeout as sleep } from 'node:timers/promises';

import { PASSWORD, wrongCode } from '../harness/house.ts';
import { askForCode, awake, enterCode, enterPassword, logIn, pressTwice, problems, submit } from '../harness/steps.ts';
import { expect, test } from '../harness/test.ts';
import { words } from '../harness/words.ts';

const says = words('en');

test('a wrong code is refused, and the right one still works', async ({ page, house }) => {
  const person = await house.member();
  const mail = await askForCode(page, house, person);

  for (const [typed, refusal] of [
    ['', 'code-empty'],
    ['12345', 'code-shape'],
    [wrongCode(mail), 'code-wrong'],
  ] as const) {
    await enterCode(page, typed);
    await expect(problems(page).getByRole('link')).toHaveText(says(refusal));
    await expect(page).toHaveTitle(/^Error: /);
    await expect(problems(page)).toBeFocused();
    await expect(page.locator('.reference')).toHaveText(mail.reference);
  }
  await enterCode(page, mail.code);
  await expect(page).toHaveURL(`${house.url}/account`);
});

test('after the last try there is only one way on', async ({ page, house }) => {
  const person = await house.member();
  const mail = await askForCode(page, house, person);
  for (let tries = 0; tries < 5; tries++) await enterCode(page, wrongCode(mail));
  await expect(problems(page)).toContainText(says('code-used-up').source.slice(4, 30));
  await expect(page.locator('[name=code]')).toHaveCount(0);
  await page.reload();
  await expect(page.locator('[name=code]')).toHaveCount(0);
  await page.locator('main').getByRole('link', { name: says('start-again') }).click();
  await logIn(page, house, person);
});

test('a late code is refused, and a fresh one comes at a press', async ({ page, build }) => {
  const house = await build({ clock: true, participants: 2 });
  const person = await house.member();
  const late = await askForCode(page, house, person);
  await house.advance(600);
  await enterCode(page, late.code);
  // The way on is the button for another mail.
  await expect(problems(page).getByRole('link')).toHaveText(says('code-expired'));
  await problems(page).getByRole('link').click();
  await expect(page.locator('#resend')).toBeFocused();

  const next = house.post.next(person.address);
  await page.keyboard.press('Enter');
  const fresh = await next;
  expect(fresh.reference).not.toBe(late.reference);
  await expect(page.locator('.reference')).toHaveText(fresh.reference);
  await enterCode(page, late.code);
  await expect(problems(page).getByRole('link')).toHaveText(says('code-wrong'));
  await enterCode(page, fresh.code);
  await expect(page).toHaveURL(`${house.url}/account`);
});

test('another mail brings the same code under the same reference', async ({ page, house }) => {
  const person = await house.member();
  const first = await askForCode(page, house, person);
  const resend = page.locator('#resend');
  // Awake, the page counts down to when it can be asked again.
  await expect(resend).toBeDisabled();
  await expect(page.locator('form.resend .countdown')).toHaveText(/0:0[123]/);
  await expect(resend).toBeEnabled();

  const next = house.post.next(person.address);
  await resend.click();
  const second = await next;
  expect([second.code, second.reference]).toEqual([first.code, first.reference]);
  await expect(page.locator('.reference')).toHaveText(first.reference);
  await expect(page.getByRole('status').filter({ hasText: first.reference })).toHaveText(says('code-resent'));
  await enterCode(page, second.code);
  await expect(page).toHaveURL(`${house.url}/account`);
});

test('a slow answer to the password lets nobody ask for another mail too soon', async ({ page, house }) => {
  const person = await house.member();
  await page.route(/\/login$/, async (route) => {
    if (route.request().method() === 'POST') await sleep(2_000);
    await route.continue();
  });
  await askForCode(page, house, person);
  const next = house.post.next(person.address);
  // Pressed the moment that it can be.
  await page.locator('#resend:enabled').click();
  await expect(page.getByRole('status').filter({ hasText: (await next).reference })).toHaveText(says('code-resent'));
});

test('two tabs with two logins keep to their own codes', async ({ context, page, house }) => {
  const [one, two] = [await house.member(), await house.member()];
  const other = await context.newPage();
  const first = await askForCode(page, house, one);
  const second = await askForCode(other, house, two);

  if (first.code !== second.code) {
    await enterCode(other, first.code);
    await expect(problems(other).getByRole('link')).toHaveText(says('code-wrong'));
  }
  await enterCode(page, first.code);
  await expect(page.locator('.who')).toHaveText(one.nameEn);
  await enterCode(other, second.code);
  await expect(other.locator('.who')).toHaveText(two.nameEn);
});

test('reload repeats the page and sends nothing', async ({ page, house }) => {
  const person = await house.member();
  const mail = await askForCode(page, house, person);
  const mails = house.post.to(person.address).length;
  await page.reload();
  await expect(page.locator('.reference')).toHaveText(mail.reference);
  // After a refusal the browser would post again: the same answer, one try less.
  await enterCode(page, '');
  await expect(problems(page)).toBeVisible();
  await page.reload();
  await expect(page.locator('.reference')).toHaveText(mail.reference);
  await enterCode(page, mail.code);
  await expect(page).toHaveURL(`${house.url}/account`);
  expect(house.post.to(person.address)).toHaveLength(mails);
});

test('Back leads to pages that still make sense', async ({ page, house }) => {
  const person = await house.member();
  await askForCode(page, house, person);
  await page.goBack();
  await expect(page.locator('h1')).toHaveText(says('login-title'));
  await expect(page.locator('[name=password]')).toHaveValue('');
  await page.goForward();
  await expect(page.locator('h1')).toHaveText(says('code-title'));

  // A second login begun from the old page replaces nothing and works.
  const mail = await askForCode(page, house, person);
  await enterCode(page, mail.code);
  await expect(page).toHaveURL(`${house.url}/account`);
  await page.goBack();
  // The login is over: its page leads to a new one, and the session goes on.
  await expect(page).toHaveURL(/\/login\?notice=start-again$/);
  await expect(page.getByRole('status').filter({ hasText: says('notice-start-again') })).toBeVisible();
  await page.goto(`${house.url}/account`);
  await expect(page.locator('h1')).toHaveText(says('account-title'));
});

test('an old page leads to a fresh login', async ({ context, page, house }) => {
  const person = await house.member();
  const mail = await askForCode(page, house, person);
  await context.clearCookies();
  await enterCode(page, mail.code);
  await expect(page).toHaveURL(/\/login\?notice=start-again$/);
  await expect(page.locator('h1')).toHaveText(says('login-title'));
});

test('a code works once, and in its own browser only', async ({ page, house, visitor }) => {
  const person = await house.member();
  const mail = await askForCode(page, house, person);
  const codePage = page.url();
  const stranger = await visitor();
  await stranger.goto(codePage);
  await expect(stranger).toHaveURL(/\/login\?notice=start-again$/);
  await enterCode(page, mail.code);
  await expect(page).toHaveURL(`${house.url}/account`);
  await page.goto(codePage);
  await expect(page).toHaveURL(/\/login\?notice=start-again$/);
});

test('names stay through every refusal; passwords never do', async ({ page, house }) => {
  const person = await house.member();
  const user = page.locator('[name=user]');
  await page.goto(`${house.url}/login`);
  await submit(page).click();
  await expect(problems(page).getByRole('link')).toHaveText(
    ['missing-participant', 'missing-user', 'missing-password'].map(says),
  );
  await expect(page).toHaveTitle(/^Error: /);
  await expect(problems(page)).toBeFocused();
  await problems(page).getByRole('link').nth(1).click();
  await expect(user).toBeFocused();
  await expect(user).toHaveAttribute('aria-invalid', 'true');
  await expect(user).toHaveAccessibleDescription(says('missing-user'));

  await enterPassword(page, person, 'not the password of anybody');
  await expect(problems(page).getByRole('link')).toHaveText(says('login-refused'));
  await expect(page.locator('[name=participant]')).toHaveValue(person.participant);
  await expect(user).toHaveValue(person.user);
  await expect(page.locator('[name=password]')).toHaveValue('');
});

test('too many failures close the account to strangers until a time that the page says', async ({
  page,
  build,
  visitor,
}) => {
  const house = await build({ participants: 2, settings: { login: { budget_failures: 3 } } });
  const person = await house.member();
  await logIn(page, house, person);
  const stranger = await visitor();
  await stranger.goto(`${house.url}/login`);
  const refusals = [...Array<string>(3).fill('login-refused'), 'login-closed-until'];
  for (const refusal of refusals) {
    await enterPassword(stranger, person, 'not the password of anybody');
    await expect(problems(stranger).getByRole('listitem')).toHaveText(says(refusal));
  }
  // Its owner is told; the mail with the next code comes after that one.
  await expect.poll(() => house.post.to(person.address).some(({ subject }) => /are paused/.test(subject))).toBe(true);
  // The browser that has logged in before is not shut out by others.
  await page.getByRole('button', { name: says('log-out') }).click();
  await logIn(page, house, person);
  await expect(page.locator('main .facts')).toContainText(says('failures-since').source.slice(4, 16));
});

test('"123 456" can be pasted', async ({ context, page, house }) => {
  const person = await house.member();
  await context.grantPermissions(['clipboard-read', 'clipboard-write'], { origin: house.url });
  const mail = await askForCode(page, house, person);
  const shown = `${mail.code.slice(0, 3)} ${mail.code.slice(3)}`;
  await page.evaluate((text) => navigator.clipboard.writeText(text), shown);
  await page.locator('[name=code]').focus();
  await page.keyboard.press('ControlOrMeta+V');
  await expect(page.locator('[name=code]')).toHaveValue(shown);
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(`${house.url}/account`);
});

test('pressing twice does no harm', async ({ page, house }) => {
  const person = await house.member();
  await page.goto(`${house.url}/login`);
  await page.locator('[name=participant]').fill(person.participant);
  await page.locator('[name=user]').fill(person.user);
  await page.locator('[name=password]').fill(PASSWORD);
  await pressTwice(page, submit(page));
  await expect(page.locator('h1')).toHaveText(says('code-title'));
  // Should there be two mails, the page shows the reference of one of them.
  const reference = (await page.locator('.reference').textContent()) ?? '';
  const mails = () => house.post.to(person.address);
  await expect.poll(() => mails().map((mail) => mail.reference)).toContain(reference);
  await page.locator('[name=code]').fill(mails().find((mail) => mail.reference === reference)?.code ?? '');
  await pressTwice(page, submit(page));
  await expect(page.locator('h1')).toHaveText(says('account-title'));
});

test('the password can be shown, and is hidden again when sent', async ({ page, house }) => {
  await page.goto(`${house.url}/login`);
  await awake(page);
  const password = page.locator('[name=password]');
  await password.fill('seen by me alone');
  await page.getByRole('button', { name: says('password-show') }).click();
  await expect(password).toHaveAttribute('type', 'text');
  await expect(password).toHaveValue('seen by me alone');
  const hide = page.getByRole('button', { name: says('password-hide') });
  await hide.click();
  await expect(password).toHaveAttribute('type', 'password');

  await page.getByRole('button', { name: says('password-show') }).click();
  // What the browser might keep of a form is taken as it is sent.
  await page.locator('main form.card').evaluate((form) => {
    form.addEventListener('submit', (event) => event.preventDefault());
  });
  await submit(page).click();
  await expect(password).toHaveAttribute('type', 'password');
});
