// A tour of pages: each is looked at as everybody would who may come to it.

import type { Page } from '@playwright/test';
import { overflow, violations } from './access.ts';
import type { House } from './house.ts';
import { htmlLang, type Language } from './words.ts';

/** Looks at one state after the other; what is wrong is told at the end, all of it. */
export class Tour {
  readonly faults: string[] = [];

  constructor(
    readonly page: Page,
    readonly house: House,
    readonly language: Language,
  ) {}

  async goto(place: string): Promise<void> {
    await this.page.goto(this.house.url + place);
  }

  /** Does what leads to another page, and waits for that. */
  async leave(by: () => Promise<void>): Promise<void> {
    const loaded = this.page.waitForEvent('load');
    await by();
    await loaded;
  }

  async look(state: string, erroneous = false): Promise<void> {
    const { page } = this;
    const faults: string[] = [];
    const expected = (what: string, holds: boolean) => holds || faults.push(what);
    expected(`lang is not ${this.language}`, (await page.locator('html').getAttribute('lang')) === htmlLang(this.language));
    expected('not one h1', (await page.locator('h1').count()) === 1);
    const title = await page.title();
    expected(`title: ${title}`, /^(?:Error: |錯誤：)/.test(title) === erroneous);
    if (erroneous) {
      // The browser gives the focus away a moment after the page has come.
      const focused = page.locator('#problems:focus').waitFor({ timeout: 5_000 });
      expected('the focus is not on the summary', await focused.then(() => true, () => false));
      expected('the summary is not above the heading', (await page.locator('#problems ~ h1, #problems ~ * h1').count()) === 1);
    }
    expected('more than one primary button', (await page.locator('main .button:not(.second):visible').count()) <= 1 || /^(?:home|list)/.test(state));
    expected('help is not first in the footer', (await page.locator('footer a').first().getAttribute('href')) === '/help');
    faults.push(...(await violations(page)), ...(await overflow(page)));
    this.faults.push(...faults.map((fault) => `${state}: ${fault}`));
  }
}
