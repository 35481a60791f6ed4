// .nsp files opened for one call: read from the disk and checked with the library of the call.
import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { NodeFileSystem } from 'langium/node';
import { NspError } from '../../engine/error.js';
import type { DataLibrary } from '../../engine/library/library.js';
import type { LoadedDocument } from '../../language/load.js';
import { loadDocument } from '../../language/load.js';
import { createNspServices } from '../../language/module.js';

/** Opens files with one set of services. */
export type FileOpener = (file: string) => Promise<LoadedDocument>;

/**
 * @param cwd folder that relative file names start from
 * @returns a function that reads and checks a file; it throws NspError `no-such-file`
 */
export function fileOpener(library: DataLibrary, cwd: string): FileOpener {
  const services = createNspServices({ ...NodeFileSystem, catalog: library });
  return async (file) => {
    const path = resolve(cwd, file);
    if (!existsSync(path)) throw new NspError('no-such-file', `there is no file ${file}`);
    return loadDocument(path, services.nsp);
  };
}
