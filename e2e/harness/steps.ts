// What people do on the pages.

import { expect, type Locator, type Page, type Request } from '@playwright/test';
import { type House, PASSWORD } from './house.ts';
import type { Person } from './people.ts';
import type { Mail } from './post.ts';

/** The one button of the page's form: not those of the frame, nor that for another mail. */
export function submit(page: Page): Locator {
  return page.locator('main form.card button[type=submit]');
}

/** The error summary above the heading. */
export function problems(page: Page): Locator {
  return page.locator('#problems');
}

/** Fills in names and password, and sends them. */
export async function enterPassword(page: Page, person: Person, password = PASSWORD): Promise<void> {
  await page.locator('[name=participant]').fill(person.participant);
  await page.locator('[name=user]').fill(person.user);
  await page.locator('[name=password]').fill(password);
  await submit(page).click();
}

/** From the login page to the code page; hands back the mail with the code. */
export async function askForCode(page: Page, house: House, person: Person): Promise<Mail> {
  const mail = house.post.next(person.address);
  await page.goto(`${house.url}/login`);
  await enterPassword(page, person);
  await expect(page).toHaveURL(/\/login\/code\?login=/);
  return mail;
}

export async function enterCode(page: Page, code: string): Promise<void> {
  await page.locator('[name=code]').fill(code);
  await submit(page).click();
}

/** The whole login. */
export async function logIn(page: Page, house: House, person: Person, first = '/account'): Promise<Mail> {
  const mail = await askForCode(page, house, person);
  await enterCode(page, mail.code);
  await expect(page).toHaveURL(house.url + first);
  return mail;
}

/** The whole set-up, from the mail to the page that says that it is done. */
export async function setUp(page: Page, house: House, person: Person): Promise<void> {
  const activation = await house.post.activation(person.address);
  await page.goto(`${house.url}/setup`);
  await page.locator('[name=participant]').fill(person.participant);
  await page.locator('[name=user]').fill(person.user);
  await page.locator('[name=activation]').fill(activation.code);
  await submit(page).click();
  const mail = house.post.next(person.address);
  await page.locator('[name=password]').fill(PASSWORD);
  await submit(page).click();
  await enterCode(page, (await mail).code);
  await expect(page.locator('.done h1')).toBeVisible();
}

/** Waits until the islands of a page are awake. */
export async function awake(page: Page): Promise<void> {
  await expect(page.locator('.reveal').first()).toBeVisible();
}

/** Presses a form's button again while the answer to the first press is on its way: one post is sent. */
export async function pressTwice(page: Page, button: Locator): Promise<void> {
  await button.scrollIntoViewIfNeeded();
  const { x, y, width, height } = (await button.boundingBox())!;
  const press = () => page.mouse.click(x + width / 2, y + height / 2);
  let posts = 0;
  let release = () => {};
  const pressedAgain = new Promise<void>((resolve) => (release = resolve));
  const count = (request: Request) => void (posts += Number(request.method() === 'POST' && !request.url().includes('/api/')));
  page.on('request', count);
  await page.route('**', async (route) => {
    if (route.request().method() === 'POST') await pressedAgain;
    await route.continue();
  });
  const sent = page.waitForRequest((request) => request.method() === 'POST' && !request.url().includes('/api/'));
  await press();
  await press();
  release();
  await (await sent).response();
  page.off('request', count);
  await page.unrouteAll({ behavior: 'ignoreErrors' });
  expect(posts).toBe(1);
}
