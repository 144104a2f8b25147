// What people do with smartcards on the pages.

import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, type Page } from '@playwright/test';
import type { Card } from './card.ts';
import type { House } from './house.ts';
import type { Person } from './people.ts';
import { logIn, submit } from './steps.ts';

/** Configures a house so that its cards come from this card's issuer, and opens it again. */
export async function trust(house: House, card: Card): Promise<void> {
  const { pem, aaguid } = await card.issuer();
  const file = path.join(house.folder, 'issuer.pem');
  await writeFile(file, pem);
  await house.configure({ smartcard: { attestation_ca: [`${file}#${aaguid}`] } });
  await house.stop();
  await house.start();
}

/** What the terminal is told of whoever is logged in at this page. */
export async function method(page: Page, house: House, base = house.url): Promise<string | null> {
  const cookies = await page.context().cookies(house.url);
  const cookie = cookies.map(({ name, value }) => `${name}=${value}`).join('; ');
  const answer = await fetch(`${base}/api/authz/auth-request`, { headers: { cookie } });
  return answer.status === 200 ? answer.headers.get('remote-method') : null;
}

/** Approves every row of a request that waits. */
export async function approve(page: Page, request: string): Promise<void> {
  await page.goto(request);
  await page.locator('main button[value=approve-all]:not(.unseen)').first().click();
  await expect(page).toHaveURL(/done=1/);
}

/** An operator proposes a binding code, an approver agrees, and the file for the post holds it. */
export async function bindingCode(
  page: Page,
  other: Page,
  house: House,
  person: Person,
  [operator, approver]: [Person, Person],
): Promise<string> {
  await logIn(page, house, operator, '/monitor');
  await logIn(other, house, approver, '/monitor');
  await page.goto(`${house.url}/monitor/cards/new`);
  await page.locator('[name=kind][value=bind-card]').check();
  await page.locator('[name=scope][value=user]').check();
  await page.locator('[name=participant]').fill(person.participant);
  await page.locator('[name=user]').fill(person.user);
  await page.locator('[name=reason]').fill('A new card was handed out');
  await page.locator('main form.card button[type=submit]').click();
  await expect(page).toHaveURL(/\/monitor\/approvals\/[0-9a-f]{32}/);
  const request = house.url + new URL(page.url()).pathname;
  await approve(other, request);
  await page.goto(request);
  const taken = page.waitForEvent('download');
  await page.locator('main button[value=take-codes]').click();
  const file = await (await taken).createReadStream();
  let text = '';
  for await (const chunk of file) text += String(chunk);
  const [, code = ''] = /,([0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}),/.exec(text) ?? [];
  expect(text).toContain(person.user);
  return code;
}

/** Binds the card at this page with a code. */
export async function bindCard(page: Page, house: House, person: Person, code: string): Promise<void> {
  await page.goto(`${house.url}/login/smartcard`);
  await page.locator('a[href="/login/smartcard?bind=1"]').click();
  await page.locator('[name=participant]').fill(person.participant);
  await page.locator('[name=user]').fill(person.user);
  await page.locator('[name=binding]').fill(code.toLowerCase());
  await submit(page).click();
  await expect(page).toHaveURL(`${house.url}/login/smartcard?bound=1`);
}

/** Logs in by card from the first page on. */
export async function logInByCard(page: Page, house: House, person?: Person): Promise<void> {
  await page.goto(house.url);
  await page.locator('a[href="/login/smartcard"]').click();
  if (person !== undefined) {
    await page.locator('[name=participant]').fill(person.participant);
    await page.locator('[name=user]').fill(person.user);
  }
  await submit(page).click();
}
