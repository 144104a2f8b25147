// First set-up: from the mail that invites to the first login.

import { PASSWORD } from '../harness/house.ts';
import { awake, enterCode, enterPassword, logIn, pressTwice, problems, submit } from '../harness/steps.ts';
import { expect, test } from '../harness/test.ts';
import { words } from '../harness/words.ts';

const says = words('en');

test('set-up through the mail, then login, then the account page', async ({ page, house }) => {
  const person = house.take();
  const activation = await house.post.nth(person.address, 0);
  expect(activation.code).toMatch(/^[0-9A-Z]{4}(-[0-9A-Z]{4}){2}$/);

  await page.goto(house.url);
  await page.getByRole('link', { name: says('set-up-link') }).click();
  await expect(page).toHaveURL(/\/setup$/);
  await page.getByLabel(says('participant')).fill(` ${person.participant.toLowerCase()} `);
  await page.getByLabel(says('user')).fill(person.user.toLowerCase());
  // As people type it: small, with spaces, and with a letter that the alphabet does not have for a digit.
  const typed = activation.code.toLowerCase().replaceAll('-', ' ').replaceAll('0', 'o').replaceAll('1', 'l');
  await page.getByLabel(says('activation')).fill(typed);
  await submit(page).click();

  await expect(page.locator('h1')).toHaveText(says('choose-password-title'));
  const domain = person.address.split('@')[1]!;
  await expect(page.locator('main')).toContainText(domain);
  await expect(page.locator('main')).not.toContainText(person.address);
  const mail = house.post.next(person.address);
  await page.getByLabel(says('new-password')).fill(PASSWORD);
  await submit(page).click();

  await expect(page.locator('h1')).toHaveText(says('code-title-set-up'));
  const { code, reference, subject } = await mail;
  expect(code).toMatch(/^\d{6}$/);
  expect(subject).not.toContain(code);
  await expect(page.locator('.reference')).toHaveText(reference);
  await enterCode(page, code);

  await expect(page.locator('h1')).toHaveText(says('done-title'));
  await expect(page.locator('main')).toContainText(says('done-next-now').source.slice(4, 40));
  await page.reload();
  await expect(page.locator('h1')).toHaveText(says('done-title'));

  await page.getByRole('link', { name: says('log-in') }).click();
  await logIn(page, house, person);
  await expect(page.locator('h1')).toHaveText(says('account-title'));
  await expect(page.locator('main .facts')).toContainText(person.nameEn);
  await expect(page.locator('main .facts')).toContainText(`${person.participant}/${person.user}`);
  await expect(page.getByText(says('terminal-yes'))).toBeVisible();
  await expect(page.getByText(says('last-login-none'))).toBeVisible();
});

test('nobody can log in before the set-up is done, and the page does not say why', async ({ page, house }) => {
  await page.goto(`${house.url}/login`);
  await enterPassword(page, house.take());
  await expect(problems(page)).toContainText(says('login-refused').source.slice(4, 30));
});

test('a refused activation keeps what was typed', async ({ page, house }) => {
  const person = house.take();
  await page.goto(`${house.url}/setup`);
  await submit(page).click();
  await expect(page).toHaveTitle(/^Error: /);
  await expect(problems(page).getByRole('link')).toHaveText(
    ['missing-participant', 'missing-user', 'missing-activation'].map(says),
  );

  await page.locator('[name=participant]').fill(person.participant);
  await page.locator('[name=user]').fill(person.user);
  await page.locator('[name=activation]').fill('7K3M-Q2XA');
  await submit(page).click();
  await expect(problems(page).getByRole('link')).toHaveText(says('activation-shape'));

  await page.locator('[name=activation]').fill('7K3M-Q2XA-9DTE');
  await submit(page).click();
  await expect(problems(page).getByRole('link')).toHaveText(says('activation-refused'));
  await expect(page.locator('[name=participant]')).toHaveValue(person.participant);
  await expect(page.locator('[name=user]')).toHaveValue(person.user);
  await expect(page.locator('[name=activation]')).toHaveValue('7K3M-Q2XA-9DTE');
});

test('an activation works once', async ({ page, house }) => {
  const person = await house.member();
  const activation = await house.post.nth(person.address, 0);
  await page.goto(`${house.url}/setup`);
  await page.locator('[name=participant]').fill(person.participant);
  await page.locator('[name=user]').fill(person.user);
  await page.locator('[name=activation]').fill(activation.code);
  await submit(page).click();
  await expect(problems(page).getByRole('link')).toHaveText(says('activation-refused'));
});

test('a poor password is refused with its reason, which the page shows while it is typed', async ({ page, house }) => {
  const person = house.take();
  const activation = await house.post.nth(person.address, 0);
  await page.goto(`${house.url}/setup`);
  await page.locator('[name=participant]').fill(person.participant);
  await page.locator('[name=user]').fill(person.user);
  await page.locator('[name=activation]').fill(activation.code);
  await submit(page).click();
  await awake(page);

  const password = page.locator('[name=password]');
  const live = page.locator('.live');
  await password.fill('too short');
  await expect(live).toHaveText(/^9 .* 15 /);
  await password.fill(`${person.user}-${person.user}-${person.nameEn}`);
  await expect(live).toHaveText(says('password-on-names'));
  await password.fill(PASSWORD);
  await expect(live).toHaveText(says('password-live-enough'));

  for (const [typed, refusal] of [
    ['', 'missing-new-password'],
    ['too short', 'password-too-short'],
    [`${person.user}-${person.user}-${person.nameEn}`, 'password-on-names'],
    ['password123password123', 'password-guessable'],
  ] as const) {
    await password.fill(typed);
    await submit(page).click();
    await expect(problems(page).getByRole('link')).toHaveText(says(refusal));
    await expect(page).toHaveTitle(/^Error: /);
    // A password is never sent back.
    await expect(password).toHaveValue('');
  }
  expect(house.post.to(person.address)).toHaveLength(1);
});

test('pressing twice does no harm', async ({ page, house }) => {
  const person = house.take();
  const activation = await house.post.nth(person.address, 0);
  await page.goto(`${house.url}/setup`);
  await page.locator('[name=participant]').fill(person.participant);
  await page.locator('[name=user]').fill(person.user);
  await page.locator('[name=activation]').fill(activation.code);
  await pressTwice(page, submit(page));
  await expect(page.locator('h1')).toHaveText(says('choose-password-title'));
  await page.locator('[name=password]').fill(PASSWORD);
  await pressTwice(page, submit(page));
  await expect(page.locator('h1')).toHaveText(says('code-title-set-up'));
  await page.locator('[name=code]').fill((await house.post.nth(person.address, 1)).code);
  await pressTwice(page, submit(page));
  await expect(page.locator('h1')).toHaveText(says('done-title'));
});
