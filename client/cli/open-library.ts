// The data library of one call: the folders named by options, environment and habit, the demo library last.
import { capabilities } from '../../engine/capabilities.js';
import { dataFolders } from '../../engine/library/folders.js';
import { DataLibrary } from '../../engine/library/library.js';
import type { Arguments, Surroundings } from './command.js';
import { resolve } from 'node:path';

/**
 * Opens the library.
 * @throws NspError `not-a-data-folder` for a folder that was named and is none
 */
export function openLibrary({ options }: Arguments, around: Surroundings): DataLibrary {
  const named = (Array.isArray(options['data-dir']) ? options['data-dir'] : [])
    .filter((folder) => typeof folder === 'string')
    .map((folder) => (folder.startsWith('~') ? folder : resolve(around.cwd, folder)));
  const folders = dataFolders({
    explicit: named,
    env: around.env['NISPACE_DATA_DIR'],
    setting: [],
    home: around.home,
    demo: around.demoLibrary,
  });
  return DataLibrary.open(folders, capabilities);
}
