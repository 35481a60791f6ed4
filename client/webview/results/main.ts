// The results page: listens to the extension, keeps the reader's choices, and shows the tab in front.
import type { AnalysisResult } from '../../../engine/result.js';
import type { FromPage, ToPage } from '../messages.js';
import { onlyWithin } from './across-subjects.js';
import { createBrain } from './brain.js';
import { Answers } from './detail/answers.js';
import { el } from './dom.js';
import { createDesign } from './design.js';
import { exported } from './exports.js';
import { createFigures } from './figures.js';
import { GeometrySource } from './geometry-source.js';
import { createHeader } from './header.js';
import { createLocal } from './local.js';
import { createMethods } from './methods.js';
import { createNulls } from './nulls.js';
import { createOverview } from './overview.js';
import { createParcels } from './parcels.js';
import { createRegions } from './regions.js';
import './results.css';
import './stale.css';
import './design.css';
import './overview.css';
import './parcels.css';
import './regions.css';
import './plots.css';
import './table.css';
import './brain.css';
import './detail/detail.css';
import './heatmap/heatmap.css';
import { createRunDetails } from './run-details.js';
import { readState, TABS, type Tab, type ViewState } from './state.js';
import { createStaleNotice } from './stale-notice.js';
import { createTable } from './table.js';
import { createTabs } from './tabs.js';
import { onThemeChange } from './theme.js';
import { viewOf, type Page, type Part } from './view.js';

interface VsCode {
  postMessage(message: FromPage): void;
  getState(): unknown;
  setState(state: unknown): void;
}
declare function acquireVsCodeApi(): VsCode;

const vscode = acquireVsCodeApi();
const folder = document.body.dataset['folder'] ?? '';
let state: ViewState = readState(vscode.getState());
let result: AnalysisResult | null = null;

const page: Page = {
  change(patch) {
    state = { ...state, ...patch };
    remember();
    show();
  },
  send: (message) => vscode.postMessage(message),
};

const answers = new Answers(
  (message) => page.send(message),
  () => show(),
);
const geometry = new GeometrySource(
  (message) => page.send(message),
  () => show(),
);
const nullsOf = answers.nullsLater.bind(answers);
const header = createHeader(page, nullsOf);
const stale = createStaleNotice(page);
const brain = createBrain(page, { answers, geometry });
const parcels = createParcels(page, (map) => brain.offer(map));
const nulls = createNulls(page);
const parts: Record<Tab, { title: string; part: Part }> = {
  overview: { title: 'Overview', part: createOverview(page) },
  chart: { title: 'Chart', part: createFigures(page, { answers, geometry }) },
  table: { title: 'Table', part: createTable(page) },
  parcels: { title: 'Parcels', part: parcels },
  local: { title: 'Local', part: createLocal(page, { answers, geometry }) },
  regions: { title: 'Regions', part: createRegions(page, { answers, geometry }) },
  brain: { title: 'Brain', part: brain },
  nulls: { title: 'Nulls', part: nulls },
  design: { title: 'Design', part: createDesign() },
  run: { title: 'Run and inputs', part: createRunDetails() },
  methods: { title: 'Methods and licences', part: createMethods(page) },
};
const tabs = createTabs(
  Object.entries(parts).map(([tab, { title, part }]) => ({
    tab: tab as Tab,
    title,
    element: part.element,
  })),
  (tab) => page.change({ tab }),
);
const notice = el('p', { class: 'notice', role: 'status' }, 'Loading the result…');
const content = el(
  'div',
  { class: 'page', hidden: true },
  stale.element,
  header.element,
  tabs.strip,
  tabs.panels,
);
document.body.replaceChildren(notice, content);

function remember(): void {
  vscode.setState({ ...state, folder });
}

function say(message: string): void {
  notice.textContent = message;
  notice.hidden = message === '';
}

function show(): void {
  if (!result) return;
  const view = viewOf(result, state);
  content.hidden = view === null;
  if (!view) return say('This result holds no statistic.');
  const there: Partial<Record<Tab, boolean>> = {
    design: result.design !== undefined,
    local: result.local !== undefined,
    regions: result.withinRegion !== undefined,
    // They are about maps that were compared.
    ...(onlyWithin(result) && { chart: false, table: false, parcels: false, nulls: false }),
  };
  for (const tab of TABS) tabs.offer(tab, there[tab] !== false);
  const tab = there[state.tab] === false ? 'overview' : state.tab;
  tabs.activate(tab);
  header.show(view);
  parts[tab].part.show(view);
}

const receive: { [K in ToPage['type']]: (message: Extract<ToPage, { type: K }>) => void } = {
  result(message) {
    result = message.result;
    stale.hide();
    answers.forget();
    geometry.forget();
    say('');
    show();
  },
  state: (message) => stale.show(message.state),
  brain: (message) => geometry.receive(message.geometry),
  regions: ({ pair, values }) => parcels.receive(pair, values),
  convergence: ({ cell, values }) => nulls.receive(cell, values),
  detail: (message) => answers.receive(message),
  detailFailed: ({ question, message }) => answers.fail(question, message),
  export({ wanted }) {
    const view = result && viewOf(result, state);
    if (view) void exported(view, wanted, nullsOf).then((message) => page.send(message));
  },
  failed({ about, message }) {
    if (about === 'brain') return geometry.fail(message);
    if (about === 'regions') return parcels.fail(message);
    if (about === 'convergence') return nulls.fail(message);
    content.hidden = true;
    say(message);
  },
};

window.addEventListener('message', ({ data }: MessageEvent<ToPage>) => {
  const handler = receive[data.type] as ((message: ToPage) => void) | undefined;
  handler?.(data);
});
onThemeChange(() => Object.values(parts).forEach(({ part }) => part.recolour?.()));
remember();
page.send({ type: 'ready' });
