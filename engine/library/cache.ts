// Arrays that take long to make and depend on files only (distances, spins), kept beside the data they were made from: one .npy with
// a .json that says from what. What is damaged or was made from something else is made again, never trusted.
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { NspError } from '../error.js';
import { writeBytes } from '../formats/bytes.js';
import { encodeNpy, parseNpy, type NpyArray } from '../formats/npy.js';
import { isWritable } from './folders.js';

/** What an array is and what it was made from. */
export interface CacheRecipe {
  /** Folder inside the cache: `distances`, `spins`. */
  room: string;
  /** Beginning of the file name: `Schaefer100Parcels7Networks_space-fsaverage_hemi-L`. */
  name: string;
  /** Everything the numbers depend on: checksums of what they are made from, the version of the algorithm, settings. */
  ingredients: Readonly<Record<string, string | number>>;
}

/** Beside every array: its recipe, its shape and the SHA-256 of its .npy file. */
interface Label {
  ingredients: Record<string, string | number>;
  shape: number[];
  sha256: string;
}

type Log = (message: string) => void;

export class Cache {
  private readonly kept = new Map<string, Promise<NpyArray>>();
  private toldMemoryOnly = false;

  /** @param folder where files go (see {@link cacheFolder}); null keeps everything in memory only */
  constructor(private folder: string | null) {}

  /**
   * The array of a recipe: from memory, else from its file, else made and stored. Callers share it and must not write to it.
   * A file that cannot be written costs nothing but the time next time; the log says so once.
   */
  async get(recipe: CacheRecipe, make: () => Promise<NpyArray>, log: Log): Promise<NpyArray> {
    const key = `${recipe.room}/${fileName(recipe)}`;
    const known = this.kept.get(key);
    if (known) return known;
    const promise = this.readOrMake(recipe, make, log);
    this.kept.set(key, promise);
    try {
      return await promise;
    } catch (error) {
      this.kept.delete(key);
      throw error;
    }
  }

  private async readOrMake(
    recipe: CacheRecipe,
    make: () => Promise<NpyArray>,
    log: Log,
  ): Promise<NpyArray> {
    const stored = await this.read(recipe, log);
    if (stored) return stored;
    const made = await make();
    await this.write(recipe, made, log);
    return made;
  }

  /** The stored array, or null when there is none that can be trusted. */
  private async read(recipe: CacheRecipe, log: Log): Promise<NpyArray | null> {
    if (this.folder === null) return null;
    const path = join(this.folder, recipe.room, fileName(recipe));
    try {
      const label = parseLabel(JSON.parse(await readFile(`${path}.json`, 'utf8')));
      const bytes = await readFile(`${path}.npy`);
      if (label && fits(label, recipe) && label.sha256 === sha256(bytes)) {
        const array = parseNpy(bytes, `${path}.npy`);
        if (array.shape.join() === label.shape.join()) return array;
      }
    } catch (error) {
      if (!(error instanceof NspError || error instanceof SyntaxError || isSystemError(error)))
        throw error;
      if (isSystemError(error) && ['ENOENT', 'ENOTDIR'].includes(error.code ?? '')) return null;
    }
    log(`${path}.npy is damaged or cannot be read; it is made again.`);
    return null;
  }

  private async write(recipe: CacheRecipe, { shape, data }: NpyArray, log: Log): Promise<void> {
    if (this.folder === null)
      return this.sayMemoryOnly('no data folder of yours can be written to', log);
    const path = join(this.folder, recipe.room, fileName(recipe));
    const bytes = encodeNpy(shape, data);
    const { ingredients } = recipe;
    const label: Label = { ingredients, shape, sha256: sha256(bytes) };
    try {
      await writeBytes(`${path}.npy`, bytes);
      await writeBytes(`${path}.json`, Buffer.from(`${JSON.stringify(label, null, 2)}\n`));
    } catch (error) {
      if (!(error instanceof NspError)) throw error;
      this.folder = null;
      this.sayMemoryOnly(error.message, log);
    }
  }

  private sayMemoryOnly(reason: string, log: Log): void {
    if (!this.toldMemoryOnly)
      log(`Distances and spins made here are kept in memory only: ${reason}.`);
    this.toldMemoryOnly = true;
  }
}

/**
 * `<folder>/cache` for the first data folder that may be written to, or null when none may.
 * @param folders the data folders in search order, without the demo library
 */
export function cacheFolder(folders: readonly string[]): string | null {
  const writable = folders.find(isWritable);
  return writable === undefined ? null : join(writable, 'cache');
}

/** SHA-256 of the bytes of arrays, one after the other, in hexadecimal. */
export function sha256(...parts: (Uint8Array | Int16Array | Int32Array | Float64Array)[]): string {
  const hash = createHash('sha256');
  for (const { buffer, byteOffset, byteLength } of parts)
    hash.update(new Uint8Array(buffer, byteOffset, byteLength));
  return hash.digest('hex');
}

/** Name of the files without ending: two recipes never share one. */
function fileName({ name, ingredients }: CacheRecipe): string {
  const text = JSON.stringify(Object.entries(ingredients).sort(([a], [b]) => (a < b ? -1 : 1)));
  return `${name.replace(/[^\w.+-]/g, '-')}_${sha256(Buffer.from(text)).slice(0, 16)}`;
}

function fits(label: Label, { ingredients }: CacheRecipe): boolean {
  const names = Object.keys(ingredients);
  return (
    names.length === Object.keys(label.ingredients).length
    && names.every((name) => label.ingredients[name] === ingredients[name])
  );
}

function parseLabel(value: unknown): Label | null {
  if (typeof value !== 'object' || value === null) return null;
  const { ingredients, shape, sha256: sum } = value as Partial<Record<keyof Label, unknown>>;
  if (typeof ingredients !== 'object' || ingredients === null) return null;
  if (!Array.isArray(shape) || typeof sum !== 'string') return null;
  return {
    ingredients: ingredients as Label['ingredients'],
    shape: shape.map(Number),
    sha256: sum,
  };
}

const isSystemError = (error: unknown): error is NodeJS.ErrnoException =>
  error instanceof Error && 'code' in error && !(error instanceof NspError);
