// The detail of one value, beside or below the figure: its nulls, its maps parcel by parcel, both on the brain, and the maps of a set.
import { describeRow } from '../chart.js';
import { button, el } from '../dom.js';
import { shortLabel } from '../labels.js';
import { missingReason } from '../model.js';
import { aggregationOf } from '../plan-facts.js';
import { xMap, yMap } from '../pictures.js';
import type { Sources } from '../sources.js';
import type { Page, View } from '../view.js';
import { BrainsSection } from './brains-section.js';
import { HistogramFigure } from './histogram.js';
import { MembersList } from './members.js';
import { membersOf } from './members-model.js';
import { ParcelsSection } from './parcels-section.js';
import { subjectOf, type Subject } from './subject.js';

/** A part of the detail with its heading, and a message in its place while there is nothing to show. */
class Section {
  private readonly message = el('p', { class: 'empty', role: 'status', hidden: true });
  readonly element: HTMLElement;

  constructor(
    heading: string,
    private readonly content: HTMLElement,
    note: HTMLElement | null = null,
  ) {
    this.element = el('section', {}, el('h2', {}, heading), note, this.message, content);
  }

  /** Hides the content behind a message; null shows it. */
  say(message: string | null): void {
    this.message.hidden = message === null;
    this.message.textContent = message ?? '';
    this.content.hidden = message !== null;
  }
}

const OLDER =
  'This result was made before reference maps were kept with it. Run the analysis again to see them.';
const OF_MODEL = 'This value is of all reference maps together, so there is no single map to show.';

export class Detail {
  private readonly title = el('h2', { class: 'detail-title' });
  private readonly numbers = el('p', { class: 'answer-details', 'aria-live': 'polite' });
  private readonly histogram = new HistogramFigure();
  private readonly nullsNote = el('p', { class: 'note' });
  private readonly parcelsNote = el('p', { class: 'note' });
  private readonly parcels: ParcelsSection;
  private readonly brains: BrainsSection;
  private readonly members: MembersList;
  private readonly sections;
  readonly element: HTMLElement;
  private subject: Subject | null = null;

  /** @param closed called when the reader closes the detail, to give the focus back */
  constructor(
    page: Page,
    private readonly sources: Sources,
    closed: () => void,
  ) {
    const close = (): void => {
      page.change({ detail: false });
      closed();
    };
    this.parcels = new ParcelsSection(page, () => this.subject);
    this.brains = new BrainsSection(page, () => sources.geometry.get());
    this.members = new MembersList((member) => page.change({ member }));
    this.sections = {
      nulls: new Section('Null distribution', this.histogram.element, this.nullsNote),
      members: new Section('Maps of the set', this.members.element),
      parcels: new Section('Parcel by parcel', this.parcels.element, this.parcelsNote),
      brains: new Section('On the brain', this.brains.element),
      selected: new Section('Selected parcels', this.parcels.selected),
    };
    this.element = el(
      'aside',
      { class: 'detail', 'aria-label': 'Detail of the selected value', hidden: true },
      el(
        'div',
        { class: 'table-line' },
        this.title,
        button('Close', close, { title: 'Close the detail (Escape)' }),
      ),
      this.numbers,
      ...Object.values(this.sections).map(({ element }) => element),
    );
    this.element.addEventListener('keydown', (event) => {
      if (event.key === 'Escape') close();
    });
  }

  /** @returns whether the detail is open */
  show(view: View): boolean {
    const subject = subjectOf(view);
    this.subject = subject;
    this.element.hidden = subject === null;
    if (!subject) return false;
    const { row } = subject;
    const of = view.choice.statistic.rows.length > 1 ? `${row.y} × ` : '';
    this.title.textContent = of + row.label;
    this.title.title = row.x;
    this.numbers.textContent = describeRow(view, row).join(' · ');
    this.showNulls(view, subject);
    this.showMembers(view, subject);
    this.showMaps(view, subject);
    return true;
  }

  recolour(): void {
    this.brains.recolour();
  }

