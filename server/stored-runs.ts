// The stored runs of files: which there are, which are out of date and why, pinned, deleted. Staleness is told from the text as it
// stands in the editor; nothing but the first lines of results is read.
import { basename, dirname, join, resolve } from 'node:path';
import type { LangiumDocument } from 'langium';
import { URI } from 'langium';
import { NspError } from '../engine/error.js';
import {
  deleteResult,
  formerResults,
  historyOf,
  isPinned,
  newestOf,
  setPinned,
} from '../engine/store/history.js';
import { readCard, type StoredCard } from '../engine/store/read-card.js';
import { listResults } from '../engine/store/read-result.js';
import { FileDigests, staleReasons, type Present } from '../engine/store/stale.js';
import { namesIn } from '../engine/store/temporary.js';
import { analysesOf } from '../language/plan.js';
import { prepareAnalysis } from '../language/plan/prepare.js';
import type { Documents } from './documents.js';
import type { LibraryKeeper } from './library-keeper.js';
import type { ResultsOfFile, RunState, StoredRun, StoredRuns } from './protocol.js';
import { resultsFolderOf } from './stored-results.js';

/** The newest stored results of a file, judged. */
interface Judged {
  card: StoredCard;
  stale: string[];
}

export class StoredRunService {
  private readonly digests = new FileDigests();

  /** @param onChange told when results were pinned or deleted */
  constructor(
    private readonly documents: Documents,
    private readonly keeper: Pick<LibraryKeeper, 'library' | 'settings'>,
    private readonly onChange: () => void,
  ) {}

  /** Files that have stored results, in the order given. */
  async files(uris: readonly string[]): Promise<ResultsOfFile[]> {
    const found = await Promise.all(
      uris.map(async (uri) => {
        const folders = await this.analysisFolders(fileOf(uri));
        const runs = await Promise.all(folders.map(async (folder) => 1 + (await kept(folder))));
        return { uri, analyses: folders.length, runs: runs.reduce((sum, count) => sum + count, 0) };
      }),
    );
    return found.filter(({ runs }) => runs > 0);
  }

  /** The runs of a file, by analysis in the order of the text; those that are no longer in it come last. */
  async runs(uri: string): Promise<StoredRuns[]> {
    const file = fileOf(uri);
    const judge = await this.judge(file);
    const folders = await this.analysisFolders(file);
    const rank = (name: string): number => {
      const at = judge.names.indexOf(name);
      return at < 0 ? Infinity : at;
    };
    const listed = await Promise.all(
      folders.map(async (folder): Promise<StoredRuns> => {
        const analysis = basename(folder);
        const all = [folder, ...(await formerResults(folder))];
        const runs = await Promise.all(all.map((each) => this.run(each, judge)));
        return {
          analysis,
          inFile: judge.names.includes(analysis),
          runs: runs.filter((run) => run !== null),
        };
      }),
    );
    return listed
      .filter(({ runs }) => runs.length > 0)
      .sort((a, b) => rank(a.analysis) - rank(b.analysis) || (a.analysis < b.analysis ? -1 : 1));
  }

  /** Why the newest results of a document are out of date, by analysis; those that are not are left out. */
  async staleOf(document: LangiumDocument): Promise<Map<string, string[]>> {
    const file = document.uri.fsPath;
    const judge = new Judge(document, this.resultsOf(file), this.keeper, this.digests);
    const stale = new Map<string, string[]>();
    for (const name of judge.names) {
      const judged = await judge.newest(name);
      if (judged && judged.stale.length > 0) stale.set(name, judged.stale);
    }
    return stale;
  }

  /** @throws NspError `no-result` */
  async state(folder: string): Promise<RunState> {
    const card = await readCard(folder);
    if (!card) throw new NspError('no-result', `there is no result in ${folder}; run the analysis`);
    const newest = newestOf(folder);
    const place = newest ?? folder;
    const document = await this.sourceOf(card, place);
    const judge = new Judge(document, dirname(place), this.keeper, this.digests);
    const inFile = judge.names.includes(card.analysis);
    return {
      key: card.key,
      stale: inFile ? await judge.reasons(card) : [],
      pinned: await isPinned(folder),
      newest: newest === null,
      uri: inFile && document ? document.uri.toString() : null,
    };
  }

