// Delegated administrators register addresses, under maker-checker.

import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Page } from '@playwright/test';
import type { House } from '../harness/house.ts';
import { people, type Person, records } from '../harness/people.ts';
import { logIn, problems, setUp } from '../harness/steps.ts';
import { expect, test } from '../harness/test.ts';
import { words } from '../harness/words.ts';

const says = words('en');

/** Presses the button of a form that carries this action. */
async function press(page: Page, action: string): Promise<void> {
  // The first of a form, which Enter presses, may be unseen.
  await page.locator(`main button[name=action][value="${action}"]:not(.unseen)`).first().click();
}

/** A house with firms and users, and none of their addresses. */
async function bare(build: (options: { participants: number; files: ['participants', 'users'] }) => Promise<House>) {
  return build({ participants: 3, files: ['participants', 'users'] });
}

/** The same person at another mailbox: the one that was registered for the start. */
function atStart(person: Person): Person {
  return { ...person, address: `${person.user.toLowerCase()}.start@${person.address.split('@')[1]}` };
}

/** An operator proposes an address for somebody, through the page. */
async function proposeByStaff(page: Page, house: House, person: Person): Promise<string> {
  await page.goto(`${house.url}/monitor/approvals/new`);
  await page.locator('[name=kind][value=address]').check();
  await page.locator('[name=participant]').fill(person.participant);
  await page.locator('[name=user]').fill(person.user);
  await page.locator('[name=email]').fill(person.address);
  await page.locator('[name=reason]').fill('The first pair of the firm');
  await page.locator('main form button[type=submit]:not([disabled])').last().click();
  await expect(page).toHaveURL(/\/monitor\/approvals\/[0-9a-f]{32}/);
  return new URL(page.url()).pathname;
}

/** The firm's maker and checker, able to log in: registered by staff, set up by their activations. */
async function firstPair(page: Page, other: Page, house: House, pair: Person[]): Promise<void> {
  const operator = await house.setUp(await house.hire('OPS1', 'operator'));
  const approver = await house.setUp(await house.hire('APP1', 'approver'));
  await logIn(page, house, operator, '/monitor');
  await logIn(other, house, approver, '/monitor');
  for (const person of pair) {
    const request = await proposeByStaff(page, house, person);
    await other.goto(house.url + request);
    await expect(other.locator('main')).toContainText(person.address);
    await press(other, 'approve-all');
    await expect(other).toHaveURL(/done=1/);
    await house.setUp(person);
  }
}

/** A file of addresses for some people. */
async function fileOf(house: House, name: string, rows: string[][]): Promise<string> {
  const file = path.join(house.folder, name);
  await writeFile(file, ['participant_code,user_id,email', ...rows.map((row) => row.join(','))].join('\r\n') + '\r\n');
  return file;
}

test('two administrators register their whole firm, themselves included, and another firm sees nothing of it', async ({
  page,
  visitor,
  build,
}) => {
  test.slow();
  const house = await bare(build);
  const firm = people(3).filter(({ participant }) => participant === 'CAAA');
  const maker = firm.find(({ role }) => role === 'maker')!;
  const checker = firm.find(({ role }) => role === 'checker')!;
  const users = firm.filter(({ user }) => user !== maker.user && user !== checker.user);
  const [operatorPage, approverPage, checkerPage, otherPage] = [await visitor(), await visitor(), await visitor(), await visitor()];
  await firstPair(operatorPage, approverPage, house, [atStart(maker), atStart(checker)]);

  // The maker uploads the firm's part of the file.
  await logIn(page, house, atStart(maker), '/portal/users');
  const rows = records('emails').filter(([code]) => code === 'CAAA');
  await page.goto(`${house.url}/portal/upload`);
  await page.locator('input[name=file]').setInputFiles(await fileOf(house, 'firm.csv', rows));
  await page.locator('main form button[type=submit]:not([disabled])').first().click();
  await expect(page).toHaveURL(/\/portal\/upload\/[0-9a-f]+/);
  const upload = new URL(page.url()).pathname;
  await expect(page.locator('main')).toContainText(users[0]!.address);
  // Nothing has changed and nobody was written to.
  expect(house.post.to(users[0]!.address)).toHaveLength(0);
  await page.locator('[name=reason]').fill('Registration of December');
  const confirm = page.locator('[name=confirm]');
  if (await confirm.count()) await confirm.check();
  await press(page, 'propose');
  await expect(page).toHaveURL(/\/portal\/approvals\/[0-9a-f]{32}\?proposed=1/);
  const request = new URL(page.url()).pathname;
  // Who proposed it cannot approve it.
  await expect(page.locator('button[value="approve-all"]')).toHaveCount(0);

  // Another firm's administrator finds none of it.
  const stranger = people(3).find(({ participant, role }) => participant === 'CAAB' && role === 'maker')!;
  const strangers = await fileOf(house, 'other.csv', [[stranger.participant, stranger.user, stranger.address]]);
  await house.run('import', 'emails', strangers);
  await house.setUp(stranger);
  await logIn(otherPage, house, stranger, '/portal/users');
  await expect(otherPage.locator('main')).not.toContainText('CAAA');
  for (const object of [upload, request, `/portal/users/${users[0]!.user}`, `/portal/users/${maker.user}`]) {
    const answer = await otherPage.goto(house.url + object);
    expect(answer?.status(), object).toBe(404);
  }
  for (const list of ['/portal/approvals', '/portal/audit']) {
    await otherPage.goto(house.url + list);
    await expect(otherPage.locator('main')).not.toContainText('CAAA');
  }

  // The checker sees old and new, approves, and the own record goes on to the clearing house by itself.
  await logIn(checkerPage, house, atStart(checker), '/portal/users');
  await checkerPage.goto(house.url + request);
  await expect(checkerPage.locator('main')).toContainText(atStart(maker).address);
  await expect(checkerPage.locator('main')).toContainText(maker.address);
  await press(checkerPage, 'approve-all');
  await expect(checkerPage).toHaveURL(new RegExp(`done=${rows.length - 1}.*left=1`));
  await approverPage.goto(`${house.url}/monitor/approvals`);
  await approverPage.goto(house.url + request.replace('/portal/', '/monitor/'));
  await expect(approverPage.locator('main')).toContainText(checker.address);
  await press(approverPage, 'approve-all');
  await expect(approverPage).toHaveURL(/done=1/);

  // Both were logged out with the change, and prove their new mailboxes; so does every user.
  await page.goto(`${house.url}/portal/users`);
  await expect(page).toHaveURL(/\/login/);
  const own = await visitor();
  await setUp(own, house, maker);
  for (const person of users.slice(1)) await house.setUp(person);
  await house.setUp(checker);
  await setUp(own, house, users[0]!);
  await logIn(own, house, users[0]!, users[0]!.role === 'user' ? '/account' : '/portal/users');
  await logIn(page, house, maker, '/portal/users');
  await expect(page.locator('main')).toContainText(String(firm.length));
  expect(house.post.to(atStart(maker).address).at(-1)?.subject).toMatch(/address/i);

  // The trail tells the firm who did what.
  await page.goto(`${house.url}/portal/audit?user=${users[0]!.user}`);
  await expect(page.locator('main')).toContainText(checker.nameEn);
});

