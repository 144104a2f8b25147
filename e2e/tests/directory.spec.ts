// The whole directory, and the binary by itself.

import { logIn } from '../harness/steps.ts';
import { expect, test } from '../harness/test.ts';
import { people, records } from '../harness/people.ts';
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
  const invited = people();
  await expect.poll(() => house.post.mails.length, { timeout: 60_000 }).toBeGreaterThanOrEqual(invited.length + 3);
  await page.reload();
  await expect(page.getByText(says('mail-none-waiting'))).toBeVisible();

  // Again: nothing changes, and nobody is written to.
  const before = house.post.mails.length;
  for (const file of ['participants', 'users', 'emails']) {
    const told = JSON.parse(await house.run('import', file, `${house.folder}/${file}.csv`, '--json')) as {
      summary: Record<string, number>;
    };
    expect(told.summary['unchanged']).toBe(counted[file as keyof typeof counted]);
  }
  const each = new Map<string, number>();
  for (const { to } of house.post.mails) each.set(to, (each.get(to) ?? 0) + 1);
  for (const { address } of invited) expect(each.get(address), address).toBe(1);
  // Nobody else: dormant and disabled users wait until they are active.
  expect(house.post.mails).toHaveLength(before);
  expect(each.size).toBe(invited.length + 1);
  expect(records('emails').length).toBeGreaterThan(invited.length);
});

test('the binary alone serves pages, style and bundle from an empty folder', async ({ page, build }) => {
  const house = await build({ participants: 0, settings: { demo: { mail: true } } });
  const answers = new Map<string, number>();
  page.on('response', (response) => answers.set(new URL(response.url()).pathname.split('/')[1] ?? '', response.status()));
  await page.goto(`${house.url}/login`);
  await expect(page.locator('.reveal')).toBeVisible();
  expect(Object.fromEntries(answers)).toEqual({ login: 200, style: 200, pkg: 200 });
  // Compressed, and kept for ever under the hash of what they hold.
  const wasm = await page.locator('link[href$=".wasm"]').getAttribute('href');
  const answer = await fetch(house.url + wasm, { headers: { 'accept-encoding': 'br' } });
  expect(answer.headers.get('content-encoding')).toBe('br');
  expect(answer.headers.get('cache-control')).toContain('immutable');
});
