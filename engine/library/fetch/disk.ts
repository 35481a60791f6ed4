// What the disk refuses while data are stored, in words with the way out.
import { dirname } from 'node:path';
import { NspError } from '../../error.js';

interface Row {
  code: string;
  text: (path: string) => string;
}

const other =
  'name another folder with --data-dir, NISPACE_DATA_DIR or the setting nispace.dataDir';
const denied: Row = {
  code: 'no-permission',
  text: (path) => `There is no permission to write into ${dirname(path)}: change it, or ${other}.`,
};

const rows: Readonly<Record<string, Row>> = {
  ENOSPC: {
    code: 'disk-full',
    text: (path) => `The disk is full while ${path} was written. Free some space, or ${other}.`,
  },
  EDQUOT: {
    code: 'disk-full',
    text: (path) =>
      `The disk quota is used up while ${path} was written. Free some space, or ${other}.`,
  },
  EACCES: denied,
  EPERM: denied,
  EROFS: {
    code: 'read-only-disk',
    text: (path) => `The disk that holds ${dirname(path)} is read-only: ${other}.`,
  },
  ENOTDIR: {
    code: 'not-a-folder',
    text: (path) => `${path} cannot be made: a file stands where a folder is needed. Move it away.`,
  },
  EEXIST: {
    code: 'not-a-folder',
    text: (path) => `${path} cannot be made: a file stands where a folder is needed. Move it away.`,
  },
};

/** An error of the system as NspError `disk-full`, `no-permission`, `read-only-disk`, `not-a-folder`; any other unchanged. */
export function diskError(error: unknown, path: string): unknown {
  if (error instanceof NspError || !(error instanceof Error)) return error;
  const row = rows[(error as NodeJS.ErrnoException).code ?? ''];
  return row ? new NspError(row.code, row.text(path), null, { cause: error }) : error;
}
