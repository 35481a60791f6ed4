// Whether a stored result is what the file asks for now, told from its card alone: no data are read but files whose size or time
// of change is another one.
import { createHash } from 'node:crypto';
import { createReadStream, existsSync } from 'node:fs';
import { stat } from 'node:fs/promises';
import { basename, dirname, isAbsolute, join, relative } from 'node:path';
import type { AnalysisPlan } from '../plan.js';
import type { InputFile } from '../result.js';
import { planDifferences, type PlanInPlace } from './plan-differences.js';
import type { ResultCard } from './result-json.js';
import { count } from './wording.js';

/** What is asked for now, and what else is known. */
export interface Present {
  /** Null while the text has errors: settings are then not compared. */
  now: PlanInPlace | null;
  /** The stored result of another analysis of the file: its key, and whether it is itself out of date; null when there is none. */
  upstream: (analysis: string) => { key: string; stale: boolean } | null;
  digests: FileDigests;
  /** Files that a pattern matches now. */
  glob: (pattern: string) => Promise<string[]>;
}

/**
 * Why running the analysis now could give other numbers, a few words for each reason; empty when the result is up to date.
 * Inputs that are gone are no reason, unless a pattern still matches others: a result outlives its data.
 */
export async function staleReasons(
  card: Omit<ResultCard, 'threads'>,
  { now, upstream, digests, glob }: Present,
): Promise<string[]> {
  const settings = now ? planDifferences(card, now) : [];
  const others = (card.upstream ?? []).flatMap(({ analysis, key }) => {
    const other = upstream(analysis);
    if (!other) return [];
    if (other.stale) return [`${analysis} changed`];
    return other.key === key ? [] : [`${analysis} was run again`];
  });
  const file = now?.file ?? card.file;
  const changed = await Promise.all(
    card.inputs.map(async (input) =>
      (await digests.changed(input, card, file)) ? [`${basename(input.path)} changed`] : [],
    ),
  );
  const matched = settings.length === 0 && now ? await patternReasons(card, now, glob) : [];
  return [...new Set([...settings, ...others, ...changed.flat(), ...matched])];
}

/** Files that came or went behind the patterns of a plan, such as `images "data/*.nii.gz"`. */
async function patternReasons(
  card: Pick<ResultCard, 'inputs' | 'file'>,
  { plan, file }: PlanInPlace,
  glob: Present['glob'],
): Promise<string[]> {
  const read = new Set(card.inputs.map(({ path }) => placesOf(path, card.file, file)[0]));
  const reasons = patternsOf(plan).map(async (pattern) => {
    const found = await glob(pattern);
    const folders = new Set(found.map((path) => dirname(path)));
    const fresh = found.filter((path) => !read.has(path)).length;
    const gone = [...read].filter(
      (path) => path !== undefined && folders.has(dirname(path)) && !existsSync(path),
    ).length;
    const name = basename(pattern);
    return [
      ...(fresh > 0 ? [`${count(fresh, 'new file')} for ${name}`] : []),
      ...(gone > 0 ? [`${count(gone, 'file')} of ${name} gone`] : []),
    ];
  });
  return (await Promise.all(reasons)).flat();
}

function patternsOf(plan: AnalysisPlan): string[] {
  const patterns: string[] = [];
  JSON.stringify(plan, (_, value: unknown) => {
    if (typeof value === 'object' && value !== null && 'pattern' in value)
      patterns.push(String(value.pattern));
    return value;
  });
  return patterns;
}

/** Remembers the hashes of files that were looked at, as long as their size and time of change stay. */
export class FileDigests {
  private readonly known = new Map<string, Promise<string>>();

  /** Whether a file holds other bytes than when it was read. A file that is not there counts as unchanged. */
  async changed(
    input: InputFile,
    { started, file: source }: Pick<ResultCard, 'started' | 'file'>,
    file: string | null,
  ): Promise<boolean> {
    for (const path of placesOf(input.path, source, file)) {
      const facts = await stat(path).catch(() => null);
      if (!facts) continue;
      if (facts.size !== input.bytes) return true;
      // A file that changed during the run may have been read before or after.
      const settled = facts.mtimeMs < Date.parse(started);
      if (settled && facts.mtimeMs === input.modified) return false;
      return (await this.sha256(path, facts.mtimeMs)) !== input.sha256;
    }
    return false;
  }

  private sha256(path: string, modified: number): Promise<string> {
    const key = `${path}\n${modified}`;
    let hash = this.known.get(key);
    if (!hash) {
      hash = hashOf(path);
      this.known.set(key, hash);
      hash.catch(() => this.known.delete(key));
    }
    return hash;
  }
}

/** Where an input lies now: beside the file as it lay beside the file of the run, else where it was. */
function placesOf(path: string, source: string | null, file: string | null): string[] {
  if (source === null || file === null || source === file) return [path];
  const way = relative(dirname(source), path);
  return isAbsolute(way) ? [path] : [join(dirname(file), way), path];
}

async function hashOf(path: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(path)) hash.update(chunk as Buffer);
  return hash.digest('hex');
}
