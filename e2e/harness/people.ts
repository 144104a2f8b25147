// The clearing house's directory: who there is.

import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** The three files of the directory, as `changeover import` takes them. */
export const DIRECTORY = fileURLToPath(new URL('../../server/tests/data', import.meta.url));

export type File = 'participants' | 'users' | 'emails';
export const FILES: readonly File[] = ['participants', 'users', 'emails'];

/** Somebody who may log in once set up. */
export interface Person {
  participant: string;
  user: string;
  nameEn: string;
  nameZh: string;
  address: string;
  role: 'user' | 'maker' | 'checker' | 'both';
}

/** The records of a file without its header. No cell of these files is quoted. */
export function records(file: File): string[][] {
  const lines = readFileSync(`${DIRECTORY}/${file}.csv`, 'utf8').trim().split(/\r?\n/);
  return lines.slice(1).map((line) => line.split(','));
}

/** A file of the directory with its first participants alone: enough for most tests, and imported in no time. */
export function cut(file: File, participants: number): string {
  const codes = new Set(records('participants').slice(0, participants).map(([code]) => code));
  const header = readFileSync(`${DIRECTORY}/${file}.csv`, 'utf8').split(/\r?\n/, 1);
  const kept = records(file).filter(([code]) => codes.has(code));
  return [...header, ...kept.map((cells) => cells.join(','))].join('\n') + '\n';
}

/** Everybody with an address who is active, in the order of the files. */
export function people(participants = Infinity): Person[] {
  const codes = new Set(records('participants').slice(0, participants).map(([code]) => code));
  const addresses = new Map(records('emails').map(([code, user, address]) => [`${code}/${user}`, address]));
  return records('users').flatMap(([participant = '', user = '', nameEn = '', nameZh = '', roles = '', status]) => {
    const address = addresses.get(`${participant}/${user}`);
    if (status !== 'active' || !codes.has(participant) || address === undefined) return [];
    const role = ({ '': 'user', 'da-maker': 'maker', 'da-checker': 'checker' } as const)[roles] ?? 'both';
    return [{ participant, user, nameEn, nameZh, address, role }];
  });
}
