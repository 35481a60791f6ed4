// The citation printout of an analysis, laid out as NiSpace prints it (spec/workflows.md 5.8): whom to cite for data sets and
// parcellation, the version, then every map with its source, licence, DOIs and caveats.
import type { Citation } from '../plan.js';
import type { AnalysisResult } from '../result.js';

type Cited = Pick<AnalysisResult, 'citations' | 'columns' | 'y' | 'software'>;

/** Lines of the printout; empty when nothing of the data library was used. */
export function sourceLines(result: Cited): string[] {
  if (result.citations.length === 0) return [];
  const maps = new Set([...result.columns.map(({ x }) => x), ...result.y.labels]);
  const ofMaps = result.citations.filter(({ subject }) => maps.has(subject));
  const others = result.citations.filter(({ subject }) => !maps.has(subject));
  const [program] = result.software;
  return [
    ...(others.length > 0 ? ['We ask to cite:', ...bullets(others)] : []),
    ...(program
      ? [`To ensure reproducibility, note the version: ${program.name} ${program.version}`]
      : []),
    ...(ofMaps.length > 0 ? ['', ...mapLines(ofMaps)] : []),
  ];
}

function bullets(citations: readonly Citation[]): string[] {
  const lines = citations.map(({ subject, ref, doi, license }) =>
    [`- ${subject}: ${ref}`, doi ? `(https://doi.org/${doi})` : '', license ?? '']
      .filter(Boolean)
      .join('  '),
  );
  return [...new Set(lines)];
}

interface MapSource {
  map: string;
  source: string;
  license: string;
  dois: string[];
  notes: string[];
}

/** One line for each map, sorted by name whatever the case, columns padded; a note stands below its map. */
function mapLines(citations: readonly Citation[]): string[] {
  const sources = new Map<string, MapSource>();
  for (const { subject, ref, doi, license, note } of citations) {
    const source = sources.get(subject) ?? {
      map: subject,
      source: `Source: ${ref.replace(/ (?=\d{4})/, '')}`,
      license: license ?? 'licence not stated',
      dois: [],
      notes: [],
    };
    if (doi && !source.dois.includes(doi)) source.dois.push(doi);
    if (note && !source.notes.includes(note)) source.notes.push(note);
    sources.set(subject, source);
  }
  const rows = [...sources.values()].sort((a, b) =>
    a.map.localeCompare(b.map, 'en', { sensitivity: 'base' }),
  );
  const width = (column: 'map' | 'source' | 'license'): number =>
    Math.max(...rows.map((row) => row[column].length));
  const [map, source, license] = [width('map'), width('source'), width('license')];
  return rows.flatMap((row) => [
    `- ${row.map.padEnd(map)}  ${row.source.padEnd(source)}  ${row.license.padEnd(license)}  ${row.dois.map((doi) => `https://doi.org/${doi}`).join(', ')}`.trimEnd(),
    ...row.notes.map((note) => `    CAVE: ${note}`),
  ]);
}
