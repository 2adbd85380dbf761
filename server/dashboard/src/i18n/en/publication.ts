/**
 * Words of publications — lời ở phần gửi lịch tới cụm loa, tiếng Anh.
 *
 * The English side of `vi/publication.ts`, key by key.
 */
import type { publication as vi } from '../vi/publication.js';
import type { Words } from '../words.js';

export const publication: Words<typeof vi> = {
  title: 'Sent to the speakers',
  intro:
    'Which speakers each change of the schedule was sent to, and which have it. Wide changes go to a few communes first.',
  open: 'Sent to speakers',
  none: 'No change of the schedule has been sent yet.',
  noneBody: 'When a line is added or changed, its way to every speaker is shown here.',
  act: {
    add: 'Line added',
    edit: 'Line changed',
    'leave-out': 'Airings left out',
    cancel: 'Line taken off',
    undo: 'Change undone',
    'give-up': 'Change taken back',
    approve: 'Bulletin approved',
    'take-off': 'Bulletin taken off the speakers',
    day: 'Kind of day changed',
    group: 'Group of speakers changed',
    languages: 'Languages changed',
  },
  by: '{{act}} · {{who}} · {{when}}',
  state: {
    running: 'being sent',
    halted: 'stopped by itself',
    sent: 'sent to all',
    'given-up': 'taken back',
    superseded: 'dropped',
  },
  extent: '{{communes}} communes, {{boxes}} speakers',
  stages: 'group {{stage}} of {{stages}}',
  progress: {
    held: 'later group',
    waiting: 'off line',
    sent: 'receiving',
    stored: 'fetching sound',
    ready: 'ready',
    refused: 'refused',
    troubled: 'in trouble',
  },
  follow: 'See each speaker',
  sentAt: 'sent {{when}}',
  arrived: '{{n}} of {{all}} speakers have it',
  haltedTitle: 'A change of the schedule stopped by itself',
  haltedMany: '{{n}} changes of the schedule stopped by themselves',
  heldTitle: 'New plans are not sent to the speakers',
  heldBody:
    'The data of the server was restored from a copy older than the plans that {{n}} speakers hold. They go on with those; every change waits until an administrator has compared.',
  heldOpen: 'Compare and let it go on',
  heldAsk: 'Ask an administrator to open the system log and compare.',
  haltedOpen: 'Look and decide',
  steer: 'Decide',
  steerBody:
    'Open the pages of some speakers that refused to learn why. If the fault lies with them, go on; if it lies with the change, take it back.',
  resume: 'Send the next group',
  resumeTitle: 'Go on although some speakers failed?',
  resumeBody: 'The next group is sent now. If many speakers fail again, it stops again by itself.',
  resumed: 'Going on.',
  giveUp: 'Take the change back',
  giveUpTitle: 'Take this change back?',
  giveUpBody:
    'All speakers go back to the old schedule, also those that have the change. This cannot be undone.',
  gaveUp: 'Taken back.',
  onlyAdmin: 'Only an administrator of this area can go on or take it back.',
};
