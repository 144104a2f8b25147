// Two languages: chosen, kept, and changed in mid-step.

import { askForCode, enterCode, enterPassword, logIn, submit } from '../harness/steps.ts';
import { expect, test } from '../harness/test.ts';
import { words } from '../harness/words.ts';

const english = words('en');
const chinese = words('zh-HK');

test('the switch keeps the page, and a login under way', async ({ page, house }) => {
  const person = await house.member();
  await page.goto(house.url);
  await page.getByRole('link', { name: '繁體中文' }).click();
  await expect(page.locator('html')).toHaveAttribute('lang', 'zh-Hant-HK');
  await expect(page.locator('h1')).toHaveText(chinese('methods-title'));
  // The language holds from here on.
  await page.goto(`${house.url}/account`);
  await expect(page).toHaveURL(/\/login\?return_to=%2Faccount$/);
  await expect(page.locator('h1')).toHaveText(chinese('login-title'));

  const mail = house.post.next(person.address);
  await enterPassword(page, person);
  await expect(page.locator('h1')).toHaveText(chinese('code-title'));
  const { code, reference } = await mail;
  for (const [link, says] of [['English', english], ['繁體中文', chinese], ['English', english]] as const) {
    await page.getByRole('link', { name: link }).click();
    await expect(page.locator('h1')).toHaveText(says('code-title'));
    await expect(page.locator('.reference')).toHaveText(reference);
  }
  await enterCode(page, code);
  await expect(page).toHaveURL(`${house.url}/account`);
  await expect(page.locator('h1')).toHaveText(english('account-title'));
});

test('the switch keeps a set-up under way', async ({ page, house }) => {
  const person = house.take();
  const activation = await house.post.nth(person.address, 0);
  await page.goto(`${house.url}/setup`);
  await page.locator('[name=participant]').fill(person.participant);
  await page.locator('[name=user]').fill(person.user);
  await page.locator('[name=activation]').fill(activation.code);
  await submit(page).click();
  await page.getByRole('link', { name: '繁體中文' }).click();
  await expect(page.locator('h1')).toHaveText(chinese('choose-password-title'));
});

test('the browser says which language comes first', async ({ visitor, house }) => {
  for (const [locale, lang] of [
    ['zh-HK', 'zh-Hant-HK'],
    ['zh-TW', 'zh-Hant-HK'],
    ['en-GB', 'en-HK'],
    ['fr-FR', 'en-HK'],
  ] as const) {
    const page = await visitor({ locale });
    await page.goto(house.url);
    await expect(page.locator('html')).toHaveAttribute('lang', lang);
  }
});

test("mails begin in the reader's language, and hold both", async ({ page, house, visitor }) => {
  const person = await house.member();
  await page.goto(`${house.url}/login?lang=zh-HK`);
  const first = house.post.next(person.address);
  await enterPassword(page, person);
  await enterCode(page, (await first).code);
  await expect(page.locator('h1')).toHaveText(chinese('account-title'));

  // The account remembers what its owner chose, in whichever browser it is.
  const other = await visitor();
  const mail = await askForCode(other, house, person);
  const lines = mail.text.split('\n');
  expect(lines.slice(0, 2)).toEqual([mail.code, '']);
  expect(mail.text.indexOf('一次性驗證碼')).toBeLessThan(mail.text.indexOf('one-time code'));
  expect(mail.text.indexOf('one-time code')).toBeGreaterThan(0);
  expect(mail.subject).toContain('參考編號');
  expect(mail.subject).not.toContain(mail.code);
  expect(mail.text + mail.html + mail.subject).not.toMatch(/https?:|www\.|href/);
  // The HTML says what the text says.
  const shown = await visitor();
  await shown.setContent(mail.html);
  const plain = (text: string) => text.replace(/\s+/g, '');
  expect(plain(await shown.locator('body').innerText())).toBe(plain(mail.text));
});

test('times are those of Hong Kong, wherever the browser is', async ({ visitor, build }) => {
  const house = await build({ clock: true, participants: 2 });
  const person = await house.member();
  const page = await visitor({ timezoneId: 'America/New_York' });
  await logIn(page, house, person);
  await expect(page.locator('main')).toContainText('23 November 2026, 10:00 HKT');
  await page.getByRole('link', { name: '繁體中文' }).click();
  await expect(page.locator('main')).toContainText('2026年11月23日（星期一）10:00（香港時間）');
});
