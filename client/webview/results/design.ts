// The tab "Design" of analyses with a design: the matrix as an image, groups and pairs, balance of covariates, what ComBat changed.
import type { AnalysisResult, ResultDesign } from '../../../engine/result.js';
import {
  balance,
  balanceGroups,
  isUnbalanced,
  MUCH,
  siteSpreads,
  type BalanceGroup,
} from './design-balance.js';
import { DesignImage, roleColour, ROLES, type Role } from './design-image.js';
import { el, plainTable, section } from './dom.js';
import { formatStatistic, fullNumber, MISSING, plural } from './format.js';
import { PlotFrame } from './plot-frame.js';
import { stripPlot, type Strip } from './strip-plot.js';
import { readTheme } from './theme.js';
import type { Part, View } from './view.js';

/** Properties whose warnings are about the design. */
const PROPERTIES = new Set([
  'design',
  'y_covariates',
  'combat',
  'paired',
  'groups_strategy',
  'comparison_method',
]);

class Design implements Part {
  readonly element = el('div', { class: 'text-tab design-tab' });
  private readonly image = new DesignImage();
  private readonly legend = el('ul', { class: 'legend' });
  private readonly sites = new PlotFrame('Sites before and after ComBat');
  private shown: AnalysisResult | null = null;

  show({ result }: View): void {
    if (this.shown === result) return;
    this.shown = result;
    const { design } = result;
    if (!design) return this.element.replaceChildren(el('p', {}, 'This analysis has no design.'));
    this.element.replaceChildren(
      ...warnings(result),
      section('Rows', facts(design)),
      section('Design matrix', this.legend, this.image.element, matrixTable(design)),
      ...balanceSection(design),
      ...this.combatSection(design),
    );
    this.image.show(design.matrix);
    this.draw(design);
  }

  recolour(): void {
    const design = this.shown?.design;
    if (!design) return;
    this.image.recolour();
    this.draw(design);
  }

  private draw(design: ResultDesign): void {
    const theme = readTheme();
    const roles: (Role | 'missing')[] = [
      ...new Set(design.matrix.columns.map(({ role }) => role)),
      ...(design.matrix.values.includes(null) ? (['missing'] as const) : []),
    ];
    this.legend.replaceChildren(
      ...roles.map((role) => {
        const swatch = el('span', { class: 'mark bar', 'aria-hidden': 'true' });
        swatch.style.color = roleColour(role, theme);
        return el('li', {}, swatch, role === 'missing' ? 'missing' : ROLES[role]);
      }),
      el('li', { class: 'note' }, 'pale: smallest value of a column, full: largest'),
    );
    if (design.combat?.means) this.drawSites(design);
  }

  private combatSection(design: ResultDesign): HTMLElement[] {
    const { combat } = design;
    if (!combat) return [];
    const rounds = combat.sites.map(({ site, rows }) => `${site} (${rows})`).join(', ');
    const said = el('p', {}, `Column ${combat.column}; rows by site: ${rounds}.`);
    if (!combat.means)
      return [
        section(
          'ComBat',
          said,
          el(
            'p',
            {},
            'This result was made before site means were kept. Run the analysis again to see them.',
          ),
        ),
      ];
    return [
      section(
        'ComBat',
        said,
        el(
          'p',
          { class: 'note' },
          'Mean over all parcels of each row, before and after harmonisation.',
        ),
        this.sites.element,
      ),
    ];
  }

  private drawSites(design: ResultDesign): void {
    const spreads = siteSpreads(design);
    const means = design.combat?.means;
    if (!means) return;
    const strips = spreads.flatMap(({ site, before, after }, at): Strip[] =>
      (
        [
          ['before', before, means.before],
          ['after', after, means.after],
        ] as const
      ).map(([when, { mean, sd }, values]) => ({
        name: `${site} ${when}`,
        mean,
        sd,
        points: values.flatMap((value, row) =>
          value !== null && means.site[row] === at
            ? [{ name: design.matrix.rows[row] ?? '', value }]
            : [],
        ),
      })),
    );
    this.sites.show(
      stripPlot(
        {
          label: `Mean over all parcels of each row by site, before and after ComBat: ${spreads.length} sites.`,
          strips,
          axis: 'Mean over all parcels',
          table: {
            headings: ['Site', 'Rows', 'Mean before', 'SD before', 'Mean after', 'SD after'],
            rows: () =>
              spreads.map(({ site, count, before, after }) => [
                site,
                String(count),
                ...[before.mean, before.sd, after.mean, after.sd].map(formatStatistic),
              ]),
          },
        },
        readTheme(),
      ),
    );
  }
}

