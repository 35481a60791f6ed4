// Keeps the data library open for the settings of now.
import { capabilities } from '../engine/capabilities.js';
import { dataFolders, notDataFolder } from '../engine/library/folders.js';
import { DataLibrary } from '../engine/library/library.js';
import type { Log } from './log.js';
import type { Settings } from './settings.js';
import { sameSettings } from './settings.js';

/** Where data folders come from besides the settings. */
export interface Habitat {
  /** Value of NISPACE_DATA_DIR. */
  env: string | undefined;
  home: string;
}

export class LibraryKeeper {
  /** The library of now; empty until the first settings arrive. */
  library = DataLibrary.open([], capabilities);
  settings: Settings = { dataDirs: [], resultsDir: '' };
  /** Told of every library that was opened. */
  onLibrary: (library: DataLibrary) => void = () => undefined;
  private demoLibrary: string | null = null;

  constructor(
    private readonly habitat: Habitat,
    private readonly log: Log,
  ) {}

  /** Opens the library for the first time. */
  begin(settings: Settings, demoLibrary: string): void {
    this.settings = settings;
    this.demoLibrary = demoLibrary;
    this.open();
  }

  /** Takes new settings; true when they changed anything, and the library was opened again. */
  change(settings: Settings): boolean {
    if (sameSettings(settings, this.settings)) return false;
    this.settings = settings;
    this.open();
    return true;
  }

  /** A folder that is no data folder is left out with a warning; the others keep working. */
  private open(): void {
    const named = dataFolders({
      explicit: [],
      ...this.habitat,
      setting: this.settings.dataDirs,
      demo: this.demoLibrary,
    });
    const usable = named.filter((folder) => {
      const reason = notDataFolder(folder);
      if (reason !== null) this.log.warning(reason);
      return reason === null;
    });
    this.log.info(`Data folders: ${usable.join(', ') || 'none'}`);
    this.library = DataLibrary.open(usable, capabilities);
    this.onLibrary(this.library);
  }
}
