// Puts together where downloads come from and go to, from the options, the environment and the editor's settings.
import type { FolderChoice } from '../folders.js';
import { downloadFolder } from './download-folder.js';
import type { FetchSettings } from './fetcher.js';
import { networkSettings, type EditorProxy } from './network.js';
import { dataSource } from './source.js';

/** What a composition root knows. */
export interface FetchChoice {
  folders: FolderChoice;
  env: Readonly<Record<string, string | undefined>>;
  /** `--offline` or the setting `nispace.offline`; NISPACE_OFFLINE counts as well. */
  offline: boolean;
  /** Proxy settings of the editor; absent: the environment alone. */
  editor?: EditorProxy;
}

/** @throws NspError `bad-address` */
export function fetchSettings({ folders, env, offline, editor }: FetchChoice): FetchSettings {
  return {
    source: dataSource(env['NISPACE_DATA_URL']),
    folder: downloadFolder(folders),
    demo: folders.demo,
    network: networkSettings(env, editor),
    offline: offline || isOn(env['NISPACE_OFFLINE']),
  };
}

/** True for the values by which the environment turns something on: `1`, `true`, `yes`, `on`. */
function isOn(value: string | undefined): boolean {
  return /^(1|true|yes|on)$/i.test((value ?? '').trim());
}
