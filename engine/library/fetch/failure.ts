// What can go wrong on the way of a file, told apart by what helps: trying again, waiting, or nothing but a person.
import { CancelledError } from '../../error.js';

export type FailureKind =
  /** An answer that will not change: 403, 404, … */
  | 'refused'
  /** The server is busy or broken: 429, 5xx. */
  | 'busy'
  /** Broken off, stalled or too short on the way. */
  | 'broken'
  /** No connection at all: name not found, nobody listening. */
  | 'unreachable'
  /** The proxy or the certificate needs a person. */
  | 'blocked';

export class TransferFailure extends Error {
  override readonly name = 'TransferFailure';
  /**
   * @param reason in words, as the end of a sentence: `the server answered 404 (not found)`
   * @param status of the answer, or null
   * @param retryAfter ms the server asks to wait, or null
   */
  constructor(
    readonly kind: FailureKind,
    readonly reason: string,
    readonly status: number | null = null,
    readonly retryAfter: number | null = null,
    options?: { cause?: unknown },
  ) {
    super(reason, options);
  }
}

const statusWords: Readonly<Record<number, string>> = {
  401: 'not authorised',
  403: 'forbidden',
  404: 'not found',
  429: 'too many requests',
  500: 'internal error',
  502: 'bad gateway',
  503: 'unavailable',
  504: 'gateway timeout',
};
const passing = new Set([408, 425, 429]);

/** The failure behind an answer that holds no file. @param retryAfter the header, seconds or a date */
export function statusFailure(status: number, retryAfter: string | undefined): TransferFailure {
  const words = statusWords[status];
  const reason = `the server answered ${status}${words ? ` (${words})` : ''}`;
  if (status === 407)
    return new TransferFailure('blocked', 'the proxy asks for a password (407)', status);
  const kind = status >= 500 || passing.has(status) ? 'busy' : 'refused';
  return new TransferFailure(kind, reason, status, waitOf(retryAfter));
}

/** ms of a Retry-After header; null when it says nothing. */
export function waitOf(header: string | undefined): number | null {
  if (header === undefined) return null;
  if (/^\s*\d+\s*$/.test(header)) return Number(header) * 1000;
  const date = Date.parse(header);
  return Number.isNaN(date) ? null : Math.max(0, date - Date.now());
}

const codes: Readonly<Record<string, readonly [FailureKind, string]>> = {
  ENOTFOUND: ['unreachable', 'there is no network, or its name cannot be found'],
  EAI_AGAIN: ['unreachable', 'there is no network, or its name cannot be found'],
  ECONNREFUSED: ['unreachable', 'nobody answers at that address'],
  ENETUNREACH: ['unreachable', 'there is no network'],
  EHOSTUNREACH: ['unreachable', 'there is no way to it in this network'],
  ECONNRESET: ['broken', 'the connection broke off'],
  EPIPE: ['broken', 'the connection broke off'],
  ETIMEDOUT: ['unreachable', 'no connection could be made in time'],
  UND_ERR_CONNECT_TIMEOUT: ['unreachable', 'no connection could be made in time'],
  UND_ERR_HEADERS_TIMEOUT: ['broken', 'the server did not answer in time'],
  UND_ERR_BODY_TIMEOUT: ['broken', 'the server stopped sending'],
  UND_ERR_SOCKET: ['broken', 'the connection broke off'],
  UND_ERR_RES_CONTENT_LENGTH_MISMATCH: ['broken', 'the file came incomplete'],
};

/** The failure behind an error of a request. Errors of the disk and faults of the program come back unchanged. */
export function requestFailure(error: unknown, signal: AbortSignal): unknown {
  if (signal.aborted) return new CancelledError();
  if (!(error instanceof Error) || error instanceof TransferFailure) return error;
  const proxy = /Proxy response \((\d+)\)/.exec(error.message)?.[1];
  if (proxy !== undefined) {
    const words = proxy === '407' ? 'the proxy asks for a password' : 'the proxy refused';
    return new TransferFailure('blocked', `${words} (${proxy})`, Number(proxy), null, {
      cause: error,
    });
  }
  const code = codeOf(error);
  const known = codes[code];
  if (known) return new TransferFailure(known[0], known[1], null, null, { cause: error });
  if (/CERT|SELF_SIGNED|UNABLE_TO_|ERR_TLS|SecureProxy/.test(code)) {
    const reason = `its certificate is not trusted (${code}); where a network inspects traffic, name its certificate in NODE_EXTRA_CA_CERTS`;
    return new TransferFailure('blocked', reason, null, null, { cause: error });
  }
  return /^(UND_ERR|HPE_)/.test(code)
    ? new TransferFailure('broken', error.message, null, null, { cause: error })
    : error;
}

/** The code of an error or of the error that caused it. */
function codeOf(error: Error): string {
  if ('code' in error && typeof error.code === 'string') return error.code;
  if (error instanceof AggregateError && error.errors[0] instanceof Error)
    return codeOf(error.errors[0]);
  return error.cause instanceof Error ? codeOf(error.cause) : '';
}
