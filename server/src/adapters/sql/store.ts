/**
 * SQL store — kho dữ liệu trên SQLite hoặc PostgreSQL.
 *
 * One query layer, one set of migrations, two databases. Made without touching anything; `start`
 * opens and migrates, `stop` waits for what is being written and closes.
 */
import type { Store } from '../../ports/store.js';
import { airedStore } from './aired.js';
import { areaStore, settingStore } from './areas.js';
import { auditStore } from './audit.js';
import { boxLogStore } from './box-logs.js';
import { commandStore } from './commands.js';
import { contentStore } from './content.js';
import { delegationStore } from './delegations.js';
import { devicesOf, ticketsOf } from './devices.js';
import { type OpenDatabase, openDatabase, type SqlStoreOptions } from './dialects.js';
import { emergencyStore } from './emergencies.js';
import { incidentsOf, maintenancesOf } from './incidents.js';
import { ledgerStore } from './ledger.js';
import { lexiconStore } from './lexicon.js';
import { mailStore } from './mail.js';
import { migrate } from './migrate.js';
import { peopleStore } from './people.js';
import { photoStore } from './photos.js';
import { plansOf } from './plans.js';
import { publicationStore } from './publications.js';
import { registryStore } from './registry.js';
import { relayStore } from './relays.js';
import { releaseStore } from './releases.js';
import { remarkStore } from './remarks.js';
import { reportsOf } from './reports.js';
import { scheduleStore } from './schedule.js';
import { soundExemptionStore } from './sound-exemptions.js';
import { soundRuleStore } from './sound-rules.js';
import { stationStore } from './stations.js';
import { watchedBoxesOf } from './watched-boxes.js';

export function createSqlStore(options: SqlStoreOptions): Store {
  let database: OpenDatabase | null = null;
  const open = (): OpenDatabase => {
    if (database === null) throw new Error('the store is not started');
    return database;
  };
  const { writer: statuses, ...reports } = reportsOf(open);
  const { writer: records, ...ledger } = ledgerStore(open);
  const { writer: notes, ...watched } = watchedBoxesOf(open);
  return {
    people: peopleStore(open),
    delegations: delegationStore(open),
    areas: areaStore(open),
    content: contentStore(open),
    lexicon: lexiconStore(open),
    schedule: scheduleStore(open),
    relays: relayStore(open),
    soundRules: soundRuleStore(open),
    soundExemptions: soundExemptionStore(open),
    fleet: { ...devicesOf(open), ...ticketsOf(open), ...plansOf(open), ...reports },
    ledger,
    aired: airedStore(open),
    remarks: remarkStore(open),
    emergencies: emergencyStore(open),
    commands: commandStore(open),
    boxLogs: boxLogStore(open),
    watch: { ...watched, ...incidentsOf(open), ...maintenancesOf(open) },
    publications: publicationStore(open),
    releases: releaseStore(open),
    registry: registryStore(open),
    stations: stationStore(open),
    photos: photoStore(open),
    mail: mailStore(open),
    audit: auditStore(open),
    settings: settingStore(open),
    async start() {
      if (database !== null) throw new Error('the store is started already');
      const opened = openDatabase(options);
      try {
        await migrate(opened.db);
      } catch (cause) {
        await opened.db.destroy();
        throw cause;
      }
      database = opened;
    },
    async stop() {
      if (database === null) return;
      await Promise.all([statuses.idle(), records.idle(), notes.idle()]);
      const closing = database.db;
      database = null;
      await closing.destroy();
    },
  };
}
