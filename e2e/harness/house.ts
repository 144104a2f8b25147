// A clearing house: the binary in a folder of its own, its database, its relay, its people and its clock.

import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { constants, createWriteStream } from 'node:fs';
import { copyFile, mkdir, mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { Client } from './client.ts';
import { makeSchema, type Schema } from './database.ts';
import { cut, DIRECTORY, type File, FILES, people, type Person } from './people.ts';
import { type Mail, Post } from './post.ts';

const BINARY =
  process.env['CHANGEOVER_BINARY'] ?? fileURLToPath(new URL('../../target/release/changeover', import.meta.url));

/** Good for everybody: it rests on nobody's name. */
export const PASSWORD = 'lantern orbit velvet 47 canoe';

export type Settings = Record<string, Record<string, string | number | boolean | string[]>>;

export interface HouseOptions {
  database?: 'sqlite' | 'postgres';
  /** Laid over the settings of every test. */
  settings?: Settings;
  /** Whether its time stands still until a test moves it. */
  clock?: boolean;
  /** How many participants of the directory; `Infinity` imports the files themselves, 0 nothing. */
  participants?: number;
  /** Fills it with a demonstration of this many participants and users instead of the directory. */
  demonstration?: { participants: number; users: number };
  /** Which files of the directory; without one, all. */
  files?: readonly File[];
  /** Whether it is configured by its environment alone, without a file. */
  fileless?: boolean;
}

/** What every house is configured with, beside its addresses. Waits are short enough to be waited for. */
const SETTINGS: Settings = {
  mail: { from: 'login@clearing.example', bulk_per_second: 500 },
  login: { resend_after: '3s' },
  support: { hotline: '+852 2000 0000', email: 'help@clearing.example' },
  organisation: { name_en: 'Lion Rock Clearing', name_zh: '獅子山結算' },
};

export class House {
  readonly post = new Post();
  /** What `import` printed, by file. */
  readonly imported = new Map<string, string>();
  url = '';
  private server: ChildProcess | undefined;
  private readonly others: ChildProcess[] = [];
  private schema: Schema | undefined;
  private environment = outside();
  private readonly untaken: Person[];
  private time = Date.parse('2026-11-23T02:00:00Z');

  private constructor(
    readonly folder: string,
    private readonly options: HouseOptions,
  ) {
    this.untaken = options.participants === 0 ? [] : people(options.participants);
  }

  /** A house with its directory imported and its doors open. */
  static async open(options: HouseOptions = {}): Promise<House> {
    options = { participants: options.demonstration === undefined ? 12 : 0, ...options };
    const house = new House(await mkdtemp(path.join(tmpdir(), 'changeover-e2e-')), options);
    try {
      // Alone in its folder: it must need nothing beside it.
      await mkdir(path.join(house.folder, 'bin'));
      await copyFile(BINARY, house.binary, constants.COPYFILE_FICLONE);
      await house.post.start();
      if (options.clock === true) await house.setTime(house.time);
      if (options.database === 'postgres') house.schema = await makeSchema();
      await house.configure();
      if (options.demonstration !== undefined) {
        const { participants, users } = options.demonstration;
        await house.run('demo', '--participants', `${participants}`, '--users', `${users}`);
      }
      if (options.participants !== 0) await house.import(options.participants ?? Infinity);
      await house.start();
    } catch (error) {
      await house.close();
      throw error;
    }
    return house;
  }

  get binary(): string {
    return path.join(this.folder, 'bin', 'changeover');
  }

  /** Runs a command to its end and hands back what it printed. */
  async run(...command: string[]): Promise<string> {
    const run = promisify(execFile)(this.binary, command, { cwd: this.folder, env: this.environment });
    return (await run).stdout;
  }

  /** Writes the configuration; what was set by former calls stays. */
  async configure(settings: Settings = {}): Promise<void> {
    this.options.settings = merged(this.options.settings ?? {}, settings);
    const port = this.url === '' ? await freePort() : Number(new URL(this.url).port);
    this.url = `http://localhost:${port}`;
    const all = merged(SETTINGS, this.options.settings, {
      server: { listen: `127.0.0.1:${port}`, public_url: this.url },
      mail: { relays: [`smtp://127.0.0.1:${this.post.port}`] },
      ...(this.schema === undefined ? {} : { database: { url: this.schema.url } }),
      ...(this.options.clock === true ? { test: { clock: path.join(this.folder, 'clock') } } : {}),
    });
    if (this.options.fileless === true) {
      const variables = Object.entries(all).flatMap(([section, keys]) =>
        Object.entries(keys).map(([key, value]) => [`CHANGEOVER_${section}__${key}`.toUpperCase(), String(value)]),
      );
      this.environment = { ...outside(), ...Object.fromEntries(variables) };
      return;
    }
    const toml = Object.entries(all).map(
      ([section, keys]) =>
        `[${section}]\n${Object.entries(keys).map(([key, value]) => `${key} = ${JSON.stringify(value)}\n`).join('')}`,
    );
    await writeFile(path.join(this.folder, 'changeover.toml'), toml.join('\n'));
  }

  private async import(participants: number): Promise<void> {
    for (const file of this.options.files ?? FILES) await this.importFile(file, participants);
  }

  /** Imports a file of the directory with its first participants. */
  async importFile(file: File, participants: number): Promise<void> {
    const copy = path.join(this.folder, `${file}.csv`);
    if (participants === Infinity) await copyFile(path.join(DIRECTORY, `${file}.csv`), copy);
    else await writeFile(copy, cut(file, participants));
    this.imported.set(file, await this.run('import', file, copy, '--json'));
  }

  async start(): Promise<void> {
    this.server = await this.serve(this.environment, this.url);
  }

  private async serve(env: NodeJS.ProcessEnv, url: string): Promise<ChildProcess> {
    const server = spawn(this.binary, ['serve'], { cwd: this.folder, env, stdio: ['ignore', 'ignore', 'pipe'] });
    server.stderr.pipe(createWriteStream(this.logFile, { flags: 'a' }));
    for (const end = Date.now() + 20_000; Date.now() < end; await sleep(20)) {
      if (server.exitCode !== null) break;
      if (await fetch(`${url}/readyz`).then((answer) => answer.ok, () => false)) return server;
    }
    server.kill('SIGKILL');
    throw new Error(`the server does not answer:\n${await this.log()}`);
  }

  /** Another instance on the same database and keys; hands back where it listens. It ends with the house. */
  async another(): Promise<string> {
    const listen = `127.0.0.1:${await freePort()}`;
    const environment = { ...this.environment, CHANGEOVER_SERVER__LISTEN: listen };
    this.others.push(await this.serve(environment, `http://${listen.replace('127.0.0.1', 'localhost')}`));
    return `http://${listen.replace('127.0.0.1', 'localhost')}`;
  }

  /** Ends the server as an operator does, and the other instances with it. */
  async stop(): Promise<void> {
    const servers = [this.server, ...this.others.splice(0)];
    this.server = undefined;
    for (const server of servers) await this.end(server);
  }

  private async end(server: ChildProcess | undefined): Promise<void> {
    if (server === undefined || server.exitCode !== null) return;
    const ended = once(server, 'exit');
    server.kill('SIGTERM');
    const [code] = (await Promise.race([ended, sleep(10_000, ['late'])])) as [unknown];
    if (code === 'late') server.kill('SIGKILL');
    if (code !== 0) throw new Error(`told to end, the server did not end well: ${code}`);
  }

  /** Ends everything and leaves nothing; complains of errors that the server logged. */
  async close(): Promise<void> {
    try {
      await this.stop();
      const faults = (await this.log()).split('\n').filter((line) => /\bERROR\b|panicked/.test(line));
      if (faults.length > 0) throw new Error(`the server logged:\n${faults.join('\n')}`);
    } finally {
      await this.post.stop();
      await this.schema?.drop();
      await rm(this.folder, { recursive: true, force: true });
    }
  }

  private get logFile(): string {
    return path.join(this.folder, 'log');
  }

  async log(): Promise<string> {
    return readFile(this.logFile, 'utf8').catch(() => '');
  }

  /** Moves the clock of a house that has one. */
  async advance(seconds: number): Promise<void> {
    await this.setTime(this.time + seconds * 1000);
  }

  /** Moves it to an instant. */
  async moveTo(instant: string): Promise<void> {
    await this.setTime(Date.parse(instant));
  }

  private async setTime(time: number): Promise<void> {
    this.time = time;
    const file = path.join(this.folder, 'clock');
    await writeFile(`${file}.new`, new Date(time).toISOString());
    await rename(`${file}.new`, file);
  }

  /** Somebody whom no test has had yet. */
  take(role: Person['role'] = 'user'): Person {
    const place = this.untaken.findIndex((person) => person.role === role);
    const [person] = place < 0 ? [] : this.untaken.splice(place, 1);
    if (person === undefined) throw new Error(`nobody is left in the role of ${role}: import more participants`);
    return person;
  }

  /** A member of the clearing house's staff, not set up yet. */
  async hire(user: string, role: 'viewer' | 'operator' | 'approver'): Promise<Person> {
    const address = `${user.toLowerCase()}@clearing.example`;
    await this.run('staff', 'add', user, '--email', address, '--role', role);
    return { participant: 'STAFF', user, nameEn: user, nameZh: '', address, role: 'user' };
  }

  /** Brings somebody through the set-up, without pages. */
  async setUp(person: Person): Promise<Person> {
    const client = new Client(this.url);
    const activation = await this.post.activation(person.address);
    const { participant, user } = person;
    const place = await client.advance('/setup', { participant, user, activation: activation.code });
    const login = new URL(place, this.url).searchParams.get('login') ?? '';
    const mail = this.post.next(person.address);
    await client.advance(place, { login, password: PASSWORD });
    await client.advance(place, { login, code: (await mail).code });
    return person;
  }

  /** Somebody who is set up and whom no test has had yet. */
  member(role: Person['role'] = 'user'): Promise<Person> {
    return this.setUp(this.take(role));
  }

  /** Logs somebody in without pages: the client has the session. */
  async session(person: Person): Promise<Client> {
    const client = new Client(this.url);
    const mail = this.post.next(person.address);
    const { participant, user } = person;
    const place = await client.advance('/login', { participant, user, password: PASSWORD });
    const login = new URL(place, this.url).searchParams.get('login') ?? '';
    await client.advance(place, { login, code: (await mail).code });
    return client;
  }
}

/** A code that is not the one of this mail. */
export function wrongCode(mail: Mail): string {
  return mail.code === '314159' ? '271828' : '314159';
}

/** The environment from outside, of which nothing reaches the product as configuration. */
function outside(): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('CHANGEOVER_')));
}

function merged(...all: Settings[]): Settings {
  const sum: Settings = {};
  for (const settings of all) {
    for (const [section, keys] of Object.entries(settings)) sum[section] = { ...sum[section], ...keys };
  }
  return sum;
}

export async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const address = probe.address();
  probe.close();
  await once(probe, 'close');
  return typeof address === 'object' && address !== null ? address.port : 0;
}
