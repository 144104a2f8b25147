// The words of the pages, read from where the pages have them: a test says which sentence it means, not how it runs.

import { readFileSync } from 'node:fs';

export type Language = 'en' | 'zh-HK';

const HTML_LANG = { en: 'en-HK', 'zh-HK': 'zh-Hant-HK' } as const;

/** What a page's `lang` says. */
export function htmlLang(language: Language): string {
  return HTML_LANG[language];
}

/** A pattern for the whole of a sentence, by its key; whatever is filled in matches. */
export type Says = (key: string) => RegExp;

/** The sentences of a language. */
export function words(language: Language): Says {
  const sentences = read(language);
  return (key) => {
    const sentence = sentences.get(key);
    if (sentence === undefined) throw new Error(`${language} has no words for ${key}`);
    return new RegExp(`^\\s*${pattern(sentence)}\\s*$`, 's');
  };
}

function read(language: Language): Map<string, string> {
  const files = ['pages', 'portal', 'approvals', 'cards', 'connectivity', 'registry'].map(
    (name) => new URL(`../../app/locales/${language}/${name}.ftl`, import.meta.url),
  );
  const sentences = new Map<string, string>();
  let last = '';
  for (const line of files.flatMap((file) => readFileSync(file, 'utf8').split('\n'))) {
    const [, key, text] = /^([a-z][a-z0-9-]*) = ?(.*)$/.exec(line) ?? [];
    if (key !== undefined) {
      sentences.set((last = key), text ?? '');
    } else if (/^[ }]/.test(line)) {
      sentences.set(last, `${sentences.get(last)}\n${line}`);
    }
  }
  return sentences;
}

/** As much of Fluent as the words use: literals, values and selections. */
function pattern(sentence: string): string {
  const selection = /^\{\s*\$\w+\s*->\s*(.*)\}\s*$/s.exec(sentence)?.[1];
  if (selection !== undefined) {
    const variants = selection.split(/\n\s*\*?\[\w+\]\s*/).slice(selection.startsWith('[') ? 0 : 1);
    return `(?:${variants.map((variant) => pattern(variant.replace(/^\*?\[\w+\]\s*/, '').trim())).join('|')})`;
  }
  const parts = sentence.split(/\{\s*(?:"([^"]*)"|\$\w+)\s*\}/);
  return parts.map((part, place) => (place % 2 === 0 || part !== undefined ? escaped(part ?? '') : '.+?')).join('');
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
