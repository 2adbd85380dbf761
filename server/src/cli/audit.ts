/**
 * loaso audit — kiểm chuỗi nhật ký hệ thống.
 *
 * Recomputes the hash chain of the audit log and names the first row that does not fit.
 */
import { readConfig } from '../config.js';
import { createStore } from '../main/store.js';

export async function audit(): Promise<number> {
  const store = createStore(readConfig(null));
  await store.start();
  try {
    const broken = await store.audit.firstBroken();
    const [newest] = await store.audit.events(1);
    const text = broken === null ? `intact, ${newest?.seq ?? 0} rows` : `broken at row ${broken}`;
    process.stdout.write(`audit log: ${text}\n`);
    return broken === null ? 0 : 1;
  } finally {
    await store.stop();
  }
}
