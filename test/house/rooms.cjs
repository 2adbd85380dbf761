/**
 * Who may import whom — phòng nào vào được phòng nào.
 *
 * The import table of the house as rules of dependency-cruiser, each with its reason. Tests, benches
 * and the simulator look at every room from outside and are not judged here.
 */
const to = (path) => ({ path });
const never = (name, comment, from, target) => ({
  name,
  comment,
  severity: 'error',
  from,
  to: target,
});

/** The two files of a room that know both columns of the house: ports and adapters. */
const WIRING = '^(server|edge-agent)/src/(main|cli)(\\.ts$|/)';
const PURE_PACKAGES = '^node_modules/(rrule-temporal|temporal-polyfill|temporal-spec)/';
const NOT_TYPES = { dependencyTypesNot: ['type-only'] };
const NPM = '(^|/)node_modules/';

const bottom = [
  never(
    'no-cycles',
    'Two files that need each other are one file, or hide a third.',
    {},
    { circular: true },
  ),
  never(
    'nothing-unresolved',
    'An import that leads nowhere fails on the first machine that runs it.',
    {},
    { couldNotResolve: true },
  ),
  never(
    'shared-knows-nobody',
    'shared/ is the bottom: no room, no Node, only zod.',
    to('^shared/src'),
    { pathNot: ['^shared/src', '^node_modules/zod/'] },
  ),
  never(
    'core-is-pure',
    'A core sees itself and shared/. No Node, no shell, no package but pure calendar arithmetic.',
    to('^(server|edge-agent)/src/core'),
    { pathNot: ['^(server|edge-agent)/src/core', '^shared/src', PURE_PACKAGES] },
  ),
];

const rooms = [
  never(
    'rooms-do-not-visit',
    'Server and agent talk over MQTT, not over imports.',
    to('^server/(src|dashboard)'),
    to('^edge-agent/'),
  ),
  never(
    'rooms-do-not-visit-back',
    'Server and agent talk over MQTT, not over imports.',
    to('^edge-agent/src'),
    to('^server/'),
  ),
  never(
    'dashboard-is-a-client',
    'The browser sees the wire types and its own packages, and nothing behind them.',
    to('^server/dashboard'),
    { pathNot: ['^server/dashboard', '^shared/src', NPM] },
  ),
  never(
    'nobody-imports-the-dashboard',
    'The server hands out built files; it does not know what draws them.',
    to('^(shared|server|edge-agent)/src'),
    to('^server/dashboard'),
  ),
  never(
    'signer-stands-alone',
    'The process that holds the key shares no code with the web, and no package with anybody.',
    to('^server/src/signer'),
    { pathNot: ['^server/src/signer', '^shared/src'], dependencyTypesNot: ['core'] },
  ),
  never(
    'nobody-imports-signer',
    'The key is reached through a socket, never through an import.',
    { path: '^(shared|server|edge-agent)/src', pathNot: '^server/src/signer' },
    to('^server/src/signer'),
  ),
  never(
    'nobody-imports-tests',
    'Product code does not know it is tested.',
    to('^(shared|server|edge-agent)/'),
    to('^(test|deploy)/'),
  ),
];

const PORTS = '^(server|edge-agent)/src/ports(/|\\.ts$)';

const hexagon = [
  never(
    'ports-are-promises',
    'A port says what is needed, in words of the core. It holds no code and names no library.',
    to(PORTS),
    { pathNot: [PORTS, '^(server|edge-agent)/src/core', '^shared/src'] },
  ),
  never(
    'ports-import-types-only',
    'A port vanishes when compiled.',
    { path: PORTS },
    { path: '^(shared|server|edge-agent)/', ...NOT_TYPES },
  ),
  never(
    'flows-see-ports-only',
    'A flow names a port; main.ts chooses the adapter and its library.',
    to('^(server/src/flows|edge-agent/src/shell)'),
    { path: ['^(server|edge-agent)/src/(adapters|main|cli|config)', NPM] },
  ),
  never(
    'flows-see-no-node',
    'Disk, network and clock are behind ports, so that a flow runs in a test as in a province.',
    to('^(server/src/flows|edge-agent/src/shell)'),
    { dependencyTypes: ['core'] },
  ),
  never(
    'flows-take-port-types-only',
    'A flow names a port as a type; the thing itself is handed in.',
    to('^(server/src/flows|edge-agent/src/shell)'),
    { path: PORTS, ...NOT_TYPES },
  ),
  never(
    'only-main-wires',
    'Only main.ts and cli.ts may know that an adapter exists.',
    { path: '^(server|edge-agent)/src', pathNot: [WIRING, '^(server|edge-agent)/src/adapters/'] },
    to('^(server|edge-agent)/src/adapters/'),
  ),
  never(
    'nobody-imports-main',
    'main.ts and cli.ts stand on top; settings are handed down, never fetched.',
    { path: '^(server|edge-agent)/src', pathNot: WIRING },
    to('^(server|edge-agent)/src/(main|cli)(\\.ts$|/)'),
  ),
  never(
    'adapters-are-strangers',
    'An adapter does not import another kind of adapter: main.ts introduces them.',
    to('^(server|edge-agent)/src/adapters/([^/]+)/'),
    { path: '^$1/src/adapters/', pathNot: '^$1/src/adapters/$2/' },
  ),
  never(
    'adapter-files-are-strangers',
    'An adapter of one file stands alone.',
    to('^(server|edge-agent)/src/adapters/[^/]+\\.ts$'),
    to('^(server|edge-agent)/src/adapters/'),
  ),
  never(
    'adapters-know-types-only',
    'An adapter translates: ports, flows and core reach it as types and arguments.',
    to('^(server|edge-agent)/src/adapters/'),
    { path: '^(server|edge-agent)/src/(core|ports|flows|shell|config)', ...NOT_TYPES },
  ),
  never(
    'no-orphans',
    'A file nobody imports is a file nobody needs.',
    { orphan: true, pathNot: [WIRING, '/main\\.tsx?$', '\\.d\\.ts$'] },
    {},
  ),
];

module.exports = {
  forbidden: [...bottom, ...rooms, ...hexagon],
  options: {
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '(^|/)(dist|\\.cache)/' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['source', 'import', 'node', 'types'],
    },
  },
};
