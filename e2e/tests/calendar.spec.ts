// The announced calendar, from registration to two factors only, back, and on again: by moving the clock, on two
// instances, each phase with what the table says and nothing else.

import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Page } from '@playwright/test';
import { Card, virtualAuthenticator } from '../harness/card.ts';
import { approve, bindCard, bindingCode, logInByCard, method, trust } from '../harness/cards.ts';
import { Client } from '../harness/client.ts';
import { type House, PASSWORD } from '../harness/house.ts';
import { people, type Person } from '../harness/people.ts';
import { enterCode, logIn, submit } from '../harness/steps.ts';
import { expect, test } from '../harness/test.ts';

/** The events with the instants that the test gives them, in Hong Kong time; the end of the parallel run has none yet. */
const SCHEDULE = `event,kind,date,time,when_en,when_zh,title_en,title_zh,text_en,text_zh
registration,registration,2026-12-01,10:00,,,Registration opens,開始登記,,
preparation,preparation,2027-02-01,10:00,,,Briefing and set-up,簡介會及設定,,
user-guide,user-guide,2027-03-01,10:00,,,User guide,用戶指南,,
connectivity-test,connectivity-test,2027-04-12,10:00,,,Connectivity test,連線測試,,
parallel-run,parallel-run,2027-05-03,10:00,,,Parallel run starts,並行運作開始,,
two-factor-only,two-factor-only,,,late Q2 2027,2027年第二季末,Parallel run ends,並行運作結束,,
`;

const FIRMS = 12;

const PHASES = ['registration', 'preparation', 'connectivity-test', 'parallel-run', 'two-factor-only'] as const;
type Phase = (typeof PHASES)[number];
type Answer = 'terminal' | 'own pages' | 'no';

/** What each phase allows: smartcard, two factors, registering, setting up, a test login. */
const TABLE: Record<Phase, [Answer, Answer, boolean, boolean, boolean]> = {
  registration: ['terminal', 'no', true, false, false],
  preparation: ['terminal', 'no', true, true, false],
  'connectivity-test': ['terminal', 'own pages', true, true, true],
  'parallel-run': ['terminal', 'terminal', true, true, true],
  'two-factor-only': ['no', 'terminal', true, true, true],
};

interface Cast {
  house: House;
  /** Where both instances listen. */
  instances: [string, string];
  /** Has a card, and has set up by it. */
  user: Person;
  card: Card;
  maker: Person;
  /** Users of the maker's firm, and users of others who are registered and have not set up. */
  colleagues: Person[];
  invited: Person[];
}

/** Where somebody who is logged in with these cookies gets, at every instance alike. */
async function reaches(cast: Cast, cookie: string): Promise<Answer> {
  const all = await Promise.all(
    cast.instances.map(async (base) => {
      const answer = await fetch(`${base}/api/authz/auth-request`, { headers: { cookie } });
      return ({ 200: 'terminal', 403: 'own pages' } as Record<number, Answer>)[answer.status] ?? 'no';
    }),
  );
  expect(new Set(all).size, `both instances: ${all}`).toBe(1);
  return all[0]!;
}

async function byCard(cast: Cast, page: Page): Promise<Answer> {
  const { house, user } = cast;
  await page.context().clearCookies();
  await page.goto(`${house.url}/login/smartcard`);
  const names = page.locator('[name=participant]');
  if ((await names.count()) === 0) return 'no';
  await names.fill(user.participant);
  await page.locator('[name=user]').fill(user.user);
  // Where cards are closed this asks whether the card shows who sets up, which somebody who has set up need not.
  await submit(page).click();
  const refused = page.locator('#problems');
  await expect.poll(async () => !page.url().includes('ceremony=') || (await refused.count()) > 0).toBe(true);
  if ((await refused.count()) > 0) return 'no';
  return (await method(page, house)) === 'smartcard' ? 'terminal' : 'no';
}

