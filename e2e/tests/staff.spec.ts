// The staff's pages, over a small demonstration: for everybody, in both languages, by keyboard, and read as tables.

import { stops } from '../harness/access.ts';
import type { House } from '../harness/house.ts';
import { logIn } from '../harness/steps.ts';
import { expect, test } from '../harness/test.ts';
import { Tour } from '../harness/tour.ts';

const VIEWS = ['funnel', 'readiness', 'logins', 'firms', 'blocked', 'help', 'mail', 'proofs'];

const PLACES = [
  ...VIEWS.map((view) => `/monitor/figures/${view}`),
  '/monitor/participants',
  '/monitor/participants?q=DAAB',
  '/monitor/participants/DAAA',
  '/monitor/users',
  '/monitor/users?q=DAAA',
  '/monitor/users?q=nobody-of-that-name',
  '/monitor/users/DAAA/DAAA003',
  '/monitor/users/DAAA/DAAA004',
  '/monitor/blocked',
  '/monitor/blocked?by=firm',
  '/monitor/blocked/call-list',
  '/monitor/mail',
  '/monitor/mail/domains',
  '/monitor/mail/suppressed',
  '/monitor/audit',
  '/monitor/audit?kind=login.completed',
  '/monitor/schedule',
  '/monitor/exceptions',
  '/monitor/readiness',
  '/monitor/campaigns',
  '/monitor/approvals',
  '/monitor/contingency',
];

for (const language of ['en', 'zh-HK'] as const) {
  test.describe(`the house's view in ${language}`, () => {
    test.use({ locale: language === 'en' ? 'en-HK' : 'zh-HK' });

    test('every page is accessible, in both themes and at 400 % zoom', async ({ page, build }) => {
      test.slow();
      const house = await build({ demonstration: { participants: 12, users: 150 } });
      const tour = new Tour(page, house, language);
      const operator = await house.setUp(await house.hire('OPS', 'operator'));
      await logIn(page, house, operator, '/monitor');
      await tour.look('monitor');
      const day = await page.locator('input[name=day]').getAttribute('value');
      for (const place of [`/monitor?day=${before(day, 60)}`, ...PLACES]) {
        await tour.goto(place);
        await tour.look(place);
      }
      for (const [place, status] of [
        ['/monitor?day=yesterday', 422],
        ['/monitor/audit?from=yesterday', 422],
        ['/monitor/participants/ZZZZ', 404],
      ] as const) {
        expect((await page.goto(house.url + place))?.status(), place).toBe(status);
        await tour.look(place, status === 422);
      }
      expect(tour.faults).toEqual([]);
    });
  });
}

/** The day so many days before another, both as in an address. */
function before(day: string | null, days: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) - days * 86_400_000).toISOString().slice(0, 10);
}

test('every chart of the monitor is read as a table, and every stop of the keyboard is seen', async ({ page, build }) => {
  test.slow();
  const house = await build({ demonstration: { participants: 12, users: 150 } });
  await logIn(page, house, await house.setUp(await house.hire('OPS', 'viewer')), '/monitor');
  for (const place of ['/monitor', ...VIEWS.map((view) => `/monitor/figures/${view}`)]) {
    await page.goto(house.url + place);
    for (const chart of await page.locator('main [role=img]').all()) {
      expect(await chart.getAttribute('aria-labelledby') ?? await chart.getAttribute('aria-label'), place).toBeTruthy();
    }
    for (const fold of await page.locator('main details:has(table)').all()) {
      if ((await fold.getAttribute('open')) === null) await fold.locator('summary').press('Enter');
    }
    await eachChartHasItsTable(page, house, place);
    const { covered } = await stops(page);
    expect(covered, place).toEqual([]);
  }
});

/** What a reader of the screen finds after each picture: a table with heads and rows. */
async function eachChartHasItsTable(page: Parameters<typeof logIn>[0], _: House, place: string): Promise<void> {
  for (const chart of await page.locator('main section:has([role=img])').all()) {
    const table = chart.getByRole('table').first();
    await expect(table, `${place}: ${await chart.locator('h2').first().innerText()}`).toBeVisible();
    expect(await table.getByRole('columnheader').count(), place).toBeGreaterThan(1);
    expect(await table.getByRole('row').count(), place).toBeGreaterThan(1);
  }
}
