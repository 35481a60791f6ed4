// The design matrix as an image: a row for each subject, a column for each column, each scaled from its smallest to its largest value.
import type { Cell, DesignMatrixColumn, ResultDesign } from '../../../engine/result.js';
import { el } from './dom.js';
import { fullNumber } from './format.js';
import { parseColour, readTheme, type Theme } from './theme.js';

export type Role = DesignMatrixColumn['role'];

export const ROLES: Readonly<Record<Role, string>> = {
  intercept: 'intercept',
  regressed: 'regressed',
  protected: 'kept (groups)',
  site: 'site (ComBat)',
};

const ROLE_COLOURS: Readonly<Record<Theme['ground'], Readonly<Record<Role | 'missing', string>>>> =
  {
    light: {
      intercept: '#555f6b',
      regressed: '#0a67a8',
      protected: '#b3470a',
      site: '#00735a',
      missing: '#d05fb0',
    },
    dark: {
      intercept: '#b4bcc8',
      regressed: '#56b4e9',
      protected: '#f0913a',
      site: '#2fc79a',
      missing: '#e58bc2',
    },
  };

export const roleColour = (role: Role | 'missing', { ground }: Theme): string =>
  ROLE_COLOURS[ground][role];

/** Values of each column from 0 (smallest) to 1 (largest), `[row][column]`; constant columns are 1, missing null. Pure. */
export function scaled({ columns, rows, values }: ResultDesign['matrix']): Cell[] {
  const width = columns.length;
  const ranges = columns.map((_, at) => {
    const own = rows.map((_row, row) => values[row * width + at] ?? null).filter((v) => v !== null);
    return [Math.min(...own), Math.max(...own)] as const;
  });
  return values.map((value, at) => {
    const [low, high] = ranges[at % width] ?? [0, 0];
    if (value === null) return null;
    return high > low ? (value - low) / (high - low) : 1;
  });
}

/** Width of a column and height of a row, in CSS pixels. */
const COLUMN = 34;
const rowHeight = (rows: number): number => Math.min(12, 420 / Math.max(1, rows));

const STEPS: Record<string, readonly [row: number, column: number]> = {
  ArrowDown: [1, 0],
  ArrowUp: [-1, 0],
  ArrowRight: [0, 1],
  ArrowLeft: [0, -1],
  PageDown: [10, 0],
  PageUp: [-10, 0],
};

export class DesignImage {
  private readonly canvas = el('canvas', { role: 'img', tabindex: 0 });
  private readonly cursor = el('div', { class: 'design-cursor', hidden: true });
  private readonly heads = el('div', { class: 'design-heads', 'aria-hidden': 'true' });
  private readonly said = el('p', { class: 'pointed', 'aria-live': 'polite' });
  readonly element = el(
    'div',
    { class: 'design-image' },
    el(
      'div',
      { class: 'design-scroll' },
      this.heads,
      el('div', { class: 'design-place' }, this.canvas, this.cursor),
    ),
    this.said,
  );
  private matrix: ResultDesign['matrix'] | null = null;
  private at: [row: number, column: number] = [0, 0];

  constructor() {
    this.canvas.addEventListener('mousemove', (event) => this.hover(event));
    this.canvas.addEventListener('keydown', (event) => this.move(event));
    this.canvas.addEventListener('focus', () => this.tell());
  }

  show(matrix: ResultDesign['matrix']): void {
    this.matrix = matrix;
    this.at = [0, 0];
    this.cursor.hidden = true;
    this.said.textContent = 'Point at a cell, or move with the arrow keys, to read it here.';
    this.draw();
  }

  recolour(): void {
    this.draw();
  }

  private draw(): void {
    const { matrix, canvas } = this;
    if (!matrix) return;
    const theme = readTheme();
    const { columns, rows } = matrix;
    // As wide as it is shown, so that averaging thin rows does not mix columns.
    canvas.width = columns.length * COLUMN;
    canvas.height = rows.length;
    canvas.style.width = `${columns.length * COLUMN}px`;
    canvas.style.height = `${Math.round(rows.length * rowHeight(rows.length))}px`;
    // Rows thinner than a pixel are averaged, not dropped.
    canvas.classList.toggle('fine', rowHeight(rows.length) < 1);
    canvas.setAttribute(
      'aria-label',
      `Design matrix: ${rows.length} rows, ${columns.length} columns (${columns.map(({ name }) => name).join(', ')}). The table below holds the values.`,
    );
    this.heads.replaceChildren(
      ...columns.map(({ name, role }) => {
        const head = el('span', { title: `${name}: ${ROLES[role]}` }, name);
        head.style.color = roleColour(role, theme);
        head.style.width = `${COLUMN}px`;
        return head;
      }),
    );
    this.paint(matrix, theme);
  }

  private paint(matrix: ResultDesign['matrix'], theme: Theme): void {
    const context = this.canvas.getContext('2d');
    if (!context) return;
    const { columns, rows } = matrix;
    const image = context.createImageData(columns.length * COLUMN, rows.length);
    const ground = parseColour(theme.background);
    const colours = columns.map(({ role }) => parseColour(roleColour(role, theme)));
    const missing = parseColour(roleColour('missing', theme));
    scaled(matrix).forEach((value, at) => {
      const full = value === null ? missing : (colours[at % columns.length] ?? missing);
      const share = value === null ? 1 : 0.08 + 0.92 * value;
      const pixel = [0, 1, 2].map((channel) => {
        const from = ground[channel] ?? 0;
        return 255 * (from + ((full[channel] ?? 0) - from) * share);
      });
      for (let i = 0; i < COLUMN; i++) image.data.set([...pixel, 255], (at * COLUMN + i) * 4);
    });
    context.putImageData(image, 0, 0);
  }

  private hover({ offsetX, offsetY }: MouseEvent): void {
    const { matrix, canvas } = this;
    if (!matrix) return;
    this.at = [
      Math.floor((offsetY / canvas.clientHeight) * matrix.rows.length),
      Math.floor((offsetX / canvas.clientWidth) * matrix.columns.length),
    ];
    this.tell();
  }

  private move(event: KeyboardEvent): void {
    const step = STEPS[event.key];
    if (!step) return;
    event.preventDefault();
    this.at = [this.at[0] + step[0], this.at[1] + step[1]];
    this.tell();
  }

  private tell(): void {
    const { matrix, canvas, cursor } = this;
    if (!matrix || !matrix.rows.length) return;
    const { columns, rows, values } = matrix;
    const row = Math.min(rows.length - 1, Math.max(0, this.at[0]));
    const column = Math.min(columns.length - 1, Math.max(0, this.at[1]));
    this.at = [row, column];
    const head = columns[column];
    const value = values[row * columns.length + column] ?? null;
    this.said.textContent = `${rows[row] ?? ''}: ${head?.name ?? ''} = ${fullNumber(value) || 'missing'}${head ? ` (${ROLES[head.role]})` : ''}`;
    const [width, height] = [
      canvas.clientWidth / columns.length,
      canvas.clientHeight / rows.length,
    ];
    cursor.hidden = false;
    Object.assign(cursor.style, {
      left: `${column * width}px`,
      top: `${row * height}px`,
      width: `${width}px`,
      height: `${Math.max(3, height)}px`,
    });
  }
}
