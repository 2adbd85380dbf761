/**
 * Words of the time axis — lời của trục thời gian.
 *
 * One moment of a box as one line for a person. What this page does not know is shown as it came.
 */
import type { BoxMoment } from '@loaso/shared/wire/http/incidents';
import type { WordsInUse } from '../../i18n/use-words.js';

type Say = (detail: string, t: WordsInUse['t']) => string;

const STARTS = ['power', 'reboot', 'watchdog', 'update', 'command', 'crash'] as const;
const CLOCKS = ['locked', 'holdover', 'coarse'] as const;
const LINES = ['open', 'short', 'amplifier-off'] as const;
const DEEDS = [
  'report',
  'fetch-plan',
  'restart-agent',
  'test-chime',
  'network-test',
  'check-files',
  'set-volume',
  'set-data',
  'collect-log',
  'restart-box',
  'learn-level',
  'stop',
  'enrolled',
  'revoke',
] as const;

const one = <T extends string>(list: readonly T[], value: string): T | undefined =>
  list.find((word) => word === value);

/** The name of an order that we have a word for. */
export const deedOf = (kind: string) => one(DEEDS, kind) ?? 'other';

const SAYS: Readonly<Record<string, Say>> = {
  connected: (_, t) => t('incident.axis.kind.connected'),
  gone: (_, t) => t('incident.axis.kind.gone'),
  started: (detail, t) =>
    t('incident.axis.kind.started', {
      detail: t(`incident.axis.start.${one(STARTS, detail) ?? 'unknown'}`),
    }),
  release: (detail, t) => t('incident.axis.kind.release', { detail }),
  plan: (detail, t) => t('incident.axis.kind.plan', { detail }),
  mains: (detail, t) => t(`incident.axis.kind.${detail === 'on' ? 'mainsOn' : 'mainsOff'}`),
  line: (detail, t) => {
    const fault = one(LINES, detail);
    return fault === undefined
      ? t('incident.axis.kind.lineOk')
      : t('incident.axis.kind.lineBad', { detail: t(`incident.axis.lineWord.${fault}`) });
  },
  output: (detail, t) =>
    detail === 'ok'
      ? t('incident.axis.kind.outputOk')
      : t('incident.axis.kind.outputBad', { detail }),
  clock: (detail, t) =>
    t('incident.axis.kind.clock', {
      detail: t(`incident.axis.clockWord.${one(CLOCKS, detail) ?? 'unknown'}`),
    }),
};

export function momentText(
  { track, kind, detail, words }: BoxMoment,
  { t, pick }: Pick<WordsInUse, 't' | 'pick'>,
): string {
  if (words !== undefined) return pick(words);
  if (track === 'play') return detail;
  if (track === 'command') {
    const what = t(`incident.axis.act.${deedOf(kind)}`);
    return t('incident.axis.kind.command', { what, detail });
  }
  if (kind.startsWith('refused-')) return t('incident.axis.kind.refused', { detail });
  return SAYS[kind]?.(detail, t) ?? `${kind} ${detail}`;
}

type Tone = 'bad' | 'good' | 'mute' | 'info';

const PLAYS: Readonly<Record<string, Tone>> = { played: 'good', playing: 'info', planned: 'info' };

/** What came of an order. */
const ANSWERS: Readonly<Record<string, Tone>> = { 'result-done': 'good', 'result-refused': 'bad' };

/** Values of a state in which all is well; a kind that is not here is neither good nor bad. */
const WELL: Readonly<Record<string, readonly string[]>> = {
  mains: ['on'],
  line: ['ok'],
  output: ['ok'],
  clock: ['locked', 'holdover'],
  connected: ['broker', 'status'],
  gone: [],
};

/** How the moment is coloured: trouble, its end, or neither. */
export function momentTone({ track, kind, detail }: BoxMoment): Tone {
  if (track === 'play') return PLAYS[kind] ?? 'bad';
  if (track === 'command') return ANSWERS[kind] ?? 'info';
  if (kind.startsWith('refused-')) return 'bad';
  const well = WELL[kind];
  if (well === undefined) return 'mute';
  return well.includes(detail) ? 'good' : 'bad';
}
