/** The order of the house (docs/decisions, README): imports point down, a domain only to earlier ones, through their face. */
const LAYERS = [
  'src/main',
  'src/cli',
  'src/conformance',
  'src/app',
  'src/channels',
  'src/domains',
  'src/platform',
  'src/plugin-kit',
  'src/proof',
  'src/shared',
];

const DOMAINS = [
  'places',
  'people',
  'network',
  'catalogue',
  'shops',
  'stock',
  'orders',
  'circulation',
  'trace',
  'outlets',
  'settlement',
  'support',
  'training',
  'market',
];

const below = (path) => `^${path}(/|\\.|$)`;

const upward = LAYERS.slice(1).map((layer, index) => ({
  name: `${layer.slice(4)}-imports-down`,
  comment: `${layer} knows nothing of ${LAYERS.slice(0, index + 1).join(', ')}.`,
  severity: 'error',
  from: { path: below(layer) },
  to: { path: LAYERS.slice(0, index + 1).map(below) },
}));

const laterDomains = DOMAINS.slice(0, -1).map((domain, index) => ({
  name: `${domain}-knows-no-later-domain`,
  comment: 'A domain imports earlier ones; what it needs of a later one comes back by an event or a contributed field.',
  severity: 'error',
  from: { path: `^src/domains/${domain}/` },
  to: { path: `^src/domains/(${DOMAINS.slice(index + 1).join('|')})/` },
}));

const DRAWERS = '^(src|plugins|migrations)/.*/(utils|helpers|common|lib|misc)(/|[.]ts$)';

/** A rule on modules themselves: whether they import or are imported. */
function everywhere(name, comment, which) {
  const rule = { comment, severity: 'error' };
  return [
    { ...rule, name, from: which, to: {} },
    { ...rule, name: `${name}-imported`, from: {}, to: which },
  ];
}

module.exports = {
  forbidden: [
    { name: 'no-cycles', severity: 'error', from: {}, to: { circular: true } },
    ...upward,
    ...laterDomains,
    {
      name: 'domains-by-their-face',
      comment: 'Another domain is its index.ts.',
      severity: 'error',
      from: { path: '^src/domains/([^/]+)/' },
      to: { path: '^src/domains/([^/]+)/', pathNot: ['^src/domains/$1/', '^src/domains/[^/]+/index\\.ts$'] },
    },
    {
      name: 'domains-by-their-face-from-above',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/domains/' },
      to: { path: '^src/domains/[^/]+/', pathNot: '^src/domains/[^/]+/index\\.ts$' },
    },
    ...everywhere('known-domains', 'A new domain takes its place in the order above.', {
      path: '^src/domains/[^/]+/',
      pathNot: `^src/domains/(${DOMAINS.join('|')})/`,
    }),
    {
      name: 'platform-parts-by-their-face',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/platform/' },
      to: { path: '^src/platform/', pathNot: '^src/platform/([^/]+|persistence/embedded)/index\\.ts$' },
    },
    {
      name: 'shared-imports-nothing',
      comment: 'Money, quantity, clock: no I/O and nothing from above.',
      severity: 'error',
      from: { path: '^src/shared/' },
      to: { pathNot: '^src/shared/' },
    },
    {
      name: 'client-stands-alone',
      comment: 'It runs at the other end of the line, in terminals and browsers.',
      severity: 'error',
      from: { path: '^src/client/' },
      to: { path: ['^src/', '^plugins/', '^migrations/'], pathNot: '^src/client/' },
    },
    {
      name: 'server-needs-no-client',
      severity: 'error',
      from: { path: ['^src/', '^plugins/', '^migrations/'], pathNot: '^src/client/' },
      to: { path: '^src/client/' },
    },
    {
      name: 'client-needs-no-node',
      comment: 'What needs Node is in client/node.ts: a bundle for browsers has no polyfill.',
      severity: 'error',
      from: { path: '^src/client/', pathNot: '^src/client/node\\.ts$' },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'proof-stands-alone',
      comment: 'Whoever has a proof checks it, without the server: in a browser, or in a program of their own.',
      severity: 'error',
      from: { path: '^src/proof/' },
      to: { path: ['^src/', '^plugins/', '^migrations/', '^node_modules/'], pathNot: '^src/proof/' },
    },
    {
      name: 'proof-needs-no-node',
      severity: 'error',
      from: { path: '^src/proof/', pathNot: '^src/proof/on-node\\.ts$' },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'plug-ins-import-the-kit-alone',
      severity: 'error',
      from: { path: '^plugins/([^/]+)/' },
      to: { path: ['^src/', '^plugins/', '^migrations/'], pathNot: ['^src/plugin-kit/', '^plugins/$1/'] },
    },
    {
      name: 'plug-ins-are-composed-by-app',
      severity: 'error',
      from: { path: '^(src|migrations)/', pathNot: '^src/app/' },
      to: { path: '^plugins/' },
    },
    {
      name: 'migrations-stand-alone',
      comment: 'A migration is history: it must not change when the code does.',
      severity: 'error',
      from: { path: '^migrations/' },
      to: { path: '^(src|plugins)/' },
    },
    {
      name: 'migrations-are-run-by-persistence-and-app',
      severity: 'error',
      from: { path: '^(src|plugins)/', pathNot: '^src/(app|platform/persistence)/' },
      to: { path: '^migrations/' },
    },
    ...everywhere('no-drawers', 'A folder or file is named after what it holds.', { path: DRAWERS }),
    {
      name: 'no-orphans',
      comment: 'Nobody imports it: it is dead.',
      severity: 'error',
      from: { orphan: true },
      to: {},
    },
    {
      name: 'no-development-dependencies',
      severity: 'error',
      from: { path: '^(src|plugins|migrations)/' },
      to: { dependencyTypes: ['npm-dev', 'npm-no-pkg', 'npm-unknown'], dependencyTypesNot: ['type-only'] },
    },
    { name: 'resolvable', severity: 'error', from: {}, to: { couldNotResolve: true } },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'node', 'default', 'types'] },
  },
};
