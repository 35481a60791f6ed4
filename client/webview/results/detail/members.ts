// Lists the maps of a set with a bar each and the set's own value marked; choosing one shows it in the scatter and on the brain.
import type { Cell } from '../../../../engine/result.js';
import { button, el } from '../dom.js';
import { formatStatistic, plural } from '../format.js';
import { barScale } from '../parcel-rows.js';
import { sayLeading, type Member } from './members-model.js';

/** Members listed before the reader asks for all. */
const FIRST = 12;

export interface MembersToShow {
  set: string;
  members: readonly Member[];
  aggregate: Cell;
  chosen: number | null;
  weighted: boolean;
}

export class MembersList {
  private readonly leading = el('p', { class: 'note' });
  private readonly list = el('div', {
    class: 'member-list',
    role: 'listbox',
    tabindex: 0,
    'aria-label': 'Maps of the set. Arrow keys choose one; the first line is their mean.',
  });
  private readonly all = button('', () => {
    this.everyMember = !this.everyMember;
    if (this.shown) this.show(this.shown);
  });
  readonly element = el('div', { class: 'members' }, this.leading, this.list, this.all);
  private shown: MembersToShow | null = null;
  private everyMember = false;

  constructor(private readonly choose: (map: number | null) => void) {
    this.list.addEventListener('click', ({ target }) => {
      const row = target instanceof Element ? target.closest<HTMLElement>('[data-map]') : null;
      const map = row?.dataset['map'];
      if (map !== undefined) this.choose(map === '' ? null : Number(map));
    });
    this.list.addEventListener('keydown', (event) => this.move(event));
  }

  show(shown: MembersToShow): void {
    this.shown = shown;
    const { members, aggregate, chosen, set } = shown;
    this.leading.textContent = sayLeading(members);
    const listed = this.listed();
    const bar = barScale([...members.map(({ value }) => value), aggregate]);
    const reach = bar(aggregate);
    const mark = reach && (reach.sign === 'minus' ? reach.start : reach.start + reach.length);
    const row = (
      map: string,
      label: string,
      value: Cell,
      kind: string,
      hover: string,
    ): HTMLElement => {
      const track = el('span', { class: 'bar-track', 'aria-hidden': 'true' });
      const length = bar(value);
      if (length) {
        const filled = el('span', { class: `bar ${length.sign}` });
        filled.style.left = `${length.start * 100}%`;
        filled.style.width = `${length.length * 100}%`;
        track.append(filled);
      }
      if (mark !== null) {
        const line = el('span', { class: 'set-mark' });
        line.style.left = `${mark * 100}%`;
        track.append(line);
      }
      const active = map === String(chosen ?? '');
      return el(
        'div',
        {
          id: `member-${map || 'set'}`,
          class: `member ${kind}`,
          role: 'option',
          'aria-selected': String(active),
          'data-map': map,
          title: hover,
        },
        el('span', { class: 'member-name' }, label),
        track,
        el('span', { class: 'numeric' }, formatStatistic(value)),
      );
    };
    this.list.replaceChildren(
      row('', `${set} (set)`, aggregate, 'whole', `All ${plural(members.length, 'map')} together`),
      ...listed.map(({ map, label, name, value, leading, weight }) =>
        row(
          String(map),
          label,
          value,
          leading ? 'leading' : '',
          shown.weighted ? `${name}, weight ${formatStatistic(weight)}` : name,
        ),
      ),
    );
    this.list.setAttribute('aria-activedescendant', `member-${chosen ?? 'set'}`);
    this.all.hidden = members.length <= FIRST;
    this.all.textContent = this.everyMember
      ? `Show the first ${FIRST}`
      : `Show all ${members.length}`;
  }

  private listed(): readonly Member[] {
    const { members = [], chosen = null } = this.shown ?? {};
    return this.everyMember ? members : members.filter(({ map }, i) => i < FIRST || map === chosen);
  }

  private move(event: KeyboardEvent): void {
    const steps: Record<string, number> = {
      ArrowDown: 1,
      ArrowUp: -1,
      Home: -Infinity,
      End: Infinity,
    };
    const step = steps[event.key];
    if (step === undefined || !this.shown) return;
    event.preventDefault();
    const maps = [null, ...this.listed().map(({ map }) => map)];
    const at = maps.indexOf(this.shown.chosen) + step;
    const next = maps[Math.min(maps.length - 1, Math.max(0, at))] ?? null;
    this.choose(next);
    this.list.querySelector(`#member-${next ?? 'set'}`)?.scrollIntoView({ block: 'nearest' });
  }
}
