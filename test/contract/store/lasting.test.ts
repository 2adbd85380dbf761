/**
 * What a store survives — hợp đồng của kho dữ liệu: mất điện, nâng cấp, mở lại.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, statSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { expect } from 'chai';
import type { SqlStoreOptions } from '#server/adapters/sql/dialects';
import { createSqlStore } from '#server/adapters/sql/store';
import type { Store } from '#server/ports/store';
import { AREAS, seed, USERS } from '../../support/store.js';
import { behind, DATABASES, type DatabaseKind, openStore } from './databases.js';
import {
  ack,
  airing,
  box,
  bulletin,
  device,
  entry,
  plan,
  programme,
  record,
  status,
  T0,
} from './samples.js';

const A = box('a');

/** Something of everything, the same as lies in the fixtures. */
async function fill(store: Store): Promise<void> {
  await seed(store);
  await store.content.addBulletin(bulletin());
  await store.schedule.addEntries([{ entry: entry(), programme: programme() }]);
  await store.fleet.addDevice(device(A));
  await store.fleet.putPlans([plan(A, 1)], [airing(A, T0 + 10)], T0);
  await store.fleet.putStatus(A, status(A, T0), T0);
  await store.fleet.putAck(A, ack(A, T0), T0);
  await store.ledger.addRecords(A, [record(A, 1), record(A, 3)], T0);
  await store.audit.append({ at: T0, actor: 'lan', act: 'login', target: 'user:1', detail: 'ổn' });
  await store.settings.putSetting('epoch', '1');
}

async function contents(store: Store): Promise<unknown> {
  const { id, sourceName } = bulletin();
  const [event] = await store.audit.events(9);
  return {
    areas: (await store.areas.areas()).length,
    user: await store.people.userByName('official'),
    bulletin: await store.content.bulletin(id),
    found: (
      await store.content.bulletins({ areaIds: [bulletin().areaId], search: sourceName, limit: 9 })
    ).length,
    entry: await store.schedule.entry(entry().id),
    programme: await store.schedule.programme(programme().id),
    device: await store.fleet.device(A),
    plan: await store.fleet.plan(A),
    planned: await store.ledger.planned({ fromAt: 0, toAt: T0 * 2, limit: 9 }),
    report: await store.fleet.report(A),
    upToSeq: await store.ledger.upToSeq(A),
    records: (await store.ledger.recordsOf(A, 9)).map((one) => one.record),
    audit: { act: event?.act, detail: event?.detail, broken: await store.audit.firstBroken() },
    setting: await store.settings.setting('epoch'),
  };
}

const EXPECTED = {
  areas: AREAS.length,
  user: USERS.find(({ username }) => username === 'official'),
  bulletin: bulletin(),
  found: 1,
  entry: entry(),
  programme: programme(),
  device: device(A),
  plan: plan(A, 1),
  planned: [airing(A, T0 + 10)],
  report: {
    deviceId: A,
    online: false,
    lastSeenAt: T0,
    bootId: `boot-${T0}`,
    status: status(A, T0),
    statusAt: T0,
    ack: ack(A, T0),
    ackAt: T0,
  },
  upToSeq: 1,
  records: [record(A, 3), record(A, 1)],
  audit: { act: 'login', detail: 'ổn', broken: null },
  setting: '1',
};

const messageOf = (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => 'no fault',
    (cause: unknown) => String(cause),
  );

