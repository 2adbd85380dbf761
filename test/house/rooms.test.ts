/**
 * Import rooms — phòng nào vào được phòng nào.
 *
 * The tree keeps the import table, and one planted fault for each rule is found by that rule's name.
 */
import { join } from 'node:path';
import { expect } from 'chai';
import { runTool, withPlanted } from './tool.js';
import { ROOT } from './tree.js';

const ROOMS = ['shared/src', 'server/src', 'server/dashboard/src', 'edge-agent/src'];

const CONFIG = `--config=${join(ROOT, 'test/house/rooms.cjs')}`;

/** rule → the file that breaks it, what it imports, and whether as a type. */
const FAULTS: Readonly<Record<string, readonly [path: string, statement: string][]>> = {
  'no-cycles': [['shared/src/cycle.ts', "import './cycle-back.js';"]],
  'nothing-unresolved': [['shared/src/lost.ts', "import './nowhere.js';"]],
  'shared-knows-nobody': [
    ['shared/src/room.ts', "import '../../server/src/core/base.js';"],
    ['shared/src/node.ts', "import 'node:os';"],
  ],
  'core-is-pure': [
    ['server/src/core/node.ts', "import 'node:fs';"],
    ['server/src/core/package.ts', "import 'zod';"],
    ['server/src/core/upward.ts', "import type { P } from '../ports/port.js';"],
  ],
  'rooms-do-not-visit': [['server/src/main.ts', "import '../../edge-agent/src/core/base.js';"]],
  'rooms-do-not-visit-back': [
    ['edge-agent/src/main.ts', "import '../../server/src/core/base.js';"],
  ],
  'dashboard-is-a-client': [
    ['server/dashboard/src/peek.tsx', "import '../../src/core/base.js';"],
    ['server/dashboard/src/node.tsx', "import 'node:fs';"],
  ],
  'nobody-imports-the-dashboard': [
    ['server/src/adapters/http/page.ts', "import '../../../dashboard/src/main.js';"],
  ],
  'signer-stands-alone': [
    ['server/src/signer/core.ts', "import '../core/base.js';"],
    ['server/src/signer/package.ts', "import 'zod';"],
  ],
  'nobody-imports-signer': [['server/src/flows/sign.ts', "import '../signer/main.js';"]],
  'nobody-imports-tests': [['edge-agent/src/core/tested.ts', "import '../../../test/tool.js';"]],
  'ports-are-promises': [['server/src/ports/library.ts', "import type { Z } from 'zod';"]],
  'ports-import-types-only': [
    ['server/src/ports/value.ts', "import { a } from '../core/base.js';"],
  ],
  'flows-see-ports-only': [
    ['server/src/flows/adapter.ts', "import '../adapters/sql/store.js';"],
    ['server/src/flows/package.ts', "import 'zod';"],
    ['edge-agent/src/shell.ts', "import './adapters/disk.js';"],
  ],
  'flows-see-no-node': [['server/src/flows/node.ts', "import 'node:fs';"]],
  'flows-take-port-types-only': [['server/src/flows/port.ts', "import '../ports/port.js';"]],
  'only-main-wires': [['server/src/tick.ts', "import './adapters/sql/store.js';"]],
  'nobody-imports-main': [['server/src/flows/top.ts', "import type { M } from '../cli.js';"]],
  'adapters-are-strangers': [['server/src/adapters/http/sql.ts', "import '../sql/store.js';"]],
  'adapter-files-are-strangers': [['edge-agent/src/adapters/disk.ts', "import './link.js';"]],
  'adapters-know-types-only': [['server/src/adapters/sql/core.ts', "import '../../core/base.js';"]],
  'no-orphans': [['server/src/core/alone.ts', '']],
};

/** The other half of the planted cycle. */
const CYCLE_BACK = { 'shared/src/cycle-back.ts': "import './cycle.js';" };

/** What a clean house looks like: every allowed kind of import, once. */
const SOUND: Readonly<Record<string, string>> = {
  'tsconfig.json': '{}',
  'package.json': '{"name":"planted","type":"module"}',
  'node_modules/zod/package.json': '{"name":"zod","type":"module","exports":"./index.js"}',
  'node_modules/zod/index.js': 'export {};',
  'test/tool.ts': 'export const t = 1;',
  'shared/src/base.ts': "import 'zod';",
  'server/src/core/base.ts': "import '../../../shared/src/base.js';\nexport const a = 1;",
  'server/src/ports/port.ts': "import type { A } from '../core/base.js';",
  'server/src/flows/flow.ts':
    "import '../core/base.js';\nimport type { P } from '../ports/port.js';",
  'server/src/adapters/sql/store.ts':
    "import 'node:fs';\nimport 'zod';\nimport type { P } from '../../ports/port.js';\nimport type { A } from '../../core/base.js';",
  'server/src/adapters/http/app.ts': "import type { F } from '../../flows/flow.js';",
  'server/src/main.ts':
    "import './flows/flow.js';\nimport './adapters/sql/store.js';\nimport './adapters/http/app.js';",
  'server/src/cli.ts': "import './main.js';",
  'server/src/signer/main.ts': "import 'node:net';\nimport '../../../shared/src/base.js';",
  'server/dashboard/src/main.tsx': "import 'zod';\nimport '../../../shared/src/base.js';",
  'edge-agent/src/core/base.ts': "import '../../../shared/src/base.js';",
  'edge-agent/src/adapters/link.ts': "import type { A } from '../core/base.js';",
  'edge-agent/src/adapters/disk.ts': "import 'node:fs';",
  'edge-agent/src/shell.ts': "import './core/base.js';",
  'edge-agent/src/main.ts':
    "import './shell.js';\nimport './adapters/link.js';\nimport './adapters/disk.js';",
};

type Violation = { readonly from: string; readonly rule: { readonly name: string } };

/** `rule path` of every violation in a tree made of `files`. */
const violationsOf = (files: Readonly<Record<string, string>>): string[] =>
  withPlanted(files, (folder) => {
    const { output } = runTool(
      'dependency-cruiser',
      'depcruise',
      [CONFIG, '--output-type=json', ...ROOMS],
      folder,
    );
    const { summary } = JSON.parse(output) as { summary: { violations: Violation[] } };
    return summary.violations.map(({ from, rule }) => `${rule.name} ${from}`);
  });

describe('house/rooms', function () {
  this.timeout(120_000);

  it('nobody in this repository imports what is not theirs', () => {
    const { ok, output } = runTool('dependency-cruiser', 'depcruise', [
      CONFIG,
      '--output-type=err-long',
      ...ROOMS,
    ]);
    expect(ok, output).to.equal(true);
  });

  it('a clean house is reported clean', () => {
    expect(violationsOf(SOUND)).to.deep.equal([]);
  });

  it('each planted fault is found by its rule', () => {
    const planted = Object.values(FAULTS).flat();
    const found = violationsOf({ ...SOUND, ...CYCLE_BACK, ...Object.fromEntries(planted) });
    const wanted = Object.entries(FAULTS).flatMap(([rule, faults]) =>
      faults.map(([path]) => `${rule} ${path}`),
    );
    // A cycle is reported once, at either of its files: hence the beginning of the path.
    const isFound = (one: string): boolean =>
      found.some((violation) => violation.startsWith(one.replace(/\.tsx?$/, '')));
    expect(wanted.filter((one) => !isFound(one))).to.deep.equal([]);
  });
});
