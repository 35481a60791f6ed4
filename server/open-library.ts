// Opens the data library for the settings of now. A folder that is none is left out with a warning; the others keep working.
import { capabilities } from '../engine/capabilities.js';
import { dataFolders, notDataFolder } from '../engine/library/folders.js';
import { DataLibrary } from '../engine/library/library.js';
import type { Log } from './log.js';

export interface LibraryChoice {
  dataDirs: readonly string[];
  demoLibrary: string;
  /** Value of NISPACE_DATA_DIR. */
  env: string | undefined;
  home: string;
}

/** Never throws for a wrong folder. */
export function openLibrary(choice: LibraryChoice, log: Log): DataLibrary {
  const named = dataFolders({
    explicit: [],
    env: choice.env,
    setting: choice.dataDirs,
    home: choice.home,
    demo: choice.demoLibrary,
  });
  const usable = named.filter((folder) => {
    const reason = notDataFolder(folder);
    if (reason !== null) log.warning(reason);
    return reason === null;
  });
  log.info(`Data folders: ${usable.join(', ') || 'none'}`);
  return DataLibrary.open(usable, capabilities);
}
