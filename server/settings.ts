// What the editor tells the server: paths of the installation once, settings whenever they change. Parsed here and nowhere else.
import { KEPT } from '../engine/store/history.js';
import type { HttpSettings, ServerOptions } from './protocol.js';

/** The part of the options that a user may change while the server runs. */
export type Settings = Pick<ServerOptions, 'dataDirs' | 'resultsDir' | 'offline' | 'keep' | 'http'>;

/** The paths of an installation, used where the client does not say them (editors other than VS Code). */
export type Installation = Pick<ServerOptions, 'workerPath' | 'demoLibrary' | 'version'>;

/** The `initializationOptions`. */
export function parseOptions(value: unknown, installation: Installation): ServerOptions {
  const given = asRecord(value);
  return {
    workerPath: text(given['workerPath']) || installation.workerPath,
    demoLibrary: text(given['demoLibrary']) || installation.demoLibrary,
    version: text(given['version']) || installation.version,
    dataDirs: folders(given['dataDirs']),
    resultsDir: text(given['resultsDir']),
    offline: given['offline'] === true,
    keep: kept(given['keep']),
    http: parseHttp(given['http']),
  };
}

/** The section `nispace` of the editor's settings. */
export function parseSettings(section: unknown): Omit<Settings, 'http'> {
  const given = asRecord(section);
  return {
    dataDirs: folders(given['dataDir']),
    resultsDir: text(given['resultsDir']),
    offline: given['offline'] === true,
    keep: kept(asRecord(given['history'])['keep']),
  };
}

/** The section `http` of the editor's settings. With `proxySupport: off` the environment alone decides. */
export function parseHttp(section: unknown): HttpSettings {
  const given = asRecord(section);
  const off = given['proxySupport'] === 'off';
  return {
    proxy: off ? '' : text(given['proxy']),
    noProxy: off ? [] : folders(given['noProxy']),
    authorization: text(given['proxyAuthorization']) || null,
    strictSsl: given['proxyStrictSSL'] !== false,
  };
}

/** True when both settings say the same. */
export function sameSettings(a: Settings, b: Settings): boolean {
  const order = ({ dataDirs, resultsDir, offline, keep, http }: Settings): string =>
    JSON.stringify([dataDirs, resultsDir, offline, keep, http]);
  return order(a) === order(b);
}

function asRecord(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
}

function text(value: unknown): string {
  return typeof value === 'string' ? value.trim() : '';
}

/** One folder or a list of folders; empty entries are left out. */
function folders(value: unknown): string[] {
  const list: unknown[] = Array.isArray(value) ? value : [value];
  return list.map(text).filter(Boolean);
}

/** A whole number of former results from 0 up; anything else counts as not given. */
const kept = (value: unknown): number =>
  typeof value === 'number' && Number.isInteger(value) && value >= 0 ? value : KEPT;
