/**
 * A writer to be killed — tiến trình ghi sẽ bị ngắt.
 *
 * Stores play records and audit events one after another, and says each number only after the store
 * has said that it is kept. Its parent kills it in the middle.
 */
import { createSqlStore } from '#server/adapters/sql/store';
import { box, record, T0 } from './samples.js';

const RECORDS_MAX = 100_000;

const store = createSqlStore(JSON.parse(process.argv[2] ?? ''));
await store.start();
const id = box('killed');
for (let seq = 1; seq <= RECORDS_MAX; seq += 1) {
  const [{ upToSeq }] = await Promise.all([
    store.ledger.addRecords(id, [record(id, seq)], T0),
    store.audit.append({ at: T0, actor: 'a', act: 'test', target: `t:${seq}`, detail: '' }),
  ]);
  process.stdout.write(`${upToSeq}\n`);
}
