// What lenses say of stored results: since when they are there, and why they are out of date. The server binds this to the results
// folder.
import type { LangiumDocument } from 'langium';

/** Asked for lenses; the server exchanges the members, and without them nothing is stored. */
export class StoredTimes {
  /** When the stored results of a .nsp file were begun, by name of the analysis. */
  of: (file: string) => Promise<ReadonlyMap<string, Date>> = () => Promise.resolve(new Map());
  /** Why stored results of a document are out of date, a few words each, by name of the analysis. */
  staleOf: (document: LangiumDocument) => Promise<ReadonlyMap<string, readonly string[]>> = () =>
    Promise.resolve(new Map());
}
