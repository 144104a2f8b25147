// Every page and state, for everybody: both languages, both themes, small screens, keyboard.

import { expect } from '@playwright/test';
import { stops } from '../harness/access.ts';
import { Card, virtualAuthenticator } from '../harness/card.ts';
import { PASSWORD, wrongCode } from '../harness/house.ts';
import { askForCode, enterCode, enterPassword, logIn, submit } from '../harness/steps.ts';
import { test } from '../harness/test.ts';
import { Tour } from '../harness/tour.ts';

for (const language of ['en', 'zh-HK'] as const) {
  const locale = language === 'en' ? 'en-HK' : 'zh-HK';

  test.describe(`accessible in ${language}`, () => {
    test.use({ locale });

    test('the way in', async ({ page, house }) => {
      test.slow();
      const tour = new Tour(page, house, language);
      await tour.goto('/');
      await tour.look('home');
      await tour.goto('/login');
      await tour.look('login');
      await tour.leave(() => submit(page).click());
      await tour.look('login, nothing filled in', true);
      const person = await house.member();
      await tour.leave(() => enterPassword(page, person, 'not the password of anybody'));
      await tour.look('login refused', true);
      await tour.goto('/account');
      await tour.look('login needed');

      const mail = await askForCode(page, house, person);
      await expect(page.locator('.countdown').first()).not.toBeEmpty();
      await tour.look('code');
      await tour.leave(() => enterCode(page, ''));
      await tour.look('code empty', true);
      await tour.leave(() => enterCode(page, wrongCode(mail)));
      await tour.look('code wrong', true);
      await expect(page.locator('#resend')).toBeEnabled();
      await tour.leave(() => page.locator('#resend').click());
      await tour.look('code sent again');
      for (let tries = 0; tries < 4; tries++) await tour.leave(() => enterCode(page, wrongCode(mail)));
      await tour.look('code used up', true);
      expect(tour.faults).toEqual([]);
    });

    test('the first set-up', async ({ page, house }) => {
      test.slow();
      const tour = new Tour(page, house, language);
      const person = house.take();
      const activation = await house.post.nth(person.address, 0);
      await tour.goto('/setup');
      await tour.look('set-up');
      await tour.leave(() => submit(page).click());
      await tour.look('set-up, nothing filled in', true);
      await page.locator('[name=participant]').fill(person.participant);
      await page.locator('[name=user]').fill(person.user);
      await page.locator('[name=activation]').fill('7K3M-Q2XA-9DTE');
      await tour.leave(() => submit(page).click());
      await tour.look('activation refused', true);
      await page.locator('[name=activation]').fill(activation.code);
      await tour.leave(() => submit(page).click());
      await tour.look('choose password');
      await page.locator('[name=password]').fill('too short');
      await expect(page.locator('.live')).not.toBeEmpty();
      await tour.leave(() => submit(page).click());
      await tour.look('password too short', true);
      const mail = house.post.next(person.address);
      await page.locator('[name=password]').fill(PASSWORD);
      await tour.leave(() => submit(page).click());
      await tour.look('set-up code');
      await tour.leave(async () => enterCode(page, wrongCode(await mail)));
      await tour.look('set-up code wrong', true);
      await tour.leave(async () => enterCode(page, (await mail).code));
      await tour.look('set-up done');
      await tour.goto('/setup?login=0123456789abcdef');
      await tour.look('set-up over', true);
      expect(tour.faults).toEqual([]);
    });

    test('the connectivity test', async ({ page, house }) => {
      test.slow();
      const tour = new Tour(page, house, language);
      const person = await house.member('maker');
      await tour.goto('/connectivity');
      await tour.look('connectivity');
      await page.locator('.probe button').click();
      await expect(page).toHaveURL(/started=1/);
      await tour.look('browser checked');
      await tour.leave(() => submit(page).click());
      await tour.look('test login, nothing filled in', true);
      const mail = house.post.next(person.address);
      await tour.leave(() => enterPassword(page, person));
      await mail;
      await tour.look('code of a test login');
      await tour.leave(() => page.locator('button[value=give-up]').click());
      await tour.look('test failed');
      await logIn(page, house, person, '/portal/users');
      await tour.goto('/portal/connectivity');
      await tour.look('tests of a firm');
      expect(tour.faults).toEqual([]);
    });

    test('smartcards and passkeys', async ({ page, house, visitor }) => {
      test.slow();
      const tour = new Tour(page, house, language);
      await virtualAuthenticator(page);
      const card = new Card();
      await card.at(page);
      await card.remove();
      await tour.goto('/login/smartcard');
      await tour.look('login by card');
      await page.locator('[name=participant]').fill('CAAA');
      await tour.leave(() => submit(page).click());
      await tour.look('login by card, half a name', true);
      await page.locator('[name=user]').fill('CAAA999');
      await tour.leave(() => submit(page).click());
      await expect(page.locator('main [role=alert]')).not.toBeEmpty();
      await tour.look('card does not answer');
      card.close();
      await tour.goto('/login/smartcard?bind=1');
      await tour.look('binding, without an issuer', true);

      const person = await house.member();
      await logIn(page, house, person);
      await tour.goto('/account/passkeys');
      await tour.look('no passkeys');
      await tour.leave(() => page.locator('button[value=add]').click());
      await tour.look('passkey without a password', true);
      await page.locator('form:has(button[value=add]) [name=current]').fill(PASSWORD);
      await page.locator('button[value=add]').click();
      await expect(page).toHaveURL(/notice=added/);
      await tour.look('a passkey added');
      await tour.goto('/account');
      await tour.look('account with a passkey');

      const operator = await house.setUp(await house.hire(`CARDS${language === 'en' ? 1 : 2}`, 'operator'));
      const desk = new Tour(await visitor({ locale }), house, language);
      await logIn(desk.page, house, operator, '/monitor');
      await desk.look('monitor');
      await desk.goto('/monitor/cards');
      await desk.look('list of cards');
      await desk.goto('/monitor/cards/new');
      await desk.look('proposal about cards');
      await desk.leave(() => desk.page.locator('main form.card button[type=submit]').click());
      await desk.look('proposal about cards, nothing filled in', true);
      expect([...tour.faults, ...desk.faults]).toEqual([]);
    });

    test('the portal and the approvals', async ({ page, house, visitor, watch }) => {
      test.slow();
      // A date field says so when it is handed what is no date.
      watch.expect(/does not conform to the required format/);
      const tour = new Tour(page, house, language);
      const maker = await house.member('maker');
      const checker = await house.member('checker');
      await logIn(page, house, maker, '/portal/users');
      await tour.look('list of users');
      await tour.goto('/portal/users?q=nobody-of-that-name');
      await tour.look('list of users without a match');
      await tour.goto('/portal/users');
      await page.locator('select[name=action]').selectOption('disable');
      await tour.leave(() => page.locator('main form[method=post] button[type=submit]:not([disabled])').last().click());
      await tour.look('nobody chosen', true);
      const user = house.take();
      const there = user.participant === maker.participant ? user.user : maker.user;
      await tour.goto(`/portal/users/${there}`);
      await tour.look('one user');
      await page.locator('[name=email]').fill('no address');
      await tour.leave(() => page.locator('button[value="propose-address"]').click());
      await tour.look('one user, address wrong', true);
      await tour.goto('/portal/upload');
      await tour.look('upload');
      await tour.leave(() => page.locator('main form button[type=submit]').first().click());
      await tour.look('upload without a file', true);
      const rows = [`${maker.participant},${maker.user},other@${maker.address.split('@')[1]}`, `${maker.participant},${maker.user}X,a@b`];
      const file = { name: 'a.csv', mimeType: 'text/csv', buffer: Buffer.from(`participant_code,user_id,email\n${rows.join('\n')}\n`) };
      await page.locator('input[name=file]').setInputFiles(file);
      await tour.leave(() => page.locator('main form button[type=submit]').first().click());
      await tour.look('preview');
      await page.locator('[name=reason]').fill('A new mailbox');
      await tour.leave(() => page.locator('button[value=propose]').click());
      await tour.look('request, just proposed');
      const request = new URL(page.url()).pathname;
      for (const place of ['/portal/approvals', '/portal/audit', '/portal/domains']) {
        await tour.goto(place);
        await tour.look(`list ${place}`);
      }
      await tour.goto('/portal/audit?from=yesterday');
      await tour.look('audit, wrong date', true);
      if (checker.participant === maker.participant) {
        const other = new Tour(await visitor({ locale }), house, language);
        await logIn(other.page, house, checker, '/portal/users');
        await other.goto(request);
        await other.look('list of changes');
        await other.leave(() => other.page.locator('button[value="reject-all"]').click());
        await other.look('list of changes, no reason', true);
        tour.faults.push(...other.faults);
      }
      expect(tour.faults).toEqual([]);
    });

    test('pages of those who are logged in, and pages that say no', async ({ page, house, visitor }) => {
      test.slow();
      const tour = new Tour(page, house, language);
      for (const place of ['/help', '/forgot-password', '/nowhere']) {
        await tour.goto(place);
        await tour.look(place);
      }
      const person = await house.member('maker');
      await house.session(person);
      const other = await visitor();
      await other.goto(`${house.url}/login`);
      await enterPassword(other, person, 'not the password of anybody');
      await logIn(page, house, person, '/portal/users');
      await tour.look('portal');
      await tour.goto('/account');
      await tour.look('account with two sessions and a failure');
      await tour.leave(() => page.locator('.sessions').getByRole('button').first().click());
      await tour.look('session ended');
      await tour.goto('/account/password');
      await tour.look('change password');
      await tour.leave(() => submit(page).click());
      await tour.look('change password, nothing filled in', true);
      await tour.goto('/monitor');
      await tour.look('forbidden');
      await tour.goto('/');
      await tour.look('home, logged in');
      await tour.leave(() => page.locator('.places form button').click());
      await tour.look('logged out');
      const staff = await house.setUp(await house.hire(`TOUR${language.slice(0, 2).toUpperCase()}`, 'approver'));
      await logIn(page, house, staff, '/monitor');
      await tour.look('monitor');
      expect(tour.faults).toEqual([]);
    });

    test('what time brings, and every phase', async ({ page, build }) => {
      test.slow();
      const settings = { demo: { mail: false }, session: { idle: '20m' }, login: { budget_failures: 2 } };
      const house = await build({ clock: true, participants: 3, settings });
      const tour = new Tour(page, house, language);
      const person = await house.member();
      const mail = await askForCode(page, house, person);
      await tour.leave(() =>
        page.locator('#resend').evaluate((button: HTMLButtonElement) => {
          button.disabled = false;
          button.click();
        }),
      );
      await tour.look('sent again too soon', true);
      await house.advance(600);
      await tour.leave(() => enterCode(page, mail.code));
      await tour.look('code expired', true);

      const stranger = await house.member();
      await tour.goto('/login');
      for (let tries = 0; tries < 3; tries++) {
        await tour.leave(() => enterPassword(page, stranger, 'not the password of anybody'));
      }
      await tour.look('login closed', true);

      await logIn(page, house, person);
      await house.advance(1080);
      await page.clock.install();
      await tour.goto('/help');
      await expect(page.locator('dialog[open]')).toBeVisible();
      await tour.look('session about to end');
      await house.advance(121);
      await page.clock.fastForward(20_000);
      await expect(page.locator('dialog[open] a')).toBeVisible();
      await tour.look('session over');
      await page.context().clearCookies({ name: '__Host-session' });

      for (const phase of ['registration', 'preparation', 'connectivity-test', 'two-factor-only']) {
        await house.stop();
        await house.configure({ schedule: { phase }, demo: { mail: phase === 'registration' } });
        await house.start();
        await tour.goto('/');
        await tour.look(`home in phase ${phase}`);
        if (phase === 'registration') {
          await tour.goto('/login');
          await tour.leave(() => enterPassword(page, person));
          await tour.look('login not open', true);
          await tour.goto('/demo/mail');
          await tour.look('demo mail, none');
        }
      }
      expect(tour.faults).toEqual([]);
    });
  });
}

