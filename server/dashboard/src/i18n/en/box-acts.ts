/**
 * Words of acts about boxes — lời của nhật ký về cụm loa, tiếng Anh.
 *
 * The English side of `vi/box-acts.ts`, key by key.
 */
import type { boxActs as viBoxActs } from '../vi/box-acts.js';
import type { Words } from '../words.js';

export const boxActs: Words<typeof viBoxActs> = {
  register: 'registered a speaker',
  'enrolment-code': 'took an enrolment code',
  'code-withdrawn': 'took back the enrolment code of',
  enrol: 'enrolled a speaker',
  revoke: 'revoked a speaker',
  stop: 'ordered a stop',
  report: 'asked for its condition',
  'fetch-plan': 'had the plan fetched',
  'test-chime': 'had the test chime sounded',
  'network-test': 'had the network tested',
  'check-files': 'had its files checked',
  'set-volume': 'set the volume of',
  'set-data': 'set the data plan of',
  'collect-log': 'had the log collected of',
  'log-taken': 'downloaded the log of',
  'restart-agent': 'had the software restarted',
  'restart-box': 'had the box restarted',
  'learn-level': 'had the level learnt anew of',
  'place-kind': 'changed the kind of place of',
  'place-kind-ask': 'asked for another kind of place of',
  'place-kind-approve': 'agreed to another kind of place of',
  'place-kind-refuse': 'refused another kind of place of',
  'place-kind-cancel': 'took back the request for another kind of place of',
  'photo-add': 'added a photo of',
  'photo-change': 'changed what a photo shows of',
  'photo-remove': 'removed a photo of',
  'clone-suspected': 'may have a false twin',
  ahead: 'holds a newer plan than the server',
  equivocation: 'was given two texts under one number',
  'root-cut-off': 'must be enrolled again to get new keys',
};
