// The whole directory, and the binary by itself.

import { readdir } from 'node:fs/promises';
import { awake, logIn } from '../harness/steps.ts';
import { expect, test } from '../harness/test.ts';
import { records } from '../harness/people.ts';
import { words } from '../harness/words.ts';

const says = words('en');

test("the clearing house's whole directory is imported, and everybody is invited once", async ({ page, build }) => {
  test.slow();
  const house = await build({ participants: Infinity });
  const counted = { participants: 158, users: 2603, emails: 2547 };
  for (const [file, count] of Object.entries(counted)) {
    const told = JSON.parse(house.imported.get(file) ?? '') as { records: unknown[]; summary: { records: number } };
    expect(told.records).toHaveLength(count);
  }
  const staff = await house.setUp(await house.hire('OPS1', 'viewer'));
  await logIn(page, house, staff, '/monitor');
  await expect(page.locator('main')).toContainText('158');
  // With the three mails of staff: activation, and two codes.
  await expect.poll(() => house.post.mails.length, { timeout: 60_000 }).toBeGreaterThanOrEqual(counted.emails + 3);
  // The relay has the last one a moment before the outbox has written that down.
  await expect(async () => {
    await page.reload();
    const waiting = page.locator('.of-mail tr').filter({ has: page.locator('th', { hasText: says('mail-waiting') }) });
    await expect(waiting.locator('td')).toHaveText('0', { timeout: 1000 });
  }).toPass();

  // Again: nothing changes, and nobody is written to.
  const before = house.post.mails.length;
  for (const file of ['participants', 'users', 'emails']) {
    const told = JSON.parse(await house.run('import', file, `${house.folder}/${file}.csv`, '--json')) as {
      summary: Record<string, number>;
    };
    expect(told.summary['unchanged']).toBe(counted[file as keyof typeof counted]);
  }
  expect(house.post.mails).toHaveLength(before);
  const invited = house.post.mails.filter(({ to }) => to !== staff.address).map(({ to }) => to.toLowerCase());
  const addresses = records('emails').map(([, , address = '']) => address.toLowerCase());
  expect(invited.sort()).toEqual(addresses.sort());
});

test('the binary alone serves pages, style and bundle from an empty folder', async ({ page, build }) => {
  const house = await build({ participants: 0, fileless: true });
  const answers = new Map<string, number>();
  page.on('response', (response) => {
    const [, place = ''] = new URL(response.url()).pathname.split('/');
    // What the page asks of the server later comes when it comes.
    if (place !== 'api') answers.set(place, response.status());
  });
  await page.goto(`${house.url}/login`);
  await awake(page);
  expect(Object.fromEntries(answers)).toEqual({ login: 200, style: 200, pkg: 200 });
  // Compressed, and kept for ever under the hash of what they hold.
  const wasm = await page.locator('link[href$=".wasm"]').getAttribute('href');
  const answer = await fetch(house.url + wasm, { headers: { 'accept-encoding': 'br' } });
  expect(answer.headers.get('content-encoding')).toBe('br');
  expect(answer.headers.get('cache-control')).toContain('immutable');
  // Database and keys were made where they were missing.
  expect(await readdir(house.folder)).toEqual(expect.arrayContaining(['changeover.keys', 'changeover.sqlite']));
});
