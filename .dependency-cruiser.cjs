// The walls between the rooms (docs/architecture.md). `npm run boundaries` and test/boundaries.test.ts hold them.
const only = (name, from, allowed, comment) => ({
  name,
  comment,
  severity: 'error',
  from: { path: from },
  to: { path: '^(client|server|language|engine|test)/', pathNot: [from, ...allowed] },
});
const types = (name, from, to) => ({
  name,
  severity: 'error',
  comment: 'Contracts are imported as types only.',
  from: { path: from },
  to: { path: to, dependencyTypesNot: ['type-only'] },
});

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    {
      name: 'no-cycles',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    only('engine-knows-nothing-above', '^engine/', [], 'The engine is plain Node.'),
    only('language-knows-only-the-plan', '^language/', ['^engine/plan\\.ts$']),
    types('language-takes-the-plan-as-types', '^language/', '^engine/'),
    only('server-uses-language-and-engine', '^server/', ['^language/', '^engine/']),
    only('protocol-uses-types', '^server/protocol\\.ts$', ['^engine/(plan|result)\\.ts$']),
    only('cli-uses-language-and-engine', '^client/cli/', [
      '^language/',
      '^engine/',
      '^client/(figures|tables|report)/',
    ]),
    only('extension-uses-contracts', '^client/extension/', [
      '^server/protocol\\.ts$',
      '^engine/(plan|result)\\.ts$',
      '^client/webview/messages\\.ts$',
      '^client/(figures|tables|report)/',
    ]),
    only('webview-uses-contracts', '^client/webview/', [
      '^server/protocol\\.ts$',
      '^engine/(plan|result)\\.ts$',
      '^client/(figures|tables)/',
    ]),
    only(
      'exports-are-pure',
      '^client/(figures|tables|report)/',
      [
        '^server/protocol\\.ts$',
        '^engine/(plan|result)\\.ts$',
        '^client/(figures|tables|report)/',
        '^client/webview/results/(across-subjects|colours|format|labels|model|names|parcel-names|parcel-statistics|rows|words|nulls-words|design-balance|pictures|geometry|flat/(flat-surface|flat-volume|outline))\\.ts$',
      ],
      'What is exported is made of the contracts and of the pure models that the page shows, so that editor and command line share it.',
    ),
    types(
      'client-takes-contracts-as-types',
      '^client/(extension|webview|figures|tables|report)/',
      '^engine/',
    ),
    {
      name: 'vscode-only-in-the-extension',
      severity: 'error',
      from: { pathNot: '^(client/extension|test)/' },
      to: { path: '^vscode$' },
    },
    {
      name: 'langium-only-in-the-language',
      severity: 'error',
      from: { path: '^(engine|client/(extension|webview|figures|tables|report))/' },
      to: { path: 'node_modules/langium/' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: 'language/generated' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: { extensions: ['.ts', '.js', '.json'] },
  },
};