  /** The .nsp file of a result: where it was, else where the layout of folders says; null when it is gone. */
  private async sourceOf({ file }: StoredCard, place: string): Promise<LangiumDocument | null> {
    const results = dirname(place);
    const beside = resolve(results, '..', '..', `${basename(results)}.nsp`);
    for (const each of file === null ? [beside] : [file, beside]) {
      const document = await this.documents.glimpse(URI.file(each));
      if (document) return document;
    }
    return null;
  }

  async pin(folder: string, pinned: boolean): Promise<void> {
    await requireResult(folder);
    await setPinned(folder, pinned);
    this.onChange();
  }

  async delete(folder: string): Promise<void> {
    await requireResult(folder);
    await deleteResult(folder);
    this.onChange();
  }

  private async run(folder: string, judge: Judge): Promise<StoredRun | null> {
    const card = await readCard(folder);
    if (!card) return null;
    const { key, analysis, kind, started, seconds, seed, seedDrawn, nullModel } = card;
    return {
      ...{ folder, key, analysis, kind, started, seconds, seed, seedDrawn },
      permutations: nullModel.permutations,
      pinned: await isPinned(folder),
      newest: newestOf(folder) === null,
      stale: judge.names.includes(analysis) ? await judge.reasons(card) : [],
    };
  }

  private async judge(file: string): Promise<Judge> {
    const document = await this.documents.glimpse(URI.file(file));
    return new Judge(document, this.resultsOf(file), this.keeper, this.digests);
  }

  private resultsOf(file: string): string {
    return resultsFolderOf(file, this.keeper.settings.resultsDir);
  }

  /** Folders of the analyses of a file that have a result. */
  private async analysisFolders(file: string): Promise<string[]> {
    const root = this.resultsOf(file);
    return (await listResults(root)).map(({ folder }) => folder);
  }
}

/** Judges the results of one file, each newest one once. */
class Judge {
  /** Analyses of the file, in its order. */
  readonly names: readonly string[];
  private readonly known = new Map<string, Promise<Judged | null>>();
  private readonly cards = new Map<string, Judged | null>();

  constructor(
    private readonly document: LangiumDocument | null,
    private readonly results: string,
    private readonly keeper: Pick<LibraryKeeper, 'library'>,
    private readonly digests: FileDigests,
  ) {
    this.names = document ? analysesOf(document, keeper.library).map(({ name }) => name) : [];
  }

  /** The newest result of an analysis; null when there is none. */
  newest(analysis: string): Promise<Judged | null> {
    const known = this.known.get(analysis) ?? this.judgeNewest(analysis);
    this.known.set(analysis, known);
    return known;
  }

  /** Why a result is not what the file asks for now. */
  async reasons(card: StoredCard): Promise<string[]> {
    for (const { analysis } of card.upstream ?? [])
      if (analysis !== card.analysis) this.cards.set(analysis, await this.newest(analysis));
    return staleReasons(card, {
      now: this.planOf(card.analysis),
      digests: this.digests,
      glob: (pattern) => this.keeper.library.glob(pattern),
      upstream: (analysis) => {
        const other = this.cards.get(analysis);
        return other ? { key: other.card.key, stale: other.stale.length > 0 } : null;
      },
    });
  }

  private async judgeNewest(analysis: string): Promise<Judged | null> {
    const card = await readCard(join(this.results, analysis));
    return card && { card, stale: await this.reasons(card) };
  }

  private planOf(analysis: string): Present['now'] {
    const { document, keeper } = this;
    const plan = document && prepareAnalysis(document, analysis, keeper.library)?.plan;
    return plan ? { plan, file: document.uri.fsPath } : null;
  }
}

const fileOf = (uri: string): string => URI.parse(uri).fsPath;

async function kept(folder: string): Promise<number> {
  return (await namesIn(historyOf(folder))).length;
}

/** Only results are touched. @throws NspError `no-result` */
async function requireResult(folder: string): Promise<void> {
  if (!(await readCard(folder)))
    throw new NspError('no-result', `There is no result in ${folder} any more.`);
}
