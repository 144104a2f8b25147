// What tests begin with: a house, visitors, and eyes on every page for what nobody should see.

import { test as base, type BrowserContext, type BrowserContextOptions, expect, type Page } from '@playwright/test';
import { POSTGRES } from './database.ts';
import { House, type HouseOptions } from './house.ts';

export { expect };

export interface Options {
  database: 'sqlite' | 'postgres';
}

interface PerWorker extends Options {
  /** Shared by the tests of a worker, each of which takes people of its own from it. */
  house: House;
}

interface PerTest {
  /** Collects what goes wrong on any page. */
  watch: Watch;
  /** A page in another browser. */
  visitor(options?: BrowserContextOptions): Promise<Page>;
  /** A house of this test's own. */
  build(options?: HouseOptions): Promise<House>;
  skipped: void;
}

export const test = base.extend<PerTest, PerWorker>({
  database: ['sqlite', { option: true, scope: 'worker' }],

  skipped: [
    async ({ database }, use, info) => {
      info.skip(database === 'postgres' && POSTGRES === '', 'CHANGEOVER_TEST_POSTGRES names no PostgreSQL');
      await use();
    },
    { auto: true },
  ],

  house: [
    async ({ database }, use) => {
      const house = await House.open({ database });
      await use(house);
      await house.close();
    },
    { scope: 'worker' },
  ],

  watch: [
    async ({}, use) => {
      const watch = new Watch();
      await use(watch);
      expect(watch.faults, 'errors on the pages of this test').toEqual([]);
    },
    { auto: true },
  ],

  context: async ({ context, watch }, use) => {
    await watch.over(context);
    await use(context);
  },

  visitor: async ({ browser, contextOptions, locale, timezoneId, watch }, use) => {
    const contexts: BrowserContext[] = [];
    await use(async (options = {}) => {
      const context = await browser.newContext({ ...contextOptions, locale, timezoneId, ...options });
      contexts.push(context);
      await watch.over(context);
      return context.newPage();
    });
    await Promise.all(contexts.map((context) => context.close()));
  },

  build: async ({ database, watch }, use) => {
    const houses: House[] = [];
    await use(async (options) => {
      const house = await House.open({ database, ...options });
      houses.push(house);
      return house;
    });
    watch.end();
    for (const house of houses) await house.close();
  },
});

export class Watch {
  readonly faults: string[] = [];
  private readonly expected: RegExp[] = [];
  private ended = false;

  /** What a page asks of a house that is closed is no fault of the page. */
  end(): void {
    this.ended = true;
  }

  /** Takes what matches for granted. */
  expect(fault: RegExp): void {
    this.expected.push(fault);
  }

  async over(context: BrowserContext): Promise<void> {
    await context.addInitScript(() => {
      document.addEventListener('securitypolicyviolation', (event) => {
        console.error(`content security policy: ${event.violatedDirective} ${event.blockedURI} ${event.sample}`);
      });
    });
    context.on('weberror', (fault) => this.note(`${fault.error().stack ?? fault.error()}`));
    context.on('console', (message) => {
      // The browser itself notes every page that says no. Whether it should say so is what tests are about.
      const refusal = /^Failed to load resource: the server responded with a status of 4\d\d/.test(message.text());
      const asset = /\/(?:pkg|style|api)\//.test(message.location().url);
      // A matter of time, not of right or wrong: a busy machine, or one without scripts, is late to use the bundle.
      const late = message.text().includes('was preloaded using link preload but not used within a few seconds');
      if (['error', 'warning'].includes(message.type()) && (!refusal || asset) && !late) {
        this.note(`${message.type()}: ${message.text()} (${message.location().url})`);
      }
    });
    context.on('requestfailed', (request) => {
      // Leaving a page breaks off what it had asked for.
      const broken = request.failure()?.errorText === 'net::ERR_ABORTED';
      if (!broken) this.note(`${request.failure()?.errorText}: ${request.url()}`);
    });
  }

  private note(fault: string): void {
    if (!this.ended && !this.expected.some((pattern) => pattern.test(fault))) this.faults.push(fault);
  }
}