test('a record that is refused is corrected in place, and a foreign one is not a user of the firm', async ({
  page,
  visitor,
  build,
}) => {
  test.slow();
  const house = await bare(build);
  const firm = people(3).filter(({ participant }) => participant === 'CAAA');
  const maker = firm.find(({ role }) => role === 'maker')!;
  const checker = firm.find(({ role }) => role === 'checker')!;
  await firstPair(await visitor(), await visitor(), house, [maker, checker]);
  await logIn(page, house, maker, '/portal/users');
  const user = firm.find(({ role }) => role === 'user')!;
  const file = await fileOf(house, 'dirty.csv', [
    ['CAAA', user.user, 'no-at-sign'],
    ['CAAB', 'CAAB001', 'a@b.example'],
    ['ZZZZ', 'ZZZZ001', 'a@b.example'],
    ['CAAA', 'CAAA999', 'a@b.example'],
  ]);
  await page.goto(`${house.url}/portal/upload`);
  await page.locator('input[name=file]').setInputFiles(file);
  await page.locator('main form button[type=submit]:not([disabled])').first().click();
  await expect(page.getByText(says('record-not-yours'))).toHaveCount(3);
  await page.locator('[name="email-2"]').fill(user.address);
  await press(page, 'correct');
  await expect(page).toHaveURL(/notice=corrected/);
  await page.goto(new URL(page.url()).origin + new URL(page.url()).pathname + '?show=accept');
  await expect(page.locator('main')).toContainText(user.address);
});

test('a form for one address keeps what was typed, asks about what is unusual, and works without JavaScript', async ({
  visitor,
  build,
  watch,
}) => {
  test.slow();
  // Where scripts are switched off, the browser says so of ours.
  watch.expect(/^csp: .*\/app\.js$/);
  const house = await bare(build);
  const firm = people(3).filter(({ participant }) => participant === 'CAAA');
  const maker = firm.find(({ role }) => role === 'maker')!;
  const checker = firm.find(({ role }) => role === 'checker')!;
  await firstPair(await visitor(), await visitor(), house, [maker, checker]);
  const page = await visitor({ javaScriptEnabled: false });
  await logIn(page, house, maker, '/portal/users');
  const user = firm.find(({ role }) => role === 'user')!;
  await page.goto(`${house.url}/portal/users/${user.user}`);
  await page.locator('[name=email]').fill('somebody@');
  await press(page, 'propose-address');
  await expect(problems(page)).toBeVisible();
  await expect(page.locator('[name=email]')).toHaveValue('somebody@');
  // Another domain than the firm's is asked about once more.
  await page.locator('[name=email]').fill('somebody@elsewhere.example');
  await press(page, 'propose-address');
  await expect(problems(page)).toBeVisible();
  await page.locator('[name=confirm]').check();
  await press(page, 'propose-address');
  await expect(page).toHaveURL(/\/portal\/approvals\/[0-9a-f]{32}/);
  // The checker rejects it, with a reason.
  const other = await visitor({ javaScriptEnabled: false });
  await logIn(other, house, checker, '/portal/users');
  await other.goto(page.url());
  await press(other, 'reject-all');
  await expect(problems(other)).toBeVisible();
  await other.locator('[name=reason]').fill('Not a mailbox of ours');
  await press(other, 'reject-all');
  await expect(other).toHaveURL(/rejected=1/);
  await page.goto(`${house.url}/portal/approvals`);
  await expect(page.locator('main')).toContainText(user.user);
  await expect.poll(() => house.post.to(maker.address).some(({ subject }) => /request/i.test(subject))).toBe(true);
});
