// A browser without pages: follows nothing by itself, keeps cookies.

/** Posts forms and reads answers, for what a test needs but is not about. */
export class Client {
  readonly cookies = new Map<string, string>();

  constructor(private readonly base: string) {}

  /** The same browser at another instance. */
  at(base: string): Client {
    const other = new Client(base);
    for (const [name, value] of this.cookies) other.cookies.set(name, value);
    return other;
  }

  /** Its cookies, as a browser sends them. */
  get cookie(): string {
    return [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
  }

  get(path: string, headers: Record<string, string> = {}): Promise<Response> {
    return this.send(path, { headers });
  }

  post(path: string, form: Record<string, string>): Promise<Response> {
    return this.send(path, { method: 'POST', body: new URLSearchParams(form) });
  }

  /** Posts a form that must be answered by 303, and says where it leads. */
  async advance(path: string, form: Record<string, string>): Promise<string> {
    const answer = await this.post(path, form);
    const location = answer.headers.get('location');
    if (answer.status !== 303 || location === null) {
      throw new Error(`POST ${path}: ${answer.status}\n${await answer.text()}`);
    }
    return location;
  }

  private async send(path: string, request: RequestInit): Promise<Response> {
    const { cookie } = this;
    const headers = { ...(request.headers as Record<string, string>), ...(cookie === '' ? {} : { cookie }) };
    const answer = await fetch(new URL(path, this.base), { ...request, headers, redirect: 'manual' });
    for (const line of answer.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      if (/max-age=0/i.test(line)) this.cookies.delete(name);
      else this.cookies.set(name, value);
    }
    return answer;
  }
}
