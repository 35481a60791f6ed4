// What the editor tells the server: paths of the installation once, settings whenever they change. Parsed here and nowhere else.
import type { ServerOptions } from './protocol.js';

/** The part of the options that a user may change while the server runs. */
export type Settings = Pick<ServerOptions, 'dataDirs' | 'resultsDir'>;

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
  };
}

/** The section `nispace` of the editor's settings. */
export function parseSettings(section: unknown): Settings {
  const given = asRecord(section);
  return { dataDirs: folders(given['dataDir']), resultsDir: text(given['resultsDir']) };
}

/** True when both settings name the same folders. */
export function sameSettings(a: Settings, b: Settings): boolean {
  return a.resultsDir === b.resultsDir && JSON.stringify(a.dataDirs) === JSON.stringify(b.dataDirs);
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
