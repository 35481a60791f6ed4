// A file on its way: hidden beside its final name, with a note of where it comes from, so that the next program can go on with it.
import { open, readFile, rename, rm, stat, truncate, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';

/** What is known of a part besides its bytes. */
export interface PartNote {
  address: string;
  /** Strong ETag or null. */
  etag: string | null;
  /** Bytes of the whole file, or null. */
  size: number | null;
}

/** Writes to a part; replaced in tests to make it fail. */
export interface PartWriter {
  write(piece: Uint8Array): Promise<unknown>;
  sync(): Promise<void>;
  close(): Promise<void>;
}
export type OpenPart = (path: string) => Promise<PartWriter>;

/** Appends to a file that exists or is made. */
export const openPart: OpenPart = async (path) => {
  const file = await open(path, 'a');
  return {
    write: async (piece) => file.appendFile(piece),
    sync: () => file.sync(),
    close: () => file.close(),
  };
};

export class Part {
  readonly path: string;
  private readonly notePath: string;

  /**
   * @param target the final path
   * @param version first digits of the commit: parts of different versions never mix
   */
  constructor(
    readonly target: string,
    version: string,
    private readonly opener: OpenPart = openPart,
  ) {
    this.path = join(dirname(target), `.${basename(target)}.${version}.part`);
    this.notePath = `${this.path}.json`;
  }

  /**
   * Bytes already here from this address; 0 (and nothing left) when they come from elsewhere.
   * @param checked whether a hash will be checked; without one, a part needs an ETag to be continued
   */
  async resume(
    address: string,
    checked: boolean,
  ): Promise<{ bytes: number; note: PartNote | null }> {
    const note = await this.note();
    const bytes = await sizeOf(this.path);
    const usable = note?.address === address && (checked || note.etag !== null);
    if (usable && bytes > 0) return { bytes, note };
    await this.remove();
    return { bytes: 0, note: null };
  }

  /** Begins anew with an empty file. */
  async begin(note: PartNote): Promise<void> {
    await writeFile(this.notePath, JSON.stringify(note));
    await writeFile(this.path, '');
  }

  append(): Promise<PartWriter> {
    return this.opener(this.path);
  }

  /** Cuts off what is beyond `bytes`. */
  async cut(bytes: number): Promise<void> {
    await truncate(this.path, bytes);
  }

  /** Moves the part to its final name; flushes the folder so that the name survives a power cut. */
  async finish(): Promise<void> {
    await rename(this.path, this.target);
    await rm(this.notePath, { force: true });
    await flushFolder(dirname(this.target));
  }

  async remove(): Promise<void> {
    await rm(this.path, { force: true });
    await rm(this.notePath, { force: true });
  }

  private async note(): Promise<PartNote | null> {
    try {
      const note = JSON.parse(await readFile(this.notePath, 'utf8')) as Partial<PartNote> | null;
      const { address, etag, size } = note ?? {};
      if (typeof address !== 'string') return null;
      return {
        address,
        etag: typeof etag === 'string' ? etag : null,
        size: typeof size === 'number' ? size : null,
      };
    } catch (error) {
      if (error instanceof SyntaxError || (error as NodeJS.ErrnoException).code === 'ENOENT')
        return null;
      throw error;
    }
  }
}

/** Size of a file, 0 when there is none. */
async function sizeOf(path: string): Promise<number> {
  try {
    return (await stat(path)).size;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return 0;
    throw error;
  }
}

/** Windows has no such call and needs none; some network disks refuse it. */
async function flushFolder(path: string): Promise<void> {
  if (process.platform === 'win32') return;
  const folder = await open(path, 'r');
  try {
    await folder.sync();
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code !== 'EINVAL' && code !== 'ENOTSUP') throw error;
  } finally {
    await folder.close();
  }
}
