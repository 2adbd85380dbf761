/**
 * Migrations — các bước nâng cấp dữ liệu.
 *
 * The ordered list, by hand: bundlers and packers must not lose one, and nothing is read from disk.
 * Forward only.
 */
import type { Migration } from 'kysely/migration';
import { up as initial } from './0001-initial.js';
import { up as lexiconAndRecordings } from './0002-lexicon-and-recordings.js';
import { up as emergency } from './0003-emergency.js';
import { up as schedules } from './0004-schedules.js';
import { up as delegations } from './0005-delegations.js';
import { up as series } from './0006-series.js';
import { up as publications } from './0007-publications.js';
import { up as registry } from './0008-registry.js';
import { up as watch } from './0009-watch.js';
import { up as reports } from './0010-reports.js';
import { up as relays } from './0011-relays.js';
import { up as mail } from './0012-mail.js';
import { up as releases } from './0013-releases.js';
import { up as soundRules } from './0014-sound-rules.js';
import { up as commands } from './0015-commands.js';
import { up as photos } from './0016-photos.js';
import { up as boxLogs } from './0017-box-logs.js';
import { up as airedCommunes } from './0018-aired-communes.js';
import { up as clusterGroups } from './0019-cluster-groups.js';
import { up as writers } from './0020-writers.js';
import { up as evaluationRemarks } from './0021-evaluation-remarks.js';
import { up as placeKinds } from './0022-place-kinds.js';
import { up as communes } from './0023-communes.js';
import { up as stations } from './0024-stations.js';
import { up as soundExemptions } from './0025-sound-exemptions.js';
import { up as incidentsLeft } from './0026-incidents-left.js';
import { up as publicationsEarlier } from './0027-publications-earlier.js';
import { up as stationRights } from './0028-station-rights.js';
import { up as placeKindAsked } from './0029-place-kind-asked.js';
import { up as programmeSlot } from './0030-programme-slot.js';
import { up as heardDays } from './0031-heard-days.js';

export const MIGRATIONS: Readonly<Record<string, Migration>> = {
  '0001-initial': { up: initial },
  '0002-lexicon-and-recordings': { up: lexiconAndRecordings },
  '0003-emergency': { up: emergency },
  '0004-schedules': { up: schedules },
  '0005-delegations': { up: delegations },
  '0006-series': { up: series },
  '0007-publications': { up: publications },
  '0008-registry': { up: registry },
  '0009-watch': { up: watch },
  '0010-reports': { up: reports },
  '0011-relays': { up: relays },
  '0012-mail': { up: mail },
  '0013-releases': { up: releases },
  '0014-sound-rules': { up: soundRules },
  '0015-commands': { up: commands },
  '0016-photos': { up: photos },
  '0017-box-logs': { up: boxLogs },
  '0018-aired-communes': { up: airedCommunes },
  '0019-cluster-groups': { up: clusterGroups },
  '0020-writers': { up: writers },
  '0021-evaluation-remarks': { up: evaluationRemarks },
  '0022-place-kinds': { up: placeKinds },
  '0023-communes': { up: communes },
  '0024-stations': { up: stations },
  '0025-sound-exemptions': { up: soundExemptions },
  '0026-incidents-left': { up: incidentsLeft },
  '0027-publications-earlier': { up: publicationsEarlier },
  '0028-station-rights': { up: stationRights },
  '0029-place-kind-asked': { up: placeKindAsked },
  '0030-programme-slot': { up: programmeSlot },
  '0031-heard-days': { up: heardDays },
};
