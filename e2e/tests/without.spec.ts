// Desktops that run less than we send: no JavaScript, or no WebAssembly.

import type { Page } from '@playwright/test';
import { type House, wrongCode } from '../harness/house.ts';
import { enterCode, logIn, problems, setUp, submit } from '../harness/steps.ts';
import { expect, test } from '../harness/test.ts';
import { words } from '../harness/words.ts';

const says = words('en');

async function everything(page: Page, house: House): Promise<void> {
  const person = house.take('maker');
  await setUp(page, house, person);

  // A wrong code, another mail asked for too soon, then in time: the same code.
  await page.goto(`${house.url}/login`);
  const next = house.post.next(person.address);
  await page.locator('[name=participant]').fill(person.participant);
  await page.locator('[name=user]').fill(person.user);
  await page.locator('[name=password]').fill('lantern orbit velvet 47 canoe');
  await submit(page).click();
  const mail = await next;
  await expect(page.locator('.reference')).toHaveText(mail.reference);
  await enterCode(page, wrongCode(mail));
  await expect(page).toHaveTitle(/^Error: /);
  await expect(problems(page)).toBeFocused();
  const again = house.post.next(person.address);
  await expect(async () => {
    await page.locator('#resend').click();
    await expect(page.getByText(says('code-resent'))).toBeVisible({ timeout: 1000 });
  }).toPass();
  expect((await again).code).toBe(mail.code);
  await enterCode(page, mail.code);
  await expect(page).toHaveURL(`${house.url}/portal/users`);

  await page.getByRole('link', { name: says('account-link') }).click();
  await page.getByRole('link', { name: says('change-password-link') }).click();
  await page.locator('[name=current]').fill('lantern orbit velvet 47 canoe');
  await page.locator('[name=password]').fill('granite waltz seventeen umbrellas');
  await submit(page).click();
  await expect(page).toHaveURL(/\/account\?notice=password-changed$/);
  await page.getByRole('link', { name: '繁體中文' }).click();
  await expect(page.locator('html')).toHaveAttribute('lang', 'zh-Hant-HK');
  await page.getByRole('button', { name: words('zh-HK')('log-out') }).click();
  await expect(page.getByRole('status')).toHaveText(words('zh-HK')('notice-logged-out'));
}

test('everything works without JavaScript', async ({ visitor, house, watch }) => {
  // What the browser calls a module that it may not run.
  watch.expect(/^csp: .*\/app\.js$/);
  const page = await visitor({ javaScriptEnabled: false });
  await everything(page, house);
  await expect(page.locator('.reveal')).toBeHidden();
});

test('everything works without WebAssembly', async ({ page, house, watch }) => {
  watch.expect(/app_bg\.wasm|Failed to fetch|WebAssembly/);
  await page.route('**/*.wasm', (route) => route.abort());
  await everything(page, house);
  await expect(page.locator('.reveal')).toBeHidden();
});

test('everything works while the bundle is still on its way', async ({ page, house, watch }) => {
  watch.expect(/app_bg\.wasm|Failed to fetch/);
  const held: (() => void)[] = [];
  await page.route('**/*.wasm', async (route) => {
    await new Promise<void>((resolve) => held.push(resolve));
    await route.abort().catch(() => {});
  });
  await logIn(page, house, await house.member());
  await expect(page.locator('h1')).toHaveText(says('account-title'));
  for (const release of held) release();
});
