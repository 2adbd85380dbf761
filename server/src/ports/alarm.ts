/**
 * Alarm channels — đường báo sự cố ra ngoài màn hình.
 *
 * How a message about an incident, or about plans that are held, reaches people who are not at the screen. A channel tries once
 * within its own time; whether and when it is tried again is not its business.
 */
import type { Result } from '@loaso/shared/result';
import type { Incident } from '../core/fleet/incidents.js';
import type { AlarmRules, Telling } from '../core/fleet/incidents-alarm.js';

export type AlarmMessage = {
  /** Vietnamese, one paragraph. */
  readonly text: string;
  readonly at: number;
} & (
  | { readonly what: Telling; readonly incident: Incident }
  /** Boxes ahead of a database that was put back: nothing is sent until a person has looked. */
  | { readonly what: 'held' | 'released'; readonly hold: { readonly boxes: number } }
);

export type AlarmChannel = (
  message: AlarmMessage,
) => Promise<Result<null, { readonly detail: string }>>;

export type Alarms = {
  readonly rules: AlarmRules;
  /** Told of every incident. */
  readonly first: readonly AlarmChannel[];
  /** Told as well when nobody has taken one on. */
  readonly above: readonly AlarmChannel[];
  /** Letters to people, with links to the dashboard; null where no mail server is set. */
  readonly letters: { readonly pageUrl: () => string } | null;
};
