// Where the public data library lies: one pinned commit of its repository, or a mirror of it. Two downloads of a path from one source
// are the same bytes, which is what makes resuming and checking possible.
import { NspError } from '../../error.js';

/** The commit whose files this version of the program knows. */
export const DATA_COMMIT = 'cb6b92db7eccbf386a036c3d09c4e6beb79e9afe';

const PUBLIC_ADDRESS = 'https://raw.githubusercontent.com/LeonDLotter/NiSpace-data/{commit}';

export interface DataSource {
  /** Address of the library's root, without a slash at its end. */
  base: string;
  commit: string;
}

/**
 * The public repository, or the address of a mirror with the same layout; `{commit}` in it stands for the pinned commit.
 * @param replacement value of NISPACE_DATA_URL; empty or undefined: the public repository
 * @throws NspError `bad-address`
 */
export function dataSource(replacement?: string): DataSource {
  const template = replacement?.trim() || PUBLIC_ADDRESS;
  const base = template.replaceAll('{commit}', DATA_COMMIT).replace(/\/+$/, '');
  if (/^https?:\/\//.test(base) && URL.canParse(base)) return { base, commit: DATA_COMMIT };
  throw new NspError(
    'bad-address',
    `NISPACE_DATA_URL is ${template}, which is not an address that begins with https:// or http://. Correct it, or remove it to use the public data library.`,
  );
}

/** Address of a file of the library. @param path relative to its root, with `/` */
export function addressOf({ base }: DataSource, path: string): string {
  return `${base}/${path.split('/').map(encodeURIComponent).join('/')}`;
}

/** Path of the file that holds the SHA-256 of another: 64 hexadecimal digits. */
export function hashPathOf(path: string): string {
  return `.hash/${path}.sha256`;
}

/** Throws for a path that would leave the data folder; paths come from the catalogue, so this is a fault of the program. */
export function requireInside(path: string): void {
  const parts = path.split('/');
  if (path === '' || path.includes('\\') || parts.some((part) => ['', '.', '..'].includes(part)))
    throw new Error(`not a path inside the data library: ${path}`);
}