function facts({ groups, pairs, comparison, regressed, protected: kept, matrix }: ResultDesign) {
  const list = (names: readonly string[]): string => (names.length ? names.join(', ') : 'none');
  const rows: [string, string][] = [
    ['Rows', `${plural(matrix.rows.length, 'row')} of y`],
    ...groups.map(({ level, rows: count }): [string, string] => [
      `Group ${level}`,
      `${plural(count, 'row')} with values`,
    ]),
    ...(comparison
      ? [['Comparison', `${comparison.name}(${comparison.sides.join(', ')})`] as [string, string]]
      : []),
    ...(groups.length
      ? [
          ['Pairs', pairs === null ? 'rows are not paired' : plural(pairs, 'pair')] as [
            string,
            string,
          ],
        ]
      : []),
    [
      'Regressed',
      list([
        ...regressed.continuous,
        ...regressed.categorical.map((name) => `${name} (categorical)`),
      ]),
    ],
    ['Kept', list(kept)],
  ];
  return plainTable('Rows and columns of the design', ['Fact', 'Value'], rows);
}

function matrixTable({ matrix: { columns, rows, values } }: ResultDesign): HTMLElement {
  const twin = el('details', { class: 'plot-twin' }, el('summary', {}, 'Design matrix as a table'));
  twin.addEventListener('toggle', () => {
    if (!twin.open || twin.childElementCount > 1) return;
    const cells = rows.map((name, row) => [
      name,
      ...columns.map((_, at) => fullNumber(values[row * columns.length + at] ?? null) || MISSING),
    ]);
    twin.append(plainTable('Design matrix', ['Row', ...columns.map(({ name }) => name)], cells));
  });
  return twin;
}

const sayGroup = ({ count, mean, sd, ones }: BalanceGroup): string => {
  if (count === 0) return MISSING;
  if (ones !== null) return `${ones} of ${count} (${Math.round((100 * ones) / count)} %)`;
  return `${formatStatistic(mean)} ± ${formatStatistic(sd)}`;
};

function balanceSection(design: ResultDesign): HTMLElement[] {
  const rows = balance(design);
  if (!rows.length) return [];
  const groups = balanceGroups(design);
  const compared = groups.length > 1;
  const off = rows.filter(isUnbalanced);
  const table = plainTable(
    'Covariates by group',
    ['Column', ...groups, ...(compared ? ['SMD', ''] : [])],
    rows.map((row) => [
      row.column,
      ...row.groups.map(sayGroup),
      ...(compared
        ? [formatStatistic(row.difference), isUnbalanced(row) ? `⚠ above ${MUCH}` : '']
        : []),
    ]),
  );
  const note = compared
    ? [
        el(
          'p',
          { class: 'note' },
          `Mean ± standard deviation, or rows that are 1. SMD: difference of the two groups compared in standard deviations; above ${MUCH} is marked.`,
        ),
      ]
    : [el('p', { class: 'note' }, 'Mean ± standard deviation, or rows that are 1.')];
  const warning = off.length
    ? [
        el(
          'p',
          {},
          `The groups differ much in ${off.map(({ column }) => column).join(', ')}: what is regressed may take part of the difference between the groups with it.`,
        ),
      ]
    : [];
  return [section(compared ? 'Balance of covariates' : 'Covariates', table, ...warning, ...note)];
}

function warnings({ warnings: list, plan }: AnalysisResult): HTMLElement[] {
  const source = 'design' in plan ? plan.design : 'yCovariates' in plan ? plan.yCovariates : null;
  const own = list.filter(
    ({ subject }) =>
      (subject?.property !== undefined && PROPERTIES.has(subject.property))
      || (subject?.declaration !== undefined && subject.declaration === source?.declaration),
  );
  if (!own.length) return [];
  return [
    section(
      plural(own.length, 'warning'),
      el('ul', { class: 'warning-list' }, ...own.map(({ message }) => el('li', {}, message))),
    ),
  ];
}

export const createDesign = (): Part => new Design();
