// Paths as written in a file: relative to the file, `~` for the home folder.
import { homedir } from 'node:os';
import { dirname, resolve } from 'node:path';
import type { LangiumDocument } from 'langium';

/** Folder of a document; the working directory for one that was never saved. */
export function folderOf(document: LangiumDocument): string {
  return document.uri.scheme === 'file' ? dirname(document.uri.fsPath) : process.cwd();
}

/** Absolute path of a path as written. */
export function absolute(written: string, folder: string): string {
  const home = /^~(?=$|[/\\])/.test(written);
  return resolve(folder, home ? homedir() + written.slice(1) : written);
}

/** Absolute pattern of a glob as written; special characters of the folder itself are escaped. */
export function absolutePattern(written: string, folder: string): string {
  const slashes = (path: string) => path.replaceAll('\\', '/');
  if (resolve(written) === written || written.startsWith('~'))
    return slashes(absolute(written, folder));
  let base = folder;
  let rest = slashes(written);
  for (let match = /^(\.\.?)\/+/.exec(rest); match; match = /^(\.\.?)\/+/.exec(rest)) {
    base = resolve(base, match[1] ?? '.');
    rest = rest.slice(match[0].length);
  }
  const literal = slashes(base).replace(/[()[\]{}!*?@+]/g, (character) => `\\${character}`);
  return `${literal.replace(/\/$/, '')}/${rest}`;
}

/** File name without folder and imaging extension, as map labels are (decisions 16). */
export function stem(path: string): string {
  const name = path.split(/[/\\]/).at(-1) ?? path;
  return name.replace(/\.gz$/i, '').replace(/\.(nii|gii|curv|npy|csv|tsv)$/i, '');
}