test('the Tab key goes through login and code in the order of reading', async ({ page, house }) => {
  const person = await house.member();
  for (const width of [1280, 320]) {
    await page.setViewportSize({ width, height: width === 320 ? 256 : 720 });
    await page.goto(`${house.url}/login`);
    await expect(page.locator('.reveal')).toBeVisible();
    const login = await stops(page);
    expect(`${login.order.join('\n')}\n`).toMatchSnapshot('tab-order-login.txt');
    expect(login.covered).toEqual([]);

    await askForCode(page, house, person);
    await expect(page.locator('#resend')).toBeEnabled();
    const code = await stops(page);
    expect(`${code.order.join('\n')}\n`).toMatchSnapshot('tab-order-code.txt');
    expect(code.covered).toEqual([]);
  }
});

test('forced colours leave fields, buttons and focus to be seen', async ({ page, house }) => {
  await page.emulateMedia({ forcedColors: 'active' });
  await page.goto(`${house.url}/login`);
  const { covered } = await stops(page);
  expect(covered).toEqual([]);
  for (const element of await page.locator('main input:visible, main button:visible').all()) {
    const edge = await element.evaluate((element) => getComputedStyle(element).borderStyle);
    expect(edge, await element.evaluate((element) => element.outerHTML)).not.toBe('none');
  }
});

test('nothing moves for those who asked for stillness', async ({ page, house }) => {
  await page.goto(`${house.url}/login`);
  await submit(page).hover();
  expect(await page.evaluate(() => document.getAnimations().length)).toBe(0);
});
