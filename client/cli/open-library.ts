// The data library of one call: the folders named by options, environment and habit, the demo library last; and where downloads go.
import { resolve } from 'node:path';
import { capabilities } from '../../engine/capabilities.js';
import type { FetchSettings } from '../../engine/library/fetch/fetcher.js';
import { fetchSettings } from '../../engine/library/fetch/settings.js';
import { dataFolders, type FolderChoice } from '../../engine/library/folders.js';
import { DataLibrary } from '../../engine/library/library.js';
import type { Arguments, Surroundings } from './command.js';

/**
 * Opens the library.
 * @throws NspError `not-a-data-folder` for a folder that was named and is none
 */
export function openLibrary(args: Arguments, around: Surroundings): DataLibrary {
  return DataLibrary.open(dataFolders(folderChoice(args, around)), capabilities);
}

/** Where downloads of this call come from and go to. @throws NspError `bad-address` */
export function downloadSettings(args: Arguments, around: Surroundings): FetchSettings {
  return fetchSettings({
    folders: folderChoice(args, around),
    env: around.env,
    offline: args.options['offline'] === true,
  });
}

function folderChoice({ options }: Arguments, around: Surroundings): FolderChoice {
  const named = (Array.isArray(options['data-dir']) ? options['data-dir'] : [])
    .filter((folder) => typeof folder === 'string')
    .map((folder) => (folder.startsWith('~') ? folder : resolve(around.cwd, folder)));
  return {
    explicit: named,
    env: around.env['NISPACE_DATA_DIR'],
    setting: [],
    home: around.home,
    demo: around.demoLibrary,
  };
}
