// How far a download is: files and bytes, done and in all.

export interface FetchProgress {
  filesDone: number;
  filesTotal: number;
  /** Bytes that are here, parts of earlier attempts included. */
  bytesDone: number;
  /** Null while the size of a file is not known. */
  bytesTotal: number | null;
  /** Path of the file that moved last. */
  path: string;
  /** Bytes a second since the beginning, without those of earlier attempts. */
  bytesPerSecond: number;
}

export class Tally {
  private readonly files = new Map<string, { here: number; total: number | null }>();
  private readonly begun: number;
  private filesDone = 0;
  private received = 0;

  constructor(
    private readonly filesTotal: number,
    private readonly now: () => number,
    private readonly onProgress: (progress: FetchProgress) => void,
  ) {
    this.begun = now();
  }

  /** A file has so many bytes here, of so many. */
  moved(path: string, here: number, total: number | null): void {
    const before = this.files.get(path);
    if (before && here > before.here) this.received += here - before.here;
    this.files.set(path, { here, total });
    this.report(path);
  }

  /** A file is here, or will not come. */
  ended(path: string): void {
    this.filesDone++;
    const file = this.files.get(path);
    this.files.set(path, { here: file?.here ?? 0, total: file?.here ?? 0 });
    this.report(path);
  }

  private report(path: string): void {
    const { filesDone, filesTotal } = this;
    const files = [...this.files.values()];
    const known = files.length === filesTotal && files.every(({ total }) => total !== null);
    const sum = (numbers: number[]): number => numbers.reduce((all, one) => all + one, 0);
    const seconds = (this.now() - this.begun) / 1000;
    this.onProgress({
      filesDone,
      filesTotal,
      bytesDone: sum(files.map(({ here }) => here)),
      bytesTotal: known ? sum(files.map(({ total }) => total ?? 0)) : null,
      path,
      bytesPerSecond: seconds > 0 ? this.received / seconds : 0,
    });
  }
}
