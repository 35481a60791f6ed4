// Where results go when nobody says otherwise.
import { basename, dirname, join } from 'node:path';

/** `nsp-results/<file name without .nsp>` beside the file, or the same below `root`. */
export function resultsFolder(file: string, root = join(dirname(file), 'nsp-results')): string {
  return join(root, basename(file).replace(/\.nsp$/i, ''));
}
