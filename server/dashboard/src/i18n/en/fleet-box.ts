/**
 * Words of one box — lời của một cụm, tiếng Anh.
 *
 * The English side of `vi/fleet-box.ts`, key by key.
 */
import type { fleetBox as vi } from '../vi/fleet-box.js';
import type { Words } from '../words.js';

export const fleetBox: Words<typeof vi> = {
  data: {
    title: 'SIM data this month',
    used: '{{used}} used',
    usedOf: '{{used}} used of {{budget}} in the plan',
    asOf: 'as it told {{age}}',
    forecast: 'If it goes on like this, the month comes to about {{size}}.',
    young: 'The month is too young to say what it will come to.',
    lasts: 'It lasts to the end of the month.',
    free: 'No data plan is set at this speaker, so nobody knows when it ends.',
    short:
      'The plan ends before the month. Near the end the box fetches only what is due soon; warnings are always fetched. Top it up or take another plan.',
    over: 'The plan of this month is used up: only warnings are fetched, new bulletins may not sound. Top it up.',
    notYet:
      'It has not told this month yet (last {{age}}), so nobody knows what is used. It tells by itself when it is back.',
    noTime: 'Its clock is not right, so it does not know the month and cannot count for it.',
    planSet: 'Set {{when}}{{by}}: {{mb}} MB a month, from day {{day}} on.',
    planFile: 'As in the settings file of the box; the office has set nothing from afar.',
    planOld: 'It cannot be set from afar yet: the box needs newer software.',
    planMb: 'Plan of the SIM, MB a month',
    planMbNote: 'From {{min}} to {{max}} MB. Beyond it the box fetches warnings alone.',
    planDay: 'Its month begins on day',
    planDayNote: 'The day on which the operator renews it, 1 to 28.',
    planVerb: 'Set the plan',
    planAsFile: 'As in its settings',
  },
  dataMany: {
    verb: 'Set SIM plans',
    title: 'Set the SIM plan of the speakers listed',
    which: 'Only those whose plan is now',
    any: 'Any plan',
    file: 'As in their settings ({{n}})',
    plan: '{{mb}} MB from day {{day}} on ({{n}})',
    reached: 'Goes to {{n}} speakers that are in contact.',
    away: '{{n}} are out of contact and do not get it: come back when they are on line.',
    old: '{{n}} need newer software and cannot be set from afar.',
    expiry:
      'A signed order; a box that gets it after two minutes does not follow it. Each answers for itself.',
    done: '{{done}} of {{all}} speakers say that they have this plan',
    waiting: 'sent, its word is awaited (two minutes as a rule)',
  },
  command: {
    title: 'Control',
    stop: 'Stop now',
    stopTitle: 'Stop this speaker?',
    stopBody:
      'It falls silent at once and drops the rest of what is on air. Later airings stay as planned.',
    stopSent: 'The signed stop was sent.',
    report: 'Ask for its condition',
    'test-chime': 'Test chime',
    'network-test': 'Test the network',
    'check-files': 'Check its files',
    'set-volume': 'Set the volume',
    volumeLabel: 'Volume, of what is permitted',
    volumeAll: '100% (all of it)',
    volumeNow:
      'Turned down to {{percent}}% of what is permitted, set {{when}}{{by}}. Warnings sound at the whole volume.',
    'set-data': 'Set the data plan',
    'collect-log': 'Collect the log',
    takeLog: 'Download the log',
    'fetch-plan': 'Fetch the plan',
    'restart-agent': 'Restart its software',
    'restart-box': 'Restart the box',
    'learn-level': 'Learn its level anew',
    learnNote:
      'Have you turned the amplifier, a horn or the microphone? The box forgets how loud it used to be and learns it from the next three plays.',
    restartTitle: 'Restart the whole box?',
    restartBody:
      'It is away for a minute or a few and comes back by itself; plan, files and records stay. It refuses while something sounds or is near, and does so three times a day at most.',
    sent: 'Sent. The outcome shows here when the speaker answers.',
    recent: 'Recent orders',
    state: {
      sent: 'Sent',
      taken: 'Under way',
      done: 'Done',
      refused: 'Refused',
      lost: 'No answer',
    },
    offlineNote: 'The speaker is not connected: a command arrives when it is back.',
    revoke: 'Revoke this speaker',
    revokeTitle: 'Revoke this speaker?',
    revokeBody:
      'It loses its connection and gets no plan any more. To use it again it must be enrolled again.',
    revoked: 'Revoked.',
    install: 'Installation',
  },
};
