// HTTP requests through undici, which Node's own fetch lacks proxies for. The library is loaded with the first request, so that
// commands that download nothing do not pay for it.
import type { Dispatcher } from 'undici';
import { TransferFailure } from './failure.js';
import { proxyFor, type NetworkSettings } from './network.js';

export interface Answer {
  status: number;
  /** First value of a header, or undefined. */
  header(name: string): string | undefined;
  /** The body in pieces as they arrive; throws when the connection breaks or stalls. */
  body: AsyncIterable<Uint8Array>;
  /** Reads what is left of a body that nobody wants, so that the connection can be used again. */
  discard(): Promise<void>;
}

export interface Ask {
  method: 'GET' | 'HEAD';
  headers: Record<string, string>;
  signal: AbortSignal;
}

/** Redirections followed before giving up. */
const REDIRECTIONS = 5;
const redirecting = new Set([301, 302, 303, 307, 308]);

export class HttpClient {
  private readonly dispatchers = new Map<string, Promise<Dispatcher>>();

  /** @param patience ms without a byte after which a connection counts as stalled */
  constructor(
    private readonly network: NetworkSettings,
    private readonly patience: number,
  ) {}

  /**
   * Asks and follows redirections.
   * @throws TransferFailure for a redirection that leads nowhere, and what undici throws (failure.ts tells them apart)
   */
  async ask(address: string, ask: Ask): Promise<Answer> {
    let url = new URL(address);
    for (let turn = 0; ; turn++) {
      const answer = await this.once(url, ask);
      const location = answer.header('location');
      if (!redirecting.has(answer.status) || location === undefined) return answer;
      await answer.discard();
      if (turn === REDIRECTIONS) throw astray('without an end', answer.status);
      url = redirected(url, location, answer.status);
    }
  }

  /** Closes all connections at once. */
  async close(): Promise<void> {
    const open = [...this.dispatchers.values()];
    this.dispatchers.clear();
    await Promise.all(open.map(async (dispatcher) => (await dispatcher).destroy()));
  }

  private async once(url: URL, { method, headers, signal }: Ask): Promise<Answer> {
    const { request } = await import('undici');
    const response = await request(url, {
      method,
      // Bytes as they are stored: sizes and ranges then mean what the file holds.
      headers: { 'accept-encoding': 'identity', 'user-agent': 'nispace-vscode', ...headers },
      signal,
      dispatcher: await this.dispatcher(url),
    });
    // A connection may break before anybody reads the body, and a stream without a listener then ends the program. Whoever reads it
    // later is given the same error.
    response.body.on('error', () => undefined);
    return {
      status: response.statusCode,
      header: (name) => {
        const value = response.headers[name];
        return Array.isArray(value) ? value[0] : value;
      },
      body: response.body as AsyncIterable<Uint8Array>,
      discard: async () => response.body.dump(),
    };
  }

  private dispatcher(url: URL): Promise<Dispatcher> {
    const proxy = proxyFor(url, this.network);
    const key = proxy ?? '';
    const known = this.dispatchers.get(key);
    if (known) return known;
    const made = this.connect(proxy);
    this.dispatchers.set(key, made);
    return made;
  }

  private async connect(proxy: string | null): Promise<Dispatcher> {
    const { Agent, ProxyAgent } = await import('undici');
    const tls = { rejectUnauthorized: this.network.strictTls };
    const patience = { headersTimeout: this.patience, bodyTimeout: this.patience };
    if (proxy === null)
      return new Agent({ ...patience, connect: { ...tls, timeout: this.patience } });
    return new ProxyAgent({
      ...patience,
      uri: proxy,
      proxyTunnel: false,
      requestTls: tls,
      proxyTls: tls,
      ...(this.network.proxyAuthorization ? { token: this.network.proxyAuthorization } : {}),
    });
  }
}

/** Where a redirection leads; from https never to anything else. */
function redirected(from: URL, location: string, status: number): URL {
  const next = URL.canParse(location, from.href) ? new URL(location, from) : null;
  if (next?.protocol !== 'https:' && next?.protocol !== 'http:')
    throw astray(`to "${location}", which is no address of a file`, status);
  if (from.protocol === 'https:' && next.protocol !== 'https:')
    throw astray(`to ${next.host} without encryption, which is not followed`, status);
  return next;
}

const astray = (where: string, status: number): TransferFailure =>
  new TransferFailure('refused', `the server redirects ${where}`, status);
