// Which analyses of a file have a stored result, and since when: the server binds this to the results folder.

/** Asked for lenses; the server exchanges `of`, and without one nothing is stored. */
export class StoredTimes {
  /** When the stored results of a .nsp file were begun, by name of the analysis. */
  of: (file: string) => Promise<ReadonlyMap<string, Date>> = () => Promise.resolve(new Map());
}