  private showNulls(view: View, { row, nulls, nullsOfPool }: Subject): void {
    const { nulls: section } = this.sections;
    this.nullsNote.hidden = !nullsOfPool;
    this.nullsNote.textContent =
      'The y maps were tested together, so these are the nulls of all of them pooled.';
    if (!nulls) return section.say('This value was not tested, so there are no nulls.');
    const answer = this.sources.answers.nulls(nulls);
    if (answer.state === 'waiting') return section.say('Loading the nulls…');
    if (answer.state === 'failed') return section.say(answer.message);
    section.say(null);
    const { tail, label } = view.choice.statistic;
    this.histogram.show({
      nulls: answer.values,
      observed: row.value,
      p: row.p,
      extrapolated: row.precision?.extrapolated ?? false,
      tail: nullsOfPool ? null : tail,
      title: label,
    });
    if (row.value === null) {
      this.nullsNote.hidden = false;
      this.nullsNote.textContent = missingReason(view.result, view.choice, row, 'value');
    }
  }

  private showMembers({ result, choice, state }: View, { row, members }: Subject): void {
    const { members: section } = this.sections;
    section.element.hidden = result.sets === undefined;
    if (!result.sets) return;
    if (!members) {
      return section.say(
        'By this method the maps of a set are fitted together, so none has a value by itself.',
      );
    }
    const answer = this.sources.answers.members(members);
    if (answer.state === 'waiting') return section.say('Loading the maps of the set…');
    if (answer.state === 'failed') return section.say(answer.message);
    section.say(null);
    const { statistic } = choice.statistic;
    const absolute = aggregationOf(result.plan)?.includes('abs') ?? false;
    const aggregate = row.value;
    const list = membersOf(result, row.column, answer.values, { statistic, aggregate, absolute });
    this.members.show({
      set: row.label,
      members: list,
      aggregate,
      chosen: state.member !== null && members.maps.includes(state.member) ? state.member : null,
      weighted: list.some(({ weight }) => weight !== null),
    });
  }

  private showMaps(view: View, subject: Subject): void {
    const { parcels, brains, selected } = this.sections;
    const trouble = subject.pair ? (view.result.x ? null : OLDER) : OF_MODEL;
    this.parcelsNote.hidden = true;
    if (!subject.pair || trouble) {
      brains.element.hidden = true;
      selected.element.hidden = true;
      return parcels.say(trouble);
    }
    brains.element.hidden = false;
    selected.element.hidden = view.state.brushed.length === 0;
    const answer = this.sources.answers.pair(subject.pair);
    const message =
      answer.state === 'waiting'
        ? 'Loading the maps…'
        : answer.state === 'failed'
          ? answer.message
          : null;
    parcels.say(message);
    brains.say(message);
    if (answer.state !== 'here') {
      selected.element.hidden = true;
      return;
    }
    const name = this.nameOfX(view, subject);
    const y = view.result.y.labels[subject.y] ?? 'y';
    this.parcelsNote.textContent = noteOf(view, subject);
    this.parcelsNote.hidden = this.parcelsNote.textContent === '';
    this.parcels.show(view, answer.values, { x: name, y });
    const geometry = this.sources.geometry.get();
    if (geometry === null) return brains.say('Loading the brain…');
    this.brains.show(view, geometry, [
      this.memo('y', [view.result, subject.y], () => yMap(view.result, subject.y)),
      this.memo('x', [answer.values, name], () => xMap(view.result, name, answer.values.x)),
    ]);
  }

  private nameOfX({ result }: View, { row, pair }: Subject): string {
    if (pair?.member !== null && pair?.member !== undefined)
      return shortLabel(result.x?.labels[pair.member] ?? '');
    const maps = result.sets?.[row.column]?.members.length;
    return maps === undefined ? row.label : `${row.label}, mean of ${maps} maps`;
  }

  private readonly made = new Map<string, { from: readonly unknown[]; value: unknown }>();

  /** The value made before, if it would be made from the same. */
  private memo<T>(name: string, from: readonly unknown[], make: () => T): T {
    const known = this.made.get(name);
    if (known?.from.every((each, i) => each === from[i])) return known.value as T;
    const value = make();
    this.made.set(name, { from, value });
    return value;
  }
}

/** What the scatter shows may not be what the value is of; then it is said. */
function noteOf({ result }: View, { pooled, y, pair, row }: Subject): string {
  const notes: string[] = [];
  if (pooled)
    notes.push(
      `The value is of all y maps together; the parcels are those of ${result.y.labels[y] ?? ''}.`,
    );
  if (result.sets && pair?.member === null)
    notes.push(
      `${row.label} is the mean of its maps here; the value of the set comes from the single maps, not from this mean.`,
    );
  return notes.join(' ');
}
