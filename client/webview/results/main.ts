// The results page: listens to the extension, keeps the reader's choices, and shows the tab in front.
import type { AnalysisResult } from '../../../engine/result.js';
import type { FromPage, ToPage } from '../messages.js';
import { createBrain } from './brain.js';
import { Answers } from './detail/answers.js';
import { el } from './dom.js';
import { createFigures } from './figures.js';
import { GeometrySource } from './geometry-source.js';
import { createHeader } from './header.js';
import { createMethods } from './methods.js';
import { createParcels } from './parcels.js';
import './results.css';
import './parcels.css';
import './brain.css';
import './detail/detail.css';
import './heatmap/heatmap.css';
import { createRunDetails } from './run-details.js';
import { readState, type Tab, type ViewState } from './state.js';
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
const header = createHeader(page);
const brain = createBrain(page, { answers, geometry });
const parcels = createParcels(page, (map) => brain.offer(map));
const parts: Record<Tab, { title: string; part: Part }> = {
  chart: { title: 'Chart', part: createFigures(page, { answers, geometry }) },
  table: { title: 'Table', part: createTable(page) },
  parcels: { title: 'Parcels', part: parcels },
  brain: { title: 'Brain', part: brain },
  run: { title: 'Null model and run', part: createRunDetails() },
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
const content = el('div', { class: 'page', hidden: true }, header.element, tabs.strip, tabs.panels);
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
  tabs.activate(state.tab);
  header.show(view);
  parts[state.tab].part.show(view);
}

const receive: { [K in ToPage['type']]: (message: Extract<ToPage, { type: K }>) => void } = {
  result(message) {
    result = message.result;
    answers.forget();
    geometry.forget();
    say('');
    show();
  },
  brain: (message) => geometry.receive(message.geometry),
  regions: ({ pair, values }) => parcels.receive(pair, values),
  detail: (message) => answers.receive(message),
  detailFailed: ({ question, message }) => answers.fail(question, message),
  failed({ about, message }) {
    if (about === 'brain') return geometry.fail(message);
    if (about === 'regions') return parcels.fail(message);
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
