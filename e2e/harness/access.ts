// Whether everybody can use a page: what axe sees, and what it cannot.

import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from '@playwright/test';

const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

/** The rules that look at colours: all that another theme can change. */
const OF_COLOURS = ['color-contrast', 'link-in-text-block'];

/** What axe finds in the page's present state, in both themes. */
export async function violations(page: Page): Promise<string[]> {
  const found: string[] = [];
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    // There are no frames to go into.
    const axe = new AxeBuilder({ page }).setLegacyMode();
    // The size of targets is off by default.
    if (colorScheme === 'light') axe.options({ rules: { 'target-size': { enabled: true } } }).withTags(TAGS);
    else axe.withRules(OF_COLOURS);
    for (const { id, nodes } of (await axe.analyze()).violations) {
      found.push(...nodes.map((node) => `${colorScheme}: ${id}: ${node.target.join(' ')}: ${node.failureSummary ?? ''}`));
    }
  }
  await page.emulateMedia({ colorScheme: null });
  return found;
}

/** What does not fit into 320 by 256 CSS pixels without sideways scrolling (WCAG 1.4.10), also with wide text (1.4.12). */
export async function overflow(page: Page): Promise<string[]> {
  const size = page.viewportSize();
  await page.setViewportSize({ width: 320, height: 256 });
  const found = await page.evaluate(() => {
    const look = (when: string) => {
      const root = document.documentElement;
      const wide = [...document.querySelectorAll('body *')].filter((element) => {
        // What is unseen on purpose may stand anywhere.
        const { right, width, height } = element.getBoundingClientRect();
        return right > root.clientWidth + 1 && width > 1 && height > 1;
      });
      const names = wide.map((element) => `${when}: ${element.tagName.toLowerCase()}.${element.className} is too wide`);
      return root.scrollWidth > root.clientWidth ? [`${when}: the page scrolls sideways`, ...names] : [];
    };
    const narrow = look('320 px');
    // A style sheet made by script is not held back by the page's policy.
    const spacing = new CSSStyleSheet();
    spacing.replaceSync(
      '* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important } p { margin-bottom: 2em !important }',
    );
    document.adoptedStyleSheets = [spacing];
    const spaced = look('320 px with text spacing');
    document.adoptedStyleSheets = [];
    return [...narrow, ...spaced];
  });
  if (size !== null) await page.setViewportSize(size);
  return found;
}

/** The stops of the Tab key from the top of the page, each as a person would call it; what covers a stop is a fault. */
export async function stops(page: Page): Promise<{ order: string[]; covered: string[] }> {
  const order: string[] = [];
  const covered: string[] = [];
  await page.evaluate(() => {
    (document.activeElement as HTMLElement | null)?.blur();
    scrollTo(0, 0);
  });
  for (;;) {
    await page.keyboard.press('Tab');
    const stop = await page.evaluate(() => {
      const element = document.activeElement;
      if (element === null || element === document.body) return null;
      const { left, top, right, bottom } = element.getBoundingClientRect();
      const [x, y] = [(left + right) / 2, (top + bottom) / 2];
      const above = document.elementFromPoint(x, y);
      const seen = above !== null && (element.contains(above) || above.contains(element));
      const name = element.getAttribute('name') ?? element.textContent?.trim().replace(/\s+/g, ' ') ?? '';
      const style = getComputedStyle(element);
      const marked = style.outlineStyle !== 'none' || style.boxShadow !== 'none';
      return { name: `${element.tagName.toLowerCase()} ${name}`, seen, marked };
    });
    if (stop === null || order.length > 100) return { order, covered };
    order.push(stop.name);
    if (!stop.seen) covered.push(`${stop.name} is covered`);
    if (!stop.marked) covered.push(`${stop.name} does not show that it has the focus`);
  }
}
