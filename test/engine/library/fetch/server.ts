// A data library on the loopback interface that misbehaves on demand, and a proxy that counts what goes through it.
import { createHash } from 'node:crypto';
import {
  createServer,
  request,
  type IncomingMessage,
  type Server,
  type ServerResponse,
} from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { afterAll } from 'vitest';

/** What the server does with one request for a file. The default serves it as it should be. */
export type Behaviour =
  | 'serve'
  /** Sends half of the file and then nothing. */
  | 'stall'
  /** Sends half of the file and breaks the connection. */
  | 'drop'
  /** Announces the whole file and ends after half of it. */
  | 'truncate'
  /** Serves other bytes of the same length. */
  | 'lie'
  /** Serves the whole file whatever part is asked for. */
  | 'ignore-range'
  /** Sends half of the part that is asked for, and says so. */
  | 'half-range'
  /** Breaks the connection before any answer. */
  | 'reset'
  /** Sends a byte now and then, as slowly as it takes. */
  | 'slow'
  | { status: number; headers?: Record<string, string> };

export interface DataServer {
  /** Address of the library's root. */
  base: string;
  files: Map<string, Buffer>;
  /** What happens to the next requests for a path; the last one stays. */
  behave(path: string, ...behaviours: Behaviour[]): void;
  /** `GET path` and the range asked for, hashes left out. */
  log: string[];
  /** All requests, those for hashes included. */
  all: string[];
  /** Called with each request for a file. */
  onRequest: (path: string) => void;
}

export const sha256 = (bytes: Uint8Array | string): string =>
  createHash('sha256').update(bytes).digest('hex');

/** Serves files with their hashes, until the tests end. */
export async function dataServer(files: Record<string, Buffer | string>): Promise<DataServer> {
  const plans = new Map<string, Behaviour[]>();
  const data: DataServer = {
    base: '',
    files: new Map(Object.entries(files).map(([path, bytes]) => [path, Buffer.from(bytes)])),
    behave: (path, ...behaviours) => void plans.set(path, behaviours),
    log: [],
    all: [],
    onRequest: () => undefined,
  };
  const next = (path: string): Behaviour => {
    const plan = plans.get(path) ?? [];
    return (plan.length > 1 ? plan.shift() : plan[0]) ?? 'serve';
  };
  const server = createServer((asked, answer) => {
    const path = decodeURIComponent(new URL(asked.url ?? '', 'http://x').pathname).slice(1);
    const line = `${asked.method} ${path} ${asked.headers.range ?? ''}`.trim();
    data.all.push(line);
    if (!path.startsWith('.hash/')) {
      data.log.push(line);
      data.onRequest(path);
    }
    respond(asked, answer, contentOf(path, data.files), next(path));
  });
  data.base = await listening(server);
  return data;
}

/** A hash is served for every file, unless there is a file of that name. */
function contentOf(path: string, files: ReadonlyMap<string, Buffer>): Buffer | undefined {
  const own = files.get(path);
  const hashed = files.get(/^\.hash\/(.+)\.sha256$/.exec(path)?.[1] ?? '');
  return own ?? (hashed && Buffer.from(`${sha256(hashed)}\n`));
}

function respond(
  asked: IncomingMessage,
  answer: ServerResponse,
  whole: Buffer | undefined,
  behaviour: Behaviour,
): void {
  if (behaviour === 'reset') return void asked.socket.destroy();
  if (typeof behaviour === 'object') {
    answer.writeHead(behaviour.status, behaviour.headers).end('no');
    return;
  }
  if (!whole) return void answer.writeHead(404).end('404: Not Found');
  const etag = `"${sha256(whole).slice(0, 20)}"`;
  const bytes = behaviour === 'lie' ? Buffer.from(whole.map((byte) => byte ^ 1)) : whole;
  const start = behaviour === 'ignore-range' ? null : rangeStart(asked, etag);
  if (start !== null && start >= bytes.length) {
    answer.writeHead(416, { 'content-range': `bytes */${bytes.length}` }).end();
    return;
  }
  const rest = bytes.length - (start ?? 0);
  const size = behaviour === 'half-range' && start !== null ? rest >> 1 : rest;
  const body = bytes.subarray(start ?? 0, (start ?? 0) + size);
  answer.writeHead(start === null ? 200 : 206, {
    'content-length': body.length,
    etag,
    ...(start === null
      ? {}
      : { 'content-range': `bytes ${start}-${start + size - 1}/${bytes.length}` }),
  });
  if (asked.method === 'HEAD') return void answer.end();
  send(answer, body, behaviour);
}

function send(answer: ServerResponse, body: Buffer, behaviour: Exclude<Behaviour, object>): void {
  const half = body.subarray(0, Math.ceil(body.length / 2));
  switch (behaviour) {
    case 'stall':
      answer.write(half);
      return;
    case 'drop':
      answer.write(half, () => setTimeout(() => answer.destroy(), 100));
      return;
    case 'truncate':
      answer.write(half, () => setTimeout(() => answer.socket?.end(), 20));
      return;
    case 'slow': {
      const step = Math.ceil(body.length / 50);
      let at = 0;
      const timer = setInterval(() => {
        answer.write(body.subarray(at, at + step));
        at += step;
        if (at < body.length && !answer.destroyed) return;
        clearInterval(timer);
        answer.end();
      }, 40);
      return;
    }
    default:
      answer.end(body);
  }
}

/** Start of the range asked for, when the file is still the one it is asked of. */
function rangeStart(asked: IncomingMessage, etag: string): number | null {
  const start = /^bytes=(\d+)-$/.exec(asked.headers.range ?? '')?.[1];
  const same = asked.headers['if-range'] === undefined || asked.headers['if-range'] === etag;
  return start === undefined || !same ? null : Number(start);
}

export interface Proxy {
  address: string;
  /** Addresses of plain requests, `CONNECT host:port` of tunnels. */
  log: string[];
}

/** A proxy for plain http; tunnels are answered with a status. */
export async function loopbackProxy(tunnelStatus = 407): Promise<Proxy> {
  const proxy: Proxy = { address: '', log: [] };
  const server = createServer((asked, answer) => {
    proxy.log.push(asked.url ?? '');
    const onward = request(
      asked.url ?? '',
      { method: asked.method, headers: asked.headers },
      (reply) => {
        answer.writeHead(reply.statusCode ?? 502, reply.headers);
        reply.pipe(answer);
      },
    );
    asked.pipe(onward);
  });
  server.on('connect', (asked: IncomingMessage, socket: Socket) => {
    proxy.log.push(`CONNECT ${asked.url ?? ''}`);
    socket.end(`HTTP/1.1 ${tunnelStatus} No\r\ncontent-length: 0\r\n\r\n`);
  });
  proxy.address = await listening(server);
  return proxy;
}

async function listening(server: Server): Promise<string> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  afterAll(() => {
    server.closeAllConnections();
    server.close();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}
