// The relay fails, and comes back.

import { setTimeout as sleep } from 'node:timers/promises';
import { awake, enterCode, enterPassword, problems, submit } from '../harness/steps.ts';
import { expect, test } from '../harness/test.ts';
import { words } from '../harness/words.ts';

const says = words('en');

test('while the relay is down pages answer at once, and its return brings one mail', async ({ page, build }) => {
  const house = await build({ participants: 2 });
  const person = await house.member();
  await house.post.stop();
  const before = house.post.to(person.address).length;

  await page.goto(`${house.url}/login`);
  const asked = Date.now();
  await enterPassword(page, person);
  await expect(page.locator('h1')).toHaveText(says('code-title'));
  expect(Date.now() - asked).toBeLessThan(5000);
  const news = page.locator('.facts').getByRole('status').filter({ hasText: /mail/i });
  await expect(news).toHaveText(says('mail-slow'));
  // Asking again while the first mail still waits adds none.
  await expect(page.locator('#resend')).toBeEnabled();
  await page.locator('#resend').click();
  await expect(page.getByText(says('code-resent'))).toBeVisible();

  await awakeAgain(page);
  await page.locator('[name=code]').focus();
  await house.post.start();
  const mail = await house.post.nth(person.address, before);
  await expect(page.locator('.reference')).toHaveText(mail.reference);
  // Said without a reload, and without taking the focus.
  await expect(page.getByText(says('mail-sent'))).toBeVisible({ timeout: 15_000 });
  await expect(page.locator('[name=code]')).toBeFocused();
  await enterCode(page, mail.code);
  await expect(page).toHaveURL(`${house.url}/account`);
  await sleep(2000);
  expect(house.post.to(person.address)).toHaveLength(before + 1);
  expect(await house.run('outbox', 'show')).not.toMatch(/ waiting /);
});

test('a relay that says "not now" is asked again', async ({ page, build }) => {
  const house = await build({ participants: 2 });
  const person = await house.member();
  house.post.manner = 'defer';
  const next = house.post.next(person.address);
  await page.goto(`${house.url}/login`);
  await enterPassword(page, person);
  await expect(page.getByText(says('mail-slow'))).toBeVisible();
  house.post.manner = 'take';
  await enterCode(page, (await next).code);
  await expect(page).toHaveURL(`${house.url}/account`);
});

test('a refused address is said', async ({ page, build }) => {
  const house = await build({ participants: 2 });
  const person = await house.member();
  house.post.manner = 'refuse';
  await page.goto(`${house.url}/login`);
  await enterPassword(page, person);
  await expect(page.getByText(says('mail-refused'))).toBeVisible();
});

test('the page says without a reload that the mail has left', async ({ page, house }) => {
  const person = await house.member();
  await page.goto(`${house.url}/login`);
  await enterPassword(page, person);
  await expect(page.locator('.facts').getByText(says('mail-sent'))).toBeVisible();
  // Junk typed meanwhile is no reason to lose it.
  await enterCode(page, 'abc');
  await expect(problems(page)).toBeFocused();
  await expect(page.locator('.facts').getByText(says('mail-sent'))).toBeVisible();
  await expect(submit(page)).toBeVisible();
});

/** On the code page the countdown to the next mail shows that the islands are awake. */
async function awakeAgain(page: Parameters<typeof awake>[0]): Promise<void> {
  await expect(page.locator('.countdown').first()).not.toBeEmpty();
}