/** Starts the writer, kills it without warning after `count` promises, and returns the last one. */
async function killedAfter(options: SqlStoreOptions, count: number): Promise<number> {
  const writer = fileURLToPath(new URL('./writer.ts', import.meta.url));
  const args = ['--import=tsx', '--conditions=source', writer];
  const child = spawn(process.execPath, [...args, JSON.stringify(options)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let last = 0;
  for await (const line of createInterface({ input: child.stdout })) {
    last = Number(line);
    if (last === count) child.kill('SIGKILL');
  }
  if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
  return last;
}

/** Loads what the first released version left behind. */
async function released(kind: DatabaseKind): Promise<SqlStoreOptions> {
  const { options, script } = await kind.create();
  await behind(options, () => Promise.resolve());
  script(readFileSync(`test/contract/store/fixtures/0001-${kind.name}.sql`, 'utf8'));
  return options;
}

for (const kind of DATABASES) {
  describe(`A store on ${kind.name}`, () => {
    it('does nothing before its start and nothing after its stop', async () => {
      const { options } = await kind.create();
      const store = createSqlStore(options);
      expect(await messageOf(store.areas.areas())).to.contain('not started');
      await store.stop();
      await store.start();
      expect(await messageOf(store.start())).to.contain('started already');
      expect(await store.areas.areas()).to.deep.equal([]);
      await store.stop();
      await store.stop();
      expect(await messageOf(store.areas.areas())).to.contain('not started');
    });

    it('has everything when it is opened again, and finishes what was being written', async () => {
      const { store, options } = await openStore(kind);
      await fill(store);
      await store.fleet.addDevice(device(box('late')));
      const late = store.ledger.addRecords(box('late'), [record(box('late'), 1)], T0);
      await store.stop();
      expect((await late).upToSeq).to.equal(1);
      await store.start();
      expect(await contents(store)).to.deep.equal(EXPECTED);
      await store.stop();
      const other = createSqlStore(options);
      await other.start();
      expect(await other.ledger.upToSeq(box('late'))).to.equal(1);
      await other.stop();
    });

    it('has every record it promised when its process is killed in the middle', async () => {
      const { store, options } = await openStore(kind);
      await seed(store);
      const id = box('killed');
      await store.fleet.addDevice(device(id));
      await store.stop();
      const promised = await killedAfter(options, 40);
      expect(promised).to.be.at.least(40);
      await store.start();
      const stored = await store.ledger.recordsOf(id, 100_000);
      expect(await store.ledger.upToSeq(id)).to.be.at.least(promised);
      expect(stored.map(({ seq }) => seq).reverse()).to.deep.equal(
        stored.map((_, index) => index + 1),
      );
      expect((await store.audit.events(100_000)).length).to.be.at.least(promised);
      expect(await store.audit.firstBroken()).to.equal(null);
      await store.stop();
    });

    it('may be written by two processes at once, and neither is refused', async () => {
      const { store, options } = await openStore(kind);
      await seed(store);
      await store.fleet.addDevice(device(box('killed')));
      const other = killedAfter(options, 40);
      let mine = 0;
      let theirs = 0;
      // Until both have written much, alternately as it happens.
      while (theirs < 40 && mine < 2_000) {
        await store.audit.append({ at: T0, actor: 'b', act: 'test', target: 't', detail: '' });
        mine += 1;
        theirs = await store.ledger.upToSeq(box('killed'));
        await pause(2);
      }
      const promised = await other;
      const events = await store.audit.events(100_000);
      expect(events.filter(({ actor }) => actor === 'b')).to.have.length(mine);
      expect(events.filter(({ actor }) => actor === 'a').length).to.be.at.least(promised);
      expect(promised).to.be.at.least(40);
      expect(await store.audit.firstBroken()).to.equal(null);
      await store.stop();
    });

    it('reads and goes on with what the first released version wrote', async () => {
      const options = await released(kind);
      const store = createSqlStore(options);
      await store.start();
      expect(await contents(store)).to.deep.equal(EXPECTED);
      expect(await store.ledger.addRecords(A, [record(A, 2)], T0)).to.deep.include({ upToSeq: 3 });
      await store.audit.append({ at: T0, actor: 'lan', act: 'logout', target: 'u', detail: '' });
      expect(await store.audit.firstBroken()).to.equal(null);
      await store.stop();
    });

    it('refuses a database of a newer version, and leaves it as it is', async () => {
      const { store, options, script } = await openStore(kind);
      await store.stop();
      script(`insert into kysely_migration (name, timestamp) values ('9999-later', 'x')`);
      expect(await messageOf(store.start())).to.contain('newer version (9999-later)');
      const other = createSqlStore(options);
      expect(await messageOf(other.start())).to.contain('newer version');
      await other.stop();
    });
  });
}

describe('A store in an SQLite file', () => {
  it('is for its owner alone, and set to survive a power cut at every open', async () => {
    const { store, options } = await openStore(DATABASES[0]!);
    if (options.dialect !== 'sqlite') throw new Error('SQLite is the first database');
    expect(statSync(options.path).mode & 0o777).to.equal(0o600);
    await store.stop();
    const settings = await behind(options, async (db) => {
      const ask = async (name: string) => {
        const query = {
          kind: 'RawNode',
          sqlFragments: [`pragma ${name}`],
          parameters: [],
        } as const;
        const node = { sql: `pragma ${name}`, parameters: [], query, queryId: { queryId: name } };
        const [row] = (await db.executeQuery<Record<string, unknown>>(node)).rows;
        return Object.values(row ?? {})[0];
      };
      return [await ask('journal_mode'), await ask('synchronous'), await ask('foreign_keys')];
    });
    expect(settings).to.deep.equal(['wal', 2, 1]);
  });

  it('has the shape of a new one after every step since the first release', async () => {
    const shape = (path: string) => {
      const file = new DatabaseSync(path, { readOnly: true });
      const rows = file.prepare('select name, sql from sqlite_master order by name').all();
      file.close();
      return rows.map((row) => [row['name'], row['sql']]);
    };
    const pathOf = (options: SqlStoreOptions) => (options.dialect === 'sqlite' ? options.path : '');
    const fresh = await openStore(DATABASES[0]!);
    await fresh.store.stop();
    const options = await released(DATABASES[0]!);
    const store = createSqlStore(options);
    await store.start();
    await store.stop();
    expect(shape(pathOf(options))).to.deep.equal(shape(pathOf(fresh.options)));
  });
});
