// The clearing house's own application, behind nginx, which asks Changeover who comes.

import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { createServer, type IncomingHttpHeaders } from 'node:http';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Client } from '../harness/client.ts';
import { freePort, House } from '../harness/house.ts';
import { enterCode, enterPassword } from '../harness/steps.ts';
import { expect, test as base } from '../harness/test.ts';
import { words } from '../harness/words.ts';

const NGINX = ['/usr/sbin/nginx', '/usr/local/sbin/nginx', '/opt/homebrew/bin/nginx', '/usr/local/bin/nginx'].find(existsSync);
const says = words('en');

interface Terminal {
  house: House;
  url: string;
  /** The headers of every request that reached the application. */
  seen: IncomingHttpHeaders[];
}

const test = base.extend<{ terminal: Terminal }>({
  terminal: async ({ build }, use, info) => {
    info.skip(NGINX === undefined, 'nginx is not installed');
    const seen: IncomingHttpHeaders[] = [];
    const application = createServer((request, response) => {
      seen.push(request.headers);
      response.setHeader('content-type', 'text/html; charset=utf-8');
      response.setHeader('content-security-policy', "default-src 'none'; img-src data:");
      const identity = Object.entries(request.headers).filter(([name]) => name.startsWith('remote'));
      const facts = identity.map(([name, value]) => `<dt>${name}</dt><dd>${value}</dd>`).join('');
      response.end(`<!doctype html><html lang="en"><title>Terminal</title><link rel="icon" href="data:,"><h1>Terminal</h1><dl>${facts}</dl>`);
    });
    await once(application.listen(0, '127.0.0.1'), 'listening');
    const address = application.address();
    const port = typeof address === 'object' && address !== null ? address.port : 0;

    const outside = await freePort();
    const url = `http://localhost:${outside}`;
    const house = await build({ participants: 3, settings: { login: { return_targets: [url] } } });
    const nginx = await startNginx(house, outside, port);
    await use({ house, url, seen });
    nginx.kill('SIGTERM');
    application.closeAllConnections();
    application.close();
  },
});

async function startNginx(house: House, outside: number, application: number): Promise<ChildProcess> {
  const folder = path.join(house.folder, 'nginx');
  await mkdir(folder);
  const inside = house.url.replace('localhost', '127.0.0.1');
  const identity = ['User', 'Name', 'Email', 'Groups', 'Method'];
  await writeFile(
    path.join(folder, 'nginx.conf'),
    `daemon off;
    master_process off;
    pid ${folder}/pid;
    error_log ${folder}/error.log warn;
    events {}
    http {
      access_log off;
      ${['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map((kind) => `${kind}_temp_path ${folder}/${kind};`).join('\n')}
      server {
        listen 127.0.0.1:${outside};
        location / {
          auth_request /changeover;
          error_page 401 = @login;
          ${identity.map((name) => `auth_request_set $remote_${name.toLowerCase()}_ $upstream_http_remote_${name.toLowerCase()};`).join('\n')}
          ${identity.map((name) => `proxy_set_header Remote-${name} $remote_${name.toLowerCase()}_;`).join('\n')}
          proxy_pass http://127.0.0.1:${application};
        }
        location = /changeover {
          internal;
          proxy_pass ${inside}/api/authz/auth-request;
          proxy_pass_request_body off;
          proxy_set_header Content-Length "";
        }
        location @login {
          return 303 ${house.url}/login?return_to=$scheme://$http_host$request_uri;
        }
      }
    }`,
  );
  const nginx = spawn(NGINX ?? '', ['-p', folder, '-e', `${folder}/error.log`, '-c', `${folder}/nginx.conf`], { stdio: 'inherit' });
  for (const end = Date.now() + 10_000; Date.now() < end; await sleep(20)) {
    const answers = await fetch(`http://127.0.0.1:${outside}/`, { redirect: 'manual' }).then(() => true, () => false);
    if (answers) return nginx;
  }
  throw new Error('nginx does not answer');
}

test('the terminal asks for a login, which leads back to it', async ({ page, terminal }) => {
  const { house, url, seen } = terminal;
  const person = await house.member('maker');
  await page.goto(`${url}/orders/open`);
  await expect(page).toHaveURL(`${house.url}/login?return_to=${url}/orders/open`);
  await expect(page.getByRole('status')).toHaveText(says('notice-login-needed'));
  expect(seen).toEqual([]);

  const mail = house.post.next(person.address);
  await enterPassword(page, person);
  await enterCode(page, (await mail).code);
  await expect(page).toHaveURL(`${url}/orders/open`);
  await expect(page.locator('h1')).toHaveText('Terminal');
  expect(seen.at(-1)).toMatchObject({
    'remote-user': `${person.participant}/${person.user}`,
    'remote-name': person.nameEn,
    'remote-email': person.address,
    'remote-groups': expect.stringContaining('da-maker'),
    'remote-method': 'two-factor',
  });

  // Logging out closes the terminal at once.
  await page.goto(`${house.url}/account`);
  await page.getByRole('button', { name: says('log-out') }).click();
  await page.goto(`${url}/orders/open`);
  await expect(page).toHaveURL(/\/login\?return_to=/);
});

test('what a client says of itself never reaches the application', async ({ terminal }) => {
  const { house, url, seen } = terminal;
  const person = await house.member();
  const client = await house.session(person);
  const cookie = [...client.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
  const claims = ['Remote-User', 'remote-user', 'REMOTE-USER', 'Remote_User', 'Remote-Groups', 'Remote_Groups', 'Remote-Email'];
  for (const name of claims) {
    const answer = await new Client(url).get('/', { [name]: 'CAAA/CAAA001', cookie });
    expect(answer.status).toBe(200);
  }
  expect(seen).toHaveLength(claims.length);
  for (const headers of seen) {
    expect(headers['remote-user']).toBe(`${person.participant}/${person.user}`);
    expect(Object.values(headers)).not.toContain('CAAA/CAAA001');
  }

  // Without a session nothing gets past nginx, whatever it claims.
  for (const name of claims) {
    const answer = await new Client(url).get('/', { [name]: 'CAAA/CAAA001' });
    expect([answer.status, answer.headers.get('location')]).toEqual([303, `${house.url}/login?return_to=${url}/`]);
  }
  expect(seen).toHaveLength(claims.length);
});

test('in a phase that opens no terminal a session of Changeover is not enough', async ({ terminal }) => {
  const { house, url, seen } = terminal;
  const client = await house.session(await house.member());
  const cookie = [...client.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
  await house.stop();
  await house.configure({ schedule: { phase: 'connectivity-test' } });
  await house.start();
  const answer = await new Client(url).get('/', { cookie });
  expect(answer.status).toBe(403);
  await house.stop();
  // And when Changeover does not answer, nobody is let in.
  expect((await new Client(url).get('/', { cookie })).status).toBe(500);
  expect(seen).toEqual([]);
});
