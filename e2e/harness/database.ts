// A place of one's own in the PostgreSQL that CHANGEOVER_TEST_POSTGRES names.

import { randomBytes } from 'node:crypto';
import pg from 'pg';

export const POSTGRES = process.env['CHANGEOVER_TEST_POSTGRES'] ?? '';

export interface Schema {
  url: string;
  drop(): Promise<void>;
}

/** Makes a schema; its URL reaches that alone. */
export async function makeSchema(): Promise<Schema> {
  const name = `e2e_${randomBytes(6).toString('hex')}`;
  await ask(`CREATE SCHEMA ${name}`);
  const url = `${POSTGRES}${POSTGRES.includes('?') ? '&' : '?'}options=-csearch_path%3D${name}`;
  return { url, drop: () => ask(`DROP SCHEMA ${name} CASCADE`) };
}

async function ask(sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: POSTGRES });
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
}
