// The staff's first page keeps itself up, and never under the reader's hands.

import { logIn } from '../harness/steps.ts';
import { expect, test } from '../harness/test.ts';

test('the figures renew themselves without a reload, and wait while the focus is in them', async ({ page, build }) => {
  test.slow();
  const house = await build();
  const staff = await house.setUp(await house.hire('OPS1', 'viewer'));
  await logIn(page, house, staff, '/monitor');
  const ready = page.locator('.tile').first();
  await expect(page.locator('.age')).toHaveText(/\d+ s ago/);
  const before = await ready.innerText();
  await page.evaluate(() => {
    document.body.dataset['same'] = 'page';
    window.scrollTo(0, 240);
  });
  await page.locator('details summary').first().click();
  // The reader's focus is in the figures now: they stay as they are.
  await house.member();
  await page.waitForTimeout(11_000);
  expect(await ready.innerText()).toBe(before);
  await page.evaluate(() => (document.activeElement as HTMLElement).blur());
  await expect(ready).not.toHaveText(before, { timeout: 30_000, useInnerText: true });
  await expect(page.locator('details').first()).toHaveAttribute('open', '');
  expect(await page.evaluate(() => [document.body.dataset['same'], window.scrollY > 0])).toEqual(['page', true]);
});

test('without JavaScript the page is whole and has a way to refresh it', async ({ visitor, house, watch }) => {
  watch.expect(/^csp: .*\/app\.js$/);
  const page = await visitor({ javaScriptEnabled: false });
  const staff = await house.setUp(await house.hire('OPS2', 'viewer'));
  await logIn(page, house, staff, '/monitor');
  await page.locator('.as-of a[href="/monitor"]').click();
  await expect(page.locator('.tile')).toHaveCount(3);
});