/** The whole login without pages, its steps at one instance and the other in turn. */
async function byCode(cast: Cast): Promise<Answer> {
  const { house, user, instances } = cast;
  const client = new Client(instances[1]);
  const mail = house.post.next(user.address);
  const { participant, user: id } = user;
  const answer = await client.post('/login', { participant, user: id, password: PASSWORD });
  if (answer.status !== 303) {
    mail.catch(() => {});
    return 'no';
  }
  const place = answer.headers.get('location')!;
  const login = new URL(place, house.url).searchParams.get('login') ?? '';
  const other = client.at(instances[0]);
  await other.advance(place, { login, code: (await mail).code });
  return reaches(cast, other.cookie);
}

async function registers(cast: Cast): Promise<boolean> {
  const { house, maker, colleagues } = cast;
  const client = await house.session(maker);
  const person = colleagues.shift()!;
  const answer = await client.post(`/portal/users/${person.user}`, {
    action: 'propose-address',
    email: `desk.${person.address}`,
    reason: 'as the calendar says',
    confirm: 'yes',
  });
  return answer.status === 303;
}

/** Whoever has a card sets up with it: it is the second proof. */
async function setUpByCard(page: Page, house: House, person: Person): Promise<void> {
  await page.context().clearCookies();
  await logInByCard(page, house, person);
  await expect(page).toHaveURL(`${house.url}/account/set-up`);
  await page.locator('main button[value=later]').click();
  await expect(page).toHaveURL(`${house.url}/account`);
  const mail = house.post.next(person.address);
  await page.locator('main button[value=card]').click();
  await page.locator('[name=password]').fill(PASSWORD);
  await submit(page).click();
  await enterCode(page, (await mail).code);
  await expect(page.locator('.done h1')).toBeVisible();
}

/** Asks for another activation and waits for its mail; the one of months ago has expired. */
async function invite(house: House, person: Person): Promise<void> {
  const sent = () => house.post.to(person.address).filter(({ code }) => /^([0-9A-Z]{4}-){2}/.test(code)).length;
  const before = sent();
  await house.run('invite', person.participant, person.user);
  await expect.poll(sent).toBeGreaterThan(before);
}

/** Whether somebody who is registered can set up with the newest activation. */
async function setsUp(cast: Cast): Promise<boolean> {
  const { house, invited, instances } = cast;
  const person = invited[0]!;
  await invite(house, person);
  const { participant, user } = person;
  const { code: activation } = await house.post.activation(person.address);
  const answer = await new Client(instances[1]).post('/setup', { participant, user, activation });
  if (answer.status !== 303) return false;
  invited.shift();
  return true;
}

async function tests(cast: Cast): Promise<boolean> {
  const { house, user, instances } = cast;
  const client = new Client(instances[1]);
  const mail = house.post.next(user.address);
  const { participant, user: id } = user;
  const form = { action: 'log-in', participant, user: id, password: PASSWORD };
  const answer = await client.post('/connectivity', form);
  if (answer.status !== 303) {
    mail.catch(() => {});
    return false;
  }
  const place = answer.headers.get('location')!;
  const login = new URL(place, house.url).searchParams.get('login') ?? '';
  await client.advance(place, { action: 'code', login, code: (await mail).code });
  expect(await reaches(cast, client.cookie), 'a test opens nothing').toBe('no');
  return true;
}

/** Asserts that a phase allows what the table says, and nothing else. */
async function allows(cast: Cast, page: Page, phase: Phase): Promise<void> {
  await test.step(phase, async () => {
    const found = [await byCard(cast, page), await byCode(cast), await registers(cast), await setsUp(cast), await tests(cast)];
    expect(found, `${phase}: smartcard, two factors, register, set up, test login`).toEqual(TABLE[phase]);
  });
}

