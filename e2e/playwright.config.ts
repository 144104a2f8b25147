import { defineConfig } from '@playwright/test';
import type { Options } from './harness/test.ts';

// `cargo xtask test` sets these: CHANGEOVER_BINARY, the program under test (else the release in `target`);
// CHANGEOVER_CHROMIUM, the browser (else Playwright's own); CHANGEOVER_TEST_POSTGRES, a database (else SQLite alone).
const chromium = process.env['CHANGEOVER_CHROMIUM'];

export default defineConfig<object, Options>({
  testDir: 'tests',
  snapshotPathTemplate: '{testDir}/../golden/{arg}{ext}',
  // A golden file is written only by `npx playwright test --update-snapshots`.
  updateSnapshots: 'none',
  fullyParallel: true,
  forbidOnly: true,
  workers: 2,
  // The tours with axe take most of a minute where the machine has other work.
  timeout: 180_000,
  expect: { timeout: 20_000 },
  use: {
    locale: 'en-HK',
    timezoneId: 'Asia/Hong_Kong',
    // Colours in mid-change would be measured as contrast.
    contextOptions: { reducedMotion: 'reduce' },
    screenshot: 'only-on-failure',
    launchOptions: {
      ...(chromium === undefined ? {} : { executablePath: chromium }),
      args: [
        '--disable-quic',
        '--no-first-run',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
      ],
    },
  },
  projects: [
    { name: 'sqlite' },
    { name: 'postgres', use: { database: 'postgres' }, testMatch: ['set-up.spec.ts', 'login.spec.ts', 'account.spec.ts', 'registration.spec.ts', 'cards.spec.ts', 'calendar.spec.ts'] },
  ],
});
