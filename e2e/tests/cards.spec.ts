// Smartcards and passkeys: one user's way from the card to password and code, and on to a passkey.

import type { Page } from '@playwright/test';
import { Card, virtualAuthenticator } from '../harness/card.ts';
import { bindCard, bindingCode, logInByCard, method, trust } from '../harness/cards.ts';
import { type House, PASSWORD } from '../harness/house.ts';
import { people, type Person } from '../harness/people.ts';
import { enterCode, logIn, submit } from '../harness/steps.ts';
import { expect, test } from '../harness/test.ts';
import { words } from '../harness/words.ts';

const says = words('en');

/** A house whose cards come from this card's issuer. */
async function houseOf(card: Card, build: (options: { participants: number }) => Promise<House>): Promise<House> {
  const house = await build({ participants: 2 });
  await trust(house, card);
  return house;
}

/** Two of the staff, who agree on what takes two. */
async function staff(house: House): Promise<[Person, Person]> {
  return [await house.setUp(await house.hire('OPS1', 'operator')), await house.setUp(await house.hire('APP1', 'approver'))];
}

/** Logs out by the button of the frame. */
async function logOut(page: Page): Promise<void> {
  await page.locator('form[action="/logout"] button').click();
  await expect(page).toHaveURL(/\/login\?notice=logged-out/);
}

test('a user binds a card, logs in by it, sets up with it, and goes on by password, code and passkey', async ({
  page,
  visitor,
  build,
}) => {
  test.slow();
  const card = new Card();
  try {
    const house = await houseOf(card, build);
    const person = people(2).find(({ role }) => role === 'user')!;
    const code = await bindingCode(await visitor(), await visitor(), house, person, await staff(house));
    await card.at(page);
    const somebodyThere = await virtualAuthenticator(page);

    // The card is bound, with the code from the post.
    await bindCard(page, house, person, code);

    // Its owner is told; the mail with the code comes after that one.
    await expect.poll(() => house.post.to(person.address).some(({ subject }) => /was bound/.test(subject))).toBe(true);

    // It logs in, and its holder is asked to set up.
    await logInByCard(page, house, person);
    await expect(page).toHaveURL(`${house.url}/account/set-up`);
    expect(await method(page, house)).toBe('smartcard');
    await page.locator('main button[value=later]').click();
    await expect(page).toHaveURL(`${house.url}/account`);
    await expect(page.locator('main')).toContainText(/by smartcard|smartcard/i);
    const mail = house.post.next(person.address);
    await page.locator('main button[value=card]').click();
    await page.locator('[name=password]').fill(PASSWORD);
    await submit(page).click();
    await enterCode(page, (await mail).code);
    await expect(page.locator('.done h1')).toBeVisible();

    // Password and code, as everybody.
    await logIn(page, house, person);
    expect(await method(page, house)).toBe('two-factor');

    // A passkey of the browser's own, added after the password was typed again.
    await page.goto(`${house.url}/account/passkeys`);
    await page.locator('form:has(button[value=add]) [name=name]').fill('My desk');
    await page.locator('form:has(button[value=add]) [name=current]').fill(PASSWORD);
    await page.locator('button[value=add]').click();
    await expect(page).toHaveURL(`${house.url}/account/passkeys?notice=added`);
    await page.goto(`${house.url}/account`);
    await expect(page.locator('main')).toContainText('My desk');
    await expect.poll(() => house.post.to(person.address).some(({ subject }) => /passkey/i.test(subject))).toBe(true);
    await somebodyThere(false);
    await logOut(page);

    // It logs in at the press of a button.
    await page.locator('form[action="/login/passkey"] button[value=begin]').click();
    await expect(page).toHaveURL(/\/login\/passkey\?ceremony=/);
    // Nobody was there at first: asked again, somebody is.
    await somebodyThere(true);
    await expect(async () => {
      if (page.url().includes('ceremony=')) await page.locator('main form.card button').click({ timeout: 2000 });
      await expect(page).toHaveURL(`${house.url}/account`, { timeout: 3000 });
    }).toPass();
    expect(await method(page, house)).toBe('passkey');
    for (const held of [/My desk/, /passkey/i, /smartcard/i]) await expect(page.locator('main')).toContainText(held);
    await somebodyThere(false);
    await logOut(page);

    // The card still logs in, and finds its holder by itself.
    await logInByCard(page, house);
    await expect(page).toHaveURL(`${house.url}/account`);
    expect(await method(page, house)).toBe('smartcard');
  } finally {
    card.close();
  }
});

test('a card that does not answer is no error of the user, who is offered it again and the other way', async ({
  page,
  build,
}) => {
  const card = new Card();
  try {
    const house = await houseOf(card, build);
    await card.at(page);
    await card.remove();
    await logInByCard(page, house);
    await expect(page.locator('main [role=alert]').getByText(says('ceremony-card-not-allowed'))).toBeVisible();
    await expect(page.locator('main a[href="/login"]').first()).toBeVisible();
    // Put in after all, it is a card that nobody knows here.
    await card.insert();
    await expect(page.locator('main form.card button')).toBeEnabled();
  } finally {
    card.close();
  }
});

test('a key that no issuer vouches for is no smartcard', async ({ page, visitor, build, watch }) => {
  test.slow();
  watch.expect(/navigator\.credentials|WebAuthn/i);
  const card = new Card();
  try {
    const house = await houseOf(card, build);
    const person = people(2).find(({ role }) => role === 'user')!;
    const code = await bindingCode(await visitor(), await visitor(), house, person, await staff(house));
    // Chromium's own authenticator, attested by a key that anybody has.
    await virtualAuthenticator(page);
    await page.goto(`${house.url}/login/smartcard?bind=1`);
    await page.locator('[name=participant]').fill(person.participant);
    await page.locator('[name=user]').fill(person.user);
    await page.locator('[name=binding]').fill(code);
    await submit(page).click();
    await expect(page.locator('#problems').getByText(says('card-untrusted'))).toBeVisible();
    // Nothing is lost: the same code still binds the right card.
    await card.at(page);
    await page.goto(`${house.url}/login/smartcard?bind=1`);
    await page.locator('[name=participant]').fill(person.participant);
    await page.locator('[name=user]').fill(person.user);
    await page.locator('[name=binding]').fill(code);
    await submit(page).click();
    await expect(page).toHaveURL(`${house.url}/login/smartcard?bound=1`);
  } finally {
    card.close();
  }
});

test('the browser offers a passkey in the field of the user ID', async ({ page, house, watch }) => {
  watch.expect(/passkey/i);
  const person = await house.member();
  const somebodyThere = await virtualAuthenticator(page);
  await logIn(page, house, person);
  await page.goto(`${house.url}/account/passkeys`);
  await page.locator('form:has(button[value=add]) [name=name]').fill('Laptop');
  await page.locator('form:has(button[value=add]) [name=current]').fill(PASSWORD);
  await page.locator('button[value=add]').click();
  await expect(page).toHaveURL(`${house.url}/account/passkeys?notice=added`);
  await somebodyThere(false);
  await logOut(page);
  // The virtual authenticator stands for somebody who picks the passkey that the field offers.
  await somebodyThere(true);
  await page.goto(`${house.url}/login`);
  await expect(page).toHaveURL(`${house.url}/account`);
  expect(await method(page, house)).toBe('passkey');
});