/** Gives a member of staff a passkey at this page and logs in by it: a way in that does not rest on mail. */
async function passkey(page: Page, house: House, person: Person): Promise<void> {
  await virtualAuthenticator(page);
  await logIn(page, house, person, '/monitor');
  await page.goto(`${house.url}/account/passkeys`);
  await page.locator('form:has(button[value=add]) [name=name]').fill('Desk');
  await page.locator('form:has(button[value=add]) [name=current]').fill(PASSWORD);
  await page.locator('button[value=add]').click();
  await expect(page).toHaveURL(`${house.url}/account/passkeys?notice=added`);
  await byPasskey(page, house);
}

async function byPasskey(page: Page, house: House): Promise<void> {
  await page.context().clearCookies();
  await page.goto(`${house.url}/login`);
  // The offer in the field is answered at once.
  await expect(page).toHaveURL(`${house.url}/monitor`);
}

/** Proposes what an event's page asks to be proposed, and hands back the request. */
async function propose(page: Page, house: House): Promise<string> {
  await expect(page).toHaveURL(/\/monitor\/approvals\/[0-9a-f]{32}/);
  return house.url + new URL(page.url()).pathname;
}

/** Gives an event an instant, in Hong Kong time. */
async function confirm(page: Page, other: Page, house: House, event: string, date: string): Promise<void> {
  await page.goto(`${house.url}/monitor/schedule/${event}`);
  const summary = page.locator('details:has([name=date]) > summary');
  if ((await summary.count()) > 0 && !(await page.locator('[name=date]').isVisible())) await summary.click();
  await page.locator('[name=timing][value=confirmed]').check();
  await page.locator('[name=date]').fill(date);
  await page.locator('[name=time]').fill('18:00');
  await page.locator('button[value=check]').click();
  await page.locator('[name=reason]').fill('as announced to the participants');
  await page.locator('button[value=propose]').click();
  await approve(other, await propose(page, house));
}

async function arm(page: Page, other: Page, house: House, event: string): Promise<void> {
  await page.goto(`${house.url}/monitor/schedule/${event}`);
  const count = await page.locator('section.arm strong').innerText();
  const [, users = ''] = /([\d,]+) users?/.exec(count) ?? [];
  // Another number than the one that is shown is not taken.
  await page.locator('[name=count]').fill('99999');
  await page.locator('button[value=arm]').click();
  await expect(page.locator('#problems')).toBeVisible();
  await page.locator('[name=count]').fill(users.replace(',', ''));
  await page.locator('button[value=arm]').click();
  await approve(other, await propose(page, house));
}

