// The way to the network: proxies from the environment or the editor, hosts reached without one. Plain data, because it crosses to the
// thread of a run.

export interface NetworkSettings {
  /** Proxy for http addresses, with `http://` or `https://`; null: none. */
  httpProxy: string | null;
  /** Proxy for https addresses. */
  httpsProxy: string | null;
  /** Hosts reached directly, as in NO_PROXY: `*`, or names, `.domain.org`, `*.domain.org`, each with an optional `:port`. */
  noProxy: string[];
  /** Value of the header Proxy-Authorization, or null. */
  proxyAuthorization: string | null;
  /** False accepts certificates that nobody vouches for (the editor's `http.proxyStrictSSL`). */
  strictTls: boolean;
}

/** What an editor knows of proxies; empty values leave the word to the environment. */
export interface EditorProxy {
  proxy: string;
  noProxy: readonly string[];
  authorization: string | null;
  strictSsl: boolean;
}

const noEditor: EditorProxy = { proxy: '', noProxy: [], authorization: null, strictSsl: true };

/** An explicit proxy wins over HTTPS_PROXY, HTTP_PROXY and NO_PROXY (either case of letters); https falls back to HTTP_PROXY. */
export function networkSettings(
  env: Readonly<Record<string, string | undefined>>,
  editor: EditorProxy = noEditor,
): NetworkSettings {
  const value = (name: string): string =>
    (env[name.toLowerCase()] ?? env[name.toUpperCase()] ?? '').trim();
  const explicit = editor.proxy.trim();
  const http = explicit || value('http_proxy');
  const https = explicit || value('https_proxy') || http;
  const named = editor.noProxy.map((host) => host.trim()).filter(Boolean);
  return {
    httpProxy: withScheme(http),
    httpsProxy: withScheme(https),
    noProxy:
      named.length > 0
        ? named
        : value('no_proxy')
            .split(/[\s,]+/)
            .filter(Boolean),
    proxyAuthorization: editor.authorization,
    strictTls: editor.strictSsl,
  };
}

/** The proxy an address is reached through, or null for a direct connection. */
export function proxyFor(address: URL, settings: NetworkSettings): string | null {
  const proxy = address.protocol === 'https:' ? settings.httpsProxy : settings.httpProxy;
  return proxy !== null && !settings.noProxy.some((entry) => covers(entry, address)) ? proxy : null;
}

/** `proxy.org:3128` is meant as `http://proxy.org:3128`. */
function withScheme(proxy: string): string | null {
  if (proxy === '') return null;
  return /^[a-z][a-z0-9+.-]*:\/\//i.test(proxy) ? proxy : `http://${proxy}`;
}

/** Whether an entry of NO_PROXY covers a host: the host itself and every host below it. */
function covers(entry: string, address: URL): boolean {
  if (entry === '*') return true;
  const [, name = entry, port] = /^(.*?)(?::(\d+))?$/.exec(entry) ?? [];
  const actual = address.port || (address.protocol === 'https:' ? '443' : '80');
  if (port !== undefined && port !== actual) return false;
  const domain = name.replace(/^\*?\.?/, '').toLowerCase();
  const host = address.hostname.toLowerCase();
  return host === domain || host.endsWith(`.${domain}`);
}
