// Names as they fit beside a bar: PET names `target-…_tracer-…_n-…_dx-…_pub-…` become `TARGET (Pub, n = N)`; others stay.

interface PetName {
  target: string;
  tracer: string | null;
  n: string | null;
  publication: string | null;
}

function parsePetName(name: string): PetName | null {
  const parts = new Map<string, string>();
  for (const part of name.split('_')) {
    const dash = part.indexOf('-');
    if (dash <= 0) return null;
    parts.set(part.slice(0, dash), part.slice(dash + 1));
  }
  const target = parts.get('target');
  if (!target) return null;
  return {
    target,
    tracer: parts.get('tracer') ?? null,
    n: parts.get('n') ?? null,
    publication: parts.get('pub') ?? null,
  };
}

function petLabel(name: PetName, withTracer: boolean): string {
  const publication =
    name.publication && name.publication.charAt(0).toUpperCase() + name.publication.slice(1);
  const inside = [withTracer ? name.tracer : null, publication, name.n && `n = ${name.n}`].filter(
    Boolean,
  );
  return inside.length ? `${name.target} (${inside.join(', ')})` : name.target;
}

/** The short form of one name; names that are not PET names come back as they are. */
export function shortLabel(name: string, withTracer = false): string {
  const pet = parsePetName(name);
  return pet ? petLabel(pet, withTracer) : name;
}

const repeated = (labels: readonly string[]): ((label: string) => boolean) => {
  const counts = new Map<string, number>();
  for (const label of labels) counts.set(label, (counts.get(label) ?? 0) + 1);
  return (label) => (counts.get(label) ?? 0) > 1;
};

/**
 * Short forms that still tell every entry apart: the tracer, then the full name, then the set is added where two would look alike.
 * @param columns name and set of each entry; the answer has the same order
 */
export function shortLabels(columns: readonly { x: string; set: string | null }[]): string[] {
  const steps: ((column: { x: string; set: string | null }) => string)[] = [
    ({ x }) => shortLabel(x),
    ({ x }) => shortLabel(x, true),
    ({ x }) => x,
  ];
  let labels: string[] = [];
  for (const step of steps) {
    const previous = labels;
    const again = repeated(previous);
    labels = columns.map((column, i) => {
      const before = previous[i];
      return before === undefined || again(before) ? step(column) : before;
    });
  }
  const again = repeated(labels);
  return labels.map((label, i) => {
    const set = columns[i]?.set;
    return set && again(label) ? `${shortLabel(label)} · ${set}` : label;
  });
}

/** Shortens in the middle, so that beginnings and endings (where names differ) stay readable. */
export function ellipsize(label: string, fits: (text: string) => boolean): string {
  if (fits(label)) return label;
  for (let keep = label.length - 1; keep >= 2; keep -= 1) {
    const head = Math.ceil(keep * 0.6);
    const text = `${label.slice(0, head).trimEnd()}…${label.slice(label.length - (keep - head)).trimStart()}`;
    if (fits(text)) return text;
  }
  return '…';
}