test('the calendar: registration to two factors only, back, and two factors only again', async ({ page, visitor, build, database }) => {
  test.skip(database !== 'postgres', 'two instances need PostgreSQL');
  test.setTimeout(300_000);
  const card = new Card();
  try {
    const house = await build({ participants: FIRMS, files: ['participants', 'users'], clock: true });
    await trust(house, card);
    const file = path.join(house.folder, 'schedule.csv');
    await writeFile(file, SCHEDULE);
    await house.run('import', 'schedule', file);
    await house.importFile('emails', FIRMS);
    const users = people(FIRMS).filter(({ role }) => role === 'user');
    // One firm has enough users for all the addresses that are changed.
    const size = (person: Person) => users.filter(({ participant }) => participant === person.participant).length;
    const maker = people(FIRMS).find((person) => person.role === 'maker' && size(person) > 8)!;
    const [user, ...invited] = users.filter(({ participant }) => participant !== maker.participant);
    const colleagues = users.filter(({ participant }) => participant === maker.participant);
    const instances: [string, string] = [house.url, await house.another()];
    const cast: Cast = { house, card, maker, colleagues, instances, user: user!, invited };
    await house.setUp(maker);

    // Two of the staff, who can get in without mail, and one with a card.
    const pages: [Page, Page] = [await visitor(), await visitor()];
    const staff: [Person, Person] = [
      await house.setUp(await house.hire('OPS1', 'operator')),
      await house.setUp(await house.hire('APP1', 'approver')),
    ];
    for (const [place, person] of staff.entries()) await passkey(pages[place]!, house, person);
    const code = await bindingCode(await visitor(), await visitor(), house, cast.user, staff);
    await card.at(page);
    await bindCard(page, house, cast.user, code);

    await house.moveTo('2026-12-01T02:00:00Z');
    await allowsBeforeSetUp(cast, page, 'registration');

    await house.moveTo('2027-02-01T02:00:00Z');
    await setUpByCard(page, house, cast.user);
    await allows(cast, page, 'preparation');

    await house.moveTo('2027-04-12T02:00:00Z');
    await allows(cast, page, 'connectivity-test');
    await house.moveTo('2027-05-03T02:00:00Z');
    await allows(cast, page, 'parallel-run');

    // The end gets an instant, is armed by two people on the count of those it shuts out, and comes.
    for (const one of pages) await byPasskey(one, house);
    await confirm(...pages, house, 'two-factor-only', '2027-06-25');
    await house.moveTo('2027-06-24T01:00:00Z');
    for (const one of pages) await byPasskey(one, house);
    await arm(...pages, house, 'two-factor-only');
    await page.context().clearCookies();
    expect(await byCard(cast, page)).toBe('terminal');
    await house.moveTo('2027-06-25T10:00:00Z');
    expect(await method(page, house), 'a session by card ends with the parallel run').toBeNull();
    await allows(cast, page, 'two-factor-only');

    // Back, at once, as two people agree.
    for (const one of pages) await byPasskey(one, house);
    await pages[0].goto(`${house.url}/monitor/schedule`);
    await pages[0].locator('main a[href="/monitor/schedule/new?back=1"]').click();
    await pages[0].locator('[name=reason]').fill('firms asked for more time');
    await pages[0].locator('button[value=propose]').click();
    await approve(pages[1], await propose(pages[0], house));
    await allows(cast, page, 'parallel-run');

    // And on again: unarmed it holds, armed it comes.
    await newEvent(...pages, house, '2027-06-28');
    await house.moveTo('2027-06-28T10:00:00Z');
    await allows(cast, page, 'parallel-run');
    for (const one of pages) await byPasskey(one, house);
    await pages[0].goto(`${house.url}/monitor/schedule`);
    const held = pages[0].locator('main a[href^="/monitor/schedule/two-factor-only-"]').first();
    const event = (await held.getAttribute('href'))!.split('/').pop()!;
    await confirm(...pages, house, event, '2027-06-30');
    await arm(...pages, house, event);
    await house.moveTo('2027-06-30T10:00:00Z');
    await allows(cast, page, 'two-factor-only');
  } finally {
    card.close();
  }
});

/** Registration is the one phase in which the user cannot have set up yet: there is no password to try. */
async function allowsBeforeSetUp(cast: Cast, page: Page, phase: Phase): Promise<void> {
  await test.step(phase, async () => {
    const found = [await byCard(cast, page), 'no', await registers(cast), await setsUp(cast), await tests(cast)];
    expect(found, phase).toEqual(TABLE[phase]);
  });
}

/** A second end of the parallel run. */
async function newEvent(page: Page, other: Page, house: House, date: string): Promise<void> {
  await page.goto(`${house.url}/monitor/schedule/new`);
  await page.locator('[name=kind]').selectOption('two-factor-only');
  await page.locator('[name=timing][value=confirmed]').check();
  await page.locator('[name=date]').fill(date);
  await page.locator('[name=time]').fill('18:00');
  await page.locator('[name=title_en]').fill('Parallel run ends, second date');
  await page.locator('[name=title_zh]').fill('並行運作結束（第二個日期）');
  await page.locator('button[value=check]').click();
  await page.locator('[name=reason]').fill('the date that the participants asked for');
  await page.locator('button[value=propose]').click();
  await approve(other, await propose(page, house));
}
